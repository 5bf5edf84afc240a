"""What a serializer writes in a thread, read part by part without holding all of it."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import CancelledError

_PART = 64 * 1024  # bytes
_AHEAD = 8  # parts that are written before they are read
_PATIENCE = 60.0  # seconds that a writer waits for its reader


async def parts(write: "Callable[[Pipe], object]") -> AsyncGenerator[bytes, None]:
    """The output of `write`, which gets a file to write to and runs in a thread of its own, in parts.

    It is stopped when nobody reads any more. An error of it is raised here.
    """
    pipe = Pipe(asyncio.get_running_loop())
    failure: list[Exception] = []

    def run() -> None:
        try:
            write(pipe)
            pipe.flush()
        except Exception as error:  # noqa: BLE001 -- raised where the parts are read
            failure.append(error)
        finally:
            pipe.end()

    threading.Thread(target=run, name="policygraph-graph", daemon=True).start()
    try:
        while (part := await pipe.queue.get()) is not None:
            yield part
        if failure:
            raise failure[0]
    finally:
        pipe.close()


class Pipe:
    """A file to write bytes to, from a thread; its parts arrive in `queue`, and None after the last."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(_AHEAD)
        self._loop, self._buffer, self._closed = loop, bytearray(), False

    def write(self, data: bytes) -> int:
        """Takes bytes; waits while many parts wait to be read. Raises OSError once nobody reads."""
        self._buffer += data
        if len(self._buffer) >= _PART:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Gives what is held back."""
        part = bytes(self._buffer)
        self._buffer.clear()
        if part:
            self._put(part)

    def end(self) -> None:
        """Says that no part follows."""
        if not self._closed:
            try:
                self._put(None)
            except OSError:
                self._closed = True  # nobody waits for it

    def close(self) -> None:
        """Lets the writer go, who may be waiting to put one part."""
        self._closed = True
        while not self.queue.empty():
            self.queue.get_nowait()

    def _put(self, part: bytes | None) -> None:
        if self._closed or self._loop.is_closed():
            raise OSError("nobody reads any more")
        try:
            asyncio.run_coroutine_threadsafe(self.queue.put(part), self._loop).result(_PATIENCE)
        except (TimeoutError, CancelledError, RuntimeError) as error:
            self._closed = True
            raise OSError("nobody reads any more") from error
