"""The pages of the endpoint, for people: search, entities with their evidence, queries, the ontology.

They read a snapshot of the graph by bounded lookups and run no query of anybody's. All but the editor for queries works
without JavaScript, and no page loads anything from another host.
"""

from starlette.routing import Route

from policygraph.serve.graph import GraphReader
from policygraph.serve.pages import assets
from policygraph.serve.pages.api import openapi
from policygraph.serve.pages.ontology import Pages
from policygraph.serve.pages.query import QueryPage
from policygraph.serve.pages.search import Search
from policygraph.serve.pages.site import site
from policygraph.serve.pages.things import Things

__all__ = ["routes"]


def routes(graph: GraphReader) -> list[Route]:
    """The routes of all pages of the graph that `graph` reads.

    Each answers in a thread of its own, as it reads from the disk. Raises ResourceError if a part is not installed.
    """
    pages = site(graph.snapshot)
    search = Search(pages, graph)
    things, terms = Things(pages, search), Pages(pages)
    return [
        Route("/search", search.answer),
        Route("/query", QueryPage(pages).page),
        Route("/id/{kind}/{name}", things.identified),
        Route("/page/{kind}/{name}", things.page),
        Route("/data/{kind}/{name}", things.data),
        Route("/ontology", terms.page),
        Route("/ontology/terms.json", terms.terms),
        Route("/ontology.{form}", terms.rdf),
        Route("/openapi.json", openapi),
        Route("/static/{name}", assets.static),
    ]
