"""Fill the parties of terms.tsv that its sources leave open. For developers; not part of the wheel.

    python data/make_gazetteer_parties.py

Run after make_gazetteer_people.py. An official who sat in Congress has the party of the seat held nearest in time;
governors who did not have that of the lists here, from general knowledge. All others stay without one.
"""

import csv
import sys
from datetime import date
from pathlib import Path

from policygraph.gazetteer.compile import COLUMNS

Row = dict[str, str]
OWN = "https://w3id.org/policygraph"  # from public knowledge
TERMS = Path(__file__).resolve().parent / "gazetteer" / "terms.tsv"
GOVERNORS = {
    "us-democratic-party": """
        katie-hobbs janet-napolitano-q229032 mike-beebe-q361460 jerry-brown-q152451 gavin-newsom-q461391
        bill-ritter-q119255 dannel-malloy-q714269 ned-lamont-q1973878 ruth-ann-minner-q262440 jack-markell-q513243
        john-carney-q505302 bethany-hall-long matt-meyer david-ige-q16189318 josh-green chet-culver-q222940
        rod-blagojevich-b000518 pat-quinn-q460291 jb-pritzker-q6103950 kathleen-sebelius-q27677
        mark-parkinson-q881181 laura-kelly-q6499080 steve-beshear-q532220 andy-beshear-q21572825
        john-bel-edwards-q6221385 deval-patrick-q11100 maura-healey martin-omalley-q120260 wes-moore
        janet-mills-q6153618 jennifer-granholm-q234994 gretchen-whitmer-q5607720 jay-nixon-q562174
        brian-schweitzer-q445823 steve-bullock-q24015 mike-easley-q881215 bev-perdue-q22185 roy-cooper-q7372694
        josh-stein john-lynch-q708125 phil-murphy-q260042 steve-sisolak-q16185594 david-paterson-q11674
        andrew-cuomo-q11673 brad-henry-q538331 ted-kulongoski-q880976 john-kitzhaber-q740345 kate-brown-q6375399
        tina-kotek-q1452454 ed-rendell-q434902 tom-wolf-q7794795 josh-shapiro-q6289368 gina-raimondo-q5562913
        dan-mckee-q5218111 phil-bredesen-q724001 terry-mcauliffe-q3518911 ralph-northam-q7287916
        albert-bryan-q59302363 john-de-jongh-jr-q676489 peter-shumlin-q881146 christine-gregoire-q239366
        bob-ferguson jim-doyle-q705961 tony-evers-q7822309 earl-ray-tomblin-q888517 dave-freudenthal-q471364
        joe-manchin-m001183 lou-leon-guerrero-q21066675 togiola-tulafono-q472537""",
    "us-republican-party": """
        sarah-palin-q43144 sean-parnell-q44639 mike-dunleavy-q16209663 robert-j-bentley-q552353 kay-ivey-q6380211
        sarah-huckabee-sanders-q27986907 jan-brewer-q236941 doug-ducey-q5300433 arnold-schwarzenegger-q2685
        jodi-rell-q241788 sonny-perdue-q525362 brian-kemp-q4964973 linda-lingle-q231701 terry-branstad-q39609
        kim-reynolds-q6409269 brad-little-q4954097 bruce-rauner-q15972549 mitch-daniels-q351330
        eric-holcomb-q23016975 jeff-colyer-q6173601 matt-bevin-q19953601 charlie-baker-q5076629
        larry-hogan-q16731303 paul-lepage-q881196 rick-snyder-q887111 tim-pawlenty-q160181 matt-blunt-q881141
        eric-greitens-q5386615 mike-parson-q6848323 mike-kehoe haley-barbour-q361450 phil-bryant-q887898
        tate-reeves-q7687964 pat-mccrory-q39311 jack-dalrymple-q770393 doug-burgum-q22095395
        dave-heineman-q381821 jim-pillen chuck-morse-q16193758 chris-sununu-q16215583 chris-christie-q63879
        susana-martinez-q256334 brian-sandoval-q714516 joe-lombardo kevin-stitt-q58322517 tom-corbett-q881171
        donald-carcieri-q523783 nikki-haley-q11668 henry-mcmaster-q5725737 dennis-daugaard-q881199 larry-rhoden
        bill-haslam-q862186 bill-lee-q58321685 rick-perry-q215057 greg-abbott-q5605224 jon-huntsman-jr-q11607
        gary-herbert-q881188 spencer-cox-q16208237 bob-mcdonnell-q456924 glenn-youngkin-q100963892
        jim-douglas-q726313 phil-scott-q7185808 scott-walker-q553254 patrick-morrisey matt-mead-q470663
        mark-gordon-q6767775 felix-perez-camacho-q182504 eddie-baza-calvo-q888443""",
}


def main() -> None:
    """Rewrites the table."""
    with TERMS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    told: dict[str, list[Row]] = {}
    for row in rows:
        if row["party"]:
            told.setdefault(row["person"], []).append(row)
    governors = {slug: party for party, slugs in GOVERNORS.items() for slug in slugs.split()}
    if unknown := governors.keys() - {row["person"] for row in rows}:
        raise SystemExit(f"no terms are of {', '.join(sorted(unknown))}. Mend GOVERNORS")
    filled = 0
    for row in rows:
        if not row["party"]:
            row["party"] = nearest(row, told.get(row["person"], []))
            if not row["party"] and row["person"] in governors:
                row["party"], row["source"] = governors[row["person"]], f"{row['source']}|{OWN}"
            filled += bool(row["party"])
    columns = COLUMNS["terms.tsv"]
    with TERMS.open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(columns) + "\n")
        out.writelines("\t".join(row[column] for column in columns) + "\n" for row in rows)
    sys.stderr.write(f"{filled} filled, {sum(not row['party'] for row in rows)} of {len(rows)} terms without a party\n")


def nearest(term: Row, others: list[Row]) -> str:
    """The party of the seat whose start is nearest to the term's, or ''."""
    dated = [row for row in others if row["start"]]
    if not dated or not term["start"]:
        return ""
    day = date.fromisoformat(term["start"])
    return min(dated, key=lambda row: abs((date.fromisoformat(row["start"]) - day).days))["party"]


if __name__ == "__main__":
    main()
