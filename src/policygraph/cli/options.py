"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

STANDARD = Path("-")  # stdin or stdout

Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="The graph's folder.")]
DEFAULT_GRAPH = Path("graph")
