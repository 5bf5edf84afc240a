"""`query`, `export`, `view`, `validate`, `info` and `explain` on the built samples."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from policygraph import resources

from .conftest import Run

pytestmark = pytest.mark.model

# What the article says, worked out by hand.
SENTENCE = (
    "They were joined by Sen. Ron Johnson, R-Wis., chairman of the Senate Committee on Homeland Security and "
    "Governmental Affairs."
)
REPRESENTS = (
    "SELECT ?who ?where { ?p pg:represents ?j ; rdfs:label ?who . ?j rdfs:label ?where FILTER(?who = 'Ron Johnson') }"
)
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RON_JOHNSON = "https://w3id.org/policygraph/id/person/ron-johnson-j000293"


def test_a_query_as_text_file_and_stdin(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "asked.rq").write_text(REPRESENTS, encoding="utf-8")
    as_text = policygraph("query", REPRESENTS, "-g", graph)
    assert (as_text.returncode, as_text.stderr) == (0, "")
    assert as_text.stdout.splitlines() == [
        "who          where",
        "-----------  ---------",
        "Ron Johnson  Wisconsin",
    ]
    assert policygraph("query", tmp_path / "asked.rq", "-g", graph).stdout == as_text.stdout
    assert policygraph("query", "-", "-g", graph, stdin=REPRESENTS).stdout == as_text.stdout


def test_answers_in_every_format(policygraph: Run, graph: Path) -> None:
    def answer(form: str) -> str:
        done = policygraph("query", REPRESENTS, "-g", graph, "--format", form)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    assert list(csv.reader(io.StringIO(answer("csv")))) == [["who", "where"], ["Ron Johnson", "Wisconsin"]]
    assert answer("tsv").splitlines() == ["?who\t?where", '"Ron Johnson"\t"Wisconsin"']
    (row,) = json.loads(answer("json"))["results"]["bindings"]
    assert {name: term["value"] for name, term in row.items()} == {"who": "Ron Johnson", "where": "Wisconsin"}
    told = ElementTree.fromstring(answer("xml"))
    assert [e.text for e in told.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [
        "Ron Johnson",
        "Wisconsin",
    ]
    construct = policygraph(
        "query",
        "CONSTRUCT { ?p pg:represents ?j } WHERE { ?p pg:represents ?j }",
        "-g",
        graph,
        "-f",
        "turtle",
    )
    assert len(rdflib.Graph().parse(data=construct.stdout, format="turtle")) > 0


def test_a_query_that_does_not_parse_or_is_not_known(policygraph: Run, graph: Path) -> None:
    done = policygraph("query", "SELECT * {\n ?s ?p }", "-g", graph)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("policygraph: line 2, column ")
    done = policygraph("query", "officials-and-post", "-g", graph)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Did you mean officials-and-posts" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_a_query_that_would_run_for_ever(graph: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [sys.executable, "-m", "policygraph", "query", endless, "-g", str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(timeout=4)
        running.send_signal(signal.SIGINT)
        out, told = running.communicate(timeout=10)
    assert (running.returncode, out, told) == (130, "", "policygraph: stopped by Ctrl-C\n")


def test_every_shipped_query_answers(policygraph: Run, graph: Path, checkout: Path) -> None:
    names = sorted(path.stem for path in (checkout / "ontology" / "queries").glob("*.rq"))
    assert len(names) == 16
    assert all(policygraph("query", name, "-g", graph, "-f", "tsv").stdout.splitlines()[1:] for name in names)


@pytest.mark.parametrize("form", FORMATS)
def test_exports_parse_and_say_the_same(policygraph: Run, graph: Path, tmp_path: Path, form: str) -> None:
    done = policygraph("export", "-g", graph, "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    target = tmp_path / "graph.rdf"
    written = policygraph("export", "-g", graph, "-f", form, "-o", target)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", f"Written: {target}\n")
    assert target.read_bytes() == done.stdout.encode()
    quads = {*ox.parse(done.stdout.encode(), format=FORMATS[form])}
    named = {quad.graph_name for quad in quads} - {ox.DefaultGraph()}
    assert bool(named) == (form in ("nquads", "trig"))
    if not named:
        turtle = policygraph("export", "-g", graph, "-f", "turtle").stdout
        assert quads == {*ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)}


def test_rdflib_reads_the_turtle_and_no_prefix_is_made_up(policygraph: Run, graph: Path) -> None:
    turtle = policygraph("export", "-g", graph).stdout
    read = rdflib.Graph().parse(data=turtle, format="turtle")
    assert len(read) == len({*ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)})
    prefixes = re.findall(r"^@prefix (\w*):", turtle, re.MULTILINE)
    assert "person" in prefixes
    assert [name for name in prefixes if re.search(r"\d$", name) and name not in turtle.split()] == []
    assert not any(re.fullmatch(r"ns\d+|schema\d+", name) for name in prefixes)
    assert "GeoNames" in turtle
    assert "CC BY 4.0" in turtle


def test_plain_leaves_the_evidence_out(policygraph: Run, graph: Path) -> None:
    plain = policygraph("export", "-g", graph, "--plain").stdout
    whole = policygraph("export", "-g", graph).stdout
    assert "pg:Evidence" in whole
    assert "pg:Evidence" not in plain
    assert "pg:represents jurisdiction:us-wi" in plain


@pytest.mark.parametrize("form", ["turtle", "ntriples", "nquads", "trig"])
def test_rdf12_says_what_each_claim_reifies(policygraph: Run, graph: Path, form: str) -> None:
    told, plain = (
        {*ox.parse(policygraph("export", "-g", graph, "-f", form, *more).stdout.encode(), format=FORMATS[form])}
        for more in (["--rdf12"], [])
    )
    reifies = {q for q in told if q.predicate.value == f"{_RDF}reifies"}
    assert told - reifies == plain
    parts = {
        (q.subject, q.graph_name, q.predicate.value.removeprefix(_RDF)): q.object
        for q in plain
        if q.predicate.value.removeprefix(_RDF) in ("subject", "predicate", "object")
    }
    assert {(q.subject, q.graph_name) for q in reifies} == {key[:2] for key in parts}
    for quad in reifies:
        triple = quad.object
        assert isinstance(triple, ox.Triple)
        expected = [parts[quad.subject, quad.graph_name, role] for role in ("subject", "predicate", "object")]
        assert [triple.subject, triple.predicate, triple.object] == expected
    represents = [q.object for q in reifies if "represents" in str(q.object) and _RON_JOHNSON in str(q.object)]
    assert any("jurisdiction/us-wi>" in str(triple) for triple in represents)


@pytest.mark.parametrize("form", ["jsonld", "rdfxml"])
def test_rdf12_needs_a_format_that_has_it(policygraph: Run, graph: Path, form: str) -> None:
    done = policygraph("export", "-g", graph, "-f", form, "--rdf12")
    assert (done.returncode, done.stdout) == (1, "")
    assert "turtle, ntriples, nquads or trig" in done.stderr


def test_where_writes_what_a_construct_gives(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    query = f"CONSTRUCT {{ ?p pg:represents ?j }} WHERE {{ ?p pg:represents ?j FILTER(?p = <{_RON_JOHNSON}>) }}"
    (tmp_path / "who.rq").write_text(query, encoding="utf-8")
    wanted = f"<{_RON_JOHNSON}> <https://w3id.org/policygraph/ns#represents> "
    wanted += "<https://w3id.org/policygraph/id/jurisdiction/us-wi> .\n"
    for asked, stdin in ((query, ""), (str(tmp_path / "who.rq"), ""), ("-", query)):
        done = policygraph("export", "-g", graph, "-f", "ntriples", "--where", asked, stdin=stdin)
        assert (done.returncode, done.stderr) == (0, "")
        assert [line for line in done.stdout.splitlines(keepends=True) if not line.startswith("#")] == [wanted]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--where", "SELECT ?s { ?s ?p ?o }"), "Ask by CONSTRUCT"),
        (("--where", "CONSTRUCT { ?s ?p"), "line 1"),
        (("--where", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "nquads"), "Use turtle"),
        (("--focus", "Nobody Atall"), "Nobody Atall"),
    ],
)
def test_a_part_that_there_is_not(
    policygraph: Run, graph: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    target = tmp_path / "part.ttl"
    target.write_text("as it was", encoding="utf-8")
    done = policygraph("export", "-g", graph, "-o", target, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["part.ttl"]
    assert target.read_text(encoding="utf-8") == "as it was"


def test_a_focus_writes_what_is_around_it(policygraph: Run, graph: Path) -> None:
    near, far = (
        policygraph("export", "-g", graph, "-f", "ntriples", "--focus", "Ron Johnson", "--hops", hops).stdout
        for hops in ("1", "2")
    )
    whole = set(policygraph("export", "-g", graph, "-f", "ntriples").stdout.splitlines())
    assert set(near.splitlines()) < set(far.splitlines()) < whole
    represents = f"<{_RON_JOHNSON}> <https://w3id.org/policygraph/ns#represents> "
    assert represents in near
    assert "person/lori-lightfoot" not in near
    # The sentence that the edge rests on comes along.
    assert SENTENCE.removesuffix(".") in near


def test_an_export_that_cannot_be_written(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    done = policygraph("export", "-g", graph, "-o", tmp_path / "no" / "x.ttl")
    assert (done.returncode, done.stdout) == (1, "")
    assert "can't be written" in done.stderr


def test_view_writes_a_page_and_a_focus_shows_less(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    done = policygraph("view", "-g", graph, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Written: policygraph.html\n")
    whole = (tmp_path / "policygraph.html").read_bytes()
    told = policygraph("view", "-g", graph, "-o", "-")
    assert (told.returncode, told.stderr) == (0, "")
    same = told.stdout.encode() == whole  # apart, as telling how pages differ takes pytest an hour
    assert same
    focus = policygraph("view", "-g", graph, "-o", "wisconsin.html", "--focus", "Wisconsin", folder=tmp_path)
    assert focus.returncode == 0, focus.stderr
    part = (tmp_path / "wisconsin.html").read_bytes()
    assert b"<title>Wisconsin" in part
    assert len(part) < len(whole)


def test_an_unknown_name_gets_the_nearest(policygraph: Run, graph: Path, tmp_path: Path) -> None:
    for command in (
        ["explain", "Ron Jonson"],
        ["explain", "Wisconsin", "Ron Jonson"],
        ["view", "--focus", "Ron Jonson"],
    ):
        done = policygraph(*command, "-g", graph, folder=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Did you mean" in done.stderr
        assert "Ron Johnson" in done.stderr
    assert not (tmp_path / "policygraph.html").exists()


def test_the_samples_are_valid(policygraph: Run, graph: Path) -> None:
    done = policygraph("validate", "-g", graph)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("0 violations in ")


def test_a_violation_is_told_with_code_1(policygraph: Run, tmp_path: Path) -> None:
    """A graph made by hand: an edge without a claim, between entities without labels."""
    folder = tmp_path / "graph"
    folder.mkdir()
    (folder / "graph.toml").write_text('base = "https://w3id.org/policygraph/id/"\nlayout = 2\n', encoding="utf-8")
    person, place = (ox.NamedNode(f"https://w3id.org/policygraph/id/{name}") for name in ("person/a", "jurisdiction/b"))
    edge = ox.NamedNode("https://w3id.org/policygraph/ns#represents")
    store = ox.Store(folder / "store")
    document = ox.NamedNode("https://w3id.org/policygraph/id/doc/c")
    store.extend([ox.Quad(person, edge, place, graph) for graph in (document, ox.DefaultGraph())])
    del store
    done = policygraph("validate", "-g", folder)
    assert done.returncode == 1, done.stderr
    fields = [line.split("\t") for line in done.stdout.splitlines()]
    assert ["person:a", "ClaimedEdge", "pg:represents"] in [row[:3] for row in fields]
    assert all(len(row) == 5 for row in fields)
    assert done.stderr.startswith(f"{len(fields)} violations in ")


def test_info_tells_how_good_graphs_are(policygraph: Run, tmp_path: Path) -> None:
    """Without a graph; the figures are shares, each with what it is of and the command that measures it."""
    done = policygraph("info", "--accuracy", "-g", tmp_path / "none")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(resources.data("accuracy.json").read_text("utf-8"))
    for figure in told["figures"]:
        assert 0 < figure["value"] <= 1
        assert figure["n"] > 0
        low, high = figure.get("interval") or (figure["value"], figure["value"])
        assert low <= figure["value"] <= high, figure
        assert f"{figure['corpus']}: {figure['text']}" in done.stdout
    assert {"gold", "samples"} <= {figure["corpus"] for figure in told["figures"]}


def test_info_tells_what_the_graph_is(policygraph: Run, graph: Path) -> None:
    done = policygraph("info", "-g", graph)
    assert (done.returncode, done.stderr) == (0, "")
    told = dict(line.strip().split(None, 1) for line in done.stdout.splitlines())
    assert told["documents"] == "15"
    assert told["model"] == "en_core_web_md"
    assert told["version"] == "0.1.0"
    assert told["base"] == "https://w3id.org/policygraph/id/"


def test_explain_shows_the_sentence_behind_a_claim(policygraph: Run, graph: Path) -> None:
    done = policygraph("explain", "Ron Johnson", "-g", graph)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    claim = lines.index("  Ron Johnson / represents / Wisconsin")
    assert lines[claim + 1] == f"    “{SENTENCE}”"
    assert (
        lines[claim + 2].strip().startswith("Sessions and Kelly take their border tour to San Diego; 2017-04-21; rule ")
    )


def test_explain_counts_a_near_copy_and_its_original_as_one_text(policygraph: Run, copied: Path) -> None:
    lines = policygraph("explain", "Jane Doe", "-g", copied).stdout.splitlines()
    held = lines.index("  Jane Doe / holds / Governor of Illinois [3 documents, 2 independent texts]")
    told = [line.strip() for line in lines[held + 1 : held + 7]]
    assert sum("; near copy of doc:" in line for line in told) == 1


def test_explain_shows_what_somebody_said(policygraph: Run, graph: Path) -> None:
    lines = policygraph("explain", "Christian Ramirez", "-g", graph).stdout.splitlines()
    said = lines.index("    “Border communities are among the safest in the country”")
    assert "  other" in lines[:said]
    assert (
        lines[said + 1].strip().startswith("Sessions and Kelly take their border tour to San Diego; 2017-04-21; direct")
    )


def test_explain_lists_statements_by_topic_with_their_sides(policygraph: Run, graph: Path) -> None:
    """Policies come first, what is about nothing that was found last."""
    lines = policygraph("explain", "Jerry Brown", "-g", graph).stdout.splitlines()
    statements = lines[lines.index("4 statements") :]
    assert statements[1:3] == [
        "  about Senate Bill 54",
        "    “This bill strikes a balance that will protect public safety”",
    ]
    told = statements[3].strip().split("; ")
    assert told[0] == "Brown signs California Values Act"
    assert told[-3:] == [
        "direct",
        "to State Senate",
        "takes a side: “strikes a balance that will protect public safety”",
    ]
    # What he denies is told as denied.
    assert statements[4] == "  about United States Department of Homeland Security"
    assert statements[6].strip().split("; ")[4:6] == ["denied", "indirect"]
    assert statements[7].startswith("  about Speech of Jeff Sessions")
    assert statements[8] == "    “the speech “a political stunt.””"
    assert statements[10] == "  other"


def test_explain_a_policy_shows_who_said_what_about_it(policygraph: Run, graph: Path) -> None:
    lines = policygraph("explain", "Senate Bill 54", "-g", graph).stdout.splitlines()
    (begin,) = (i for i, line in enumerate(lines) if line.endswith("statements about it"))
    told = lines[begin:]
    assert (
        "    Jerry Brown (Governor of California): “This bill strikes a balance that will protect public safety”"
        in told
    )
    said = told.index("    Beth Johnson: “that Senate Bill 54, the California Values Act, makes communities safer”")
    assert told[said + 1].endswith("takes a side: “makes communities safer”")
    claim = lines.index("  Beth Johnson / supports / Senate Bill 54 (according to Beth Johnson)")
    assert lines[claim + 2].endswith("rule stance")


def test_explain_two_names_shows_the_path_with_its_evidence(policygraph: Run, graph: Path) -> None:
    done = policygraph("explain", "Ron Johnson", "Wisconsin", "-g", graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Joined by 1 hop\n  Ron Johnson - Wisconsin\n" in done.stdout
    assert SENTENCE in done.stdout
    assert "border tour" in done.stdout


def test_explain_takes_a_prefixed_name_and_tells_what_the_tables_say(policygraph: Run, graph: Path) -> None:
    done = policygraph("explain", "jurisdiction:us-wi", "-g", graph)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "  Wisconsin / lies in / United States\n      data/gazetteer/states.tsv#us-wi; rule reference\n" in done.stdout
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_output_is_utf8_whatever_the_locale(policygraph: Run, graph: Path, locale: str) -> None:
    """The encoding asked for is a legacy one, as that of a redirected stdout is on Windows."""
    environment = {"LC_ALL": locale, "PYTHONIOENCODING": "ascii"}
    done = policygraph("explain", "Democratic Party", "-g", graph, environment=environment)
    assert done.returncode == 0, done.stderr
    assert "Kevin de León / member of / Democratic Party" in done.stdout
    done = policygraph("explain", "Kevin de Léon y", "-g", graph, environment=environment)
    assert "'Kevin de Léon y'" in done.stderr
