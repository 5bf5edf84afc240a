"""What ends a command early: each kind of failure to one line on stderr and an exit code."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn, ParamSpec

import typer

from policygraph.errors import PolicyGraphError

DEBUG = "--debug"

# Exit codes; 2 is for wrong usage, which typer tells.
FAILED = 1  # a PolicyGraphError, or violations found
SKIPPED = 3  # a source; each is named
STOPPED = 130  # as a shell tells of SIGINT

P = ParamSpec("P")


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """`command`, its failures told as lines; tracebacks are printed with --debug only."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            _leave_pipe()
        except KeyboardInterrupt:
            _fail("stopped by Ctrl-C", STOPPED)
        except PolicyGraphError as error:
            _fail(str(error), FAILED)
        except Exception as error:  # noqa: BLE001 -- the outermost place: told, and never carried on from
            told = ": ".join(filter(None, (type(error).__name__, " ".join(str(error).split()))))
            _fail(f"unexpected {told}. Run again with {DEBUG} and report it", FAILED)

    return run


def say(line: str = "") -> None:
    """A line to the user, on stderr: stdout is for data."""
    print(line, file=sys.stderr)


def _fail(message: str, code: int) -> NoReturn:
    if DEBUG in sys.argv:
        traceback.print_exc()
    say(f"policygraph: {message}")
    raise typer.Exit(code)


def _leave_pipe() -> NoReturn:
    """Whoever read our output has gone (`| head`), which is no failure of ours."""
    # What is still buffered would be written, and complained of, when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(0)
