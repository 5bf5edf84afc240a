"""What the endpoint counts, for Prometheus. Its registry is its own, so that two endpoints in a process don't mix."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from policygraph.serve.log import Visit

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
_ROUTES = (
    "/sparql/graph",
    "/sparql",
    "/documents",
    "/healthz",
    "/metrics",
    "/api",
    "/id",
    "/page",
    "/data",
    "/query",
    "/search",
)
_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def route(path: str) -> str:
    """The part of the endpoint that a path belongs to: few, whatever strangers ask for."""
    if path == "/":
        return "/"
    return next((known for known in _ROUTES if path == known or path.startswith(f"{known}/")), "other")


class Metrics:
    """The endpoint's counters."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "policygraph_http_requests",
            "Requests answered, by part of the endpoint, method and status.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "policygraph_http_request_seconds",
            "Time until an answer was out.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.asking = Gauge(
            "policygraph_queries_in_hand", "Queries that wait or run or are being read.", registry=self._registry
        )
        self.engine = Gauge(
            "policygraph_engine",
            "What the engine tells: queries in each lane, and waiting.",
            ("what",),
            registry=self._registry,
        )
        self.ended = Counter(
            "policygraph_queries_ended_early",
            "Queries that got no whole answer, by reason; a worker is killed for all but 'busy'.",
            ("reason",),
            registry=self._registry,
        )
        self.changes = Counter(
            "policygraph_changes", "Changes made through this endpoint, by kind.", ("kind",), registry=self._registry
        )
        self.commits = Counter(
            "policygraph_commits_seen", "Times the graph was found changed, whoever did it.", registry=self._registry
        )
        for reason in ("over_time", "over_memory", "client_gone", "busy"):
            self.ended.labels(reason)

    def count(self, visit: Visit) -> None:
        """Counts one request."""
        part = route(visit.path)
        method = visit.method if visit.method in _METHODS else "other"
        self.requests.labels(part, method, str(visit.status)).inc()
        self.seconds.labels(part).observe(visit.seconds)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self._registry)
