"""The command line: arguments, progress, colour, exit codes; nothing else.

Whatever a command needs beyond `policygraph.errors` is imported inside it, so that `--help` loads no RDF
library and no language model.
"""

from policygraph.cli.app import main

__all__ = ["main"]
