"""What a worker takes from itself before it opens the graph: the network, other programs, and memory past a bound.

On Linux (x86-64 and ARM64) a seccomp filter refuses `socket` and `execve` to the process and all its threads, for good:
pyoxigraph's own HTTP client, which SERVICE and LOAD would use, can't reach anything. Elsewhere there is no such filter,
and only the look at the text keeps a query from the network. Memory is bounded by RLIMIT_AS, which Windows does not
have and macOS does not hold to.
"""

import ctypes
import platform
import struct
import sys

NETWORK, MEMORY = "network", "memory"

# System calls by machine: its name for the kernel's audit, then socket, socketpair, io_uring_setup (which opens
# sockets too), execve, execveat.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 53, 425, 59, 322)),
    "aarch64": (0xC00000B7, (198, 199, 425, 221, 281)),
}
_X32 = 0x40000000  # an x86-64 kernel's other numbering of the same calls
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _EACCES = 0x7FFF0000, 0x00050000 | 13
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


def confine(memory: int) -> list[str]:
    """Takes it all; returns what can't be taken on this system, of NETWORK and MEMORY."""
    missing = []
    if not _bound_memory(memory):
        missing.append(MEMORY)
    if not _cut_off():
        missing.append(NETWORK)
    return missing


def _bound_memory(memory: int) -> bool:
    if sys.platform != "linux":
        return False
    import resource  # noqa: PLC0415 -- Windows has no such module

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _cut_off() -> bool:
    """Whether no connection can be opened from here on."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    machine, calls = _MACHINES[platform.machine()]
    many = len(calls)  # jumps are counted from the next line; the last line refuses
    program = [
        (_LOAD, 0, 0, 4),  # the machine that the call is for
        (_JUMP_EQUAL, 0, many + 3, machine),
        (_LOAD, 0, 0, 0),  # its number
        (_JUMP_AT_LEAST, many + 1, 0, _X32),
        *((_JUMP_EQUAL, many - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _EACCES),
    ]
    code = b"".join(struct.pack("HBBI", *line) for line in program)
    held = ctypes.create_string_buffer(code)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    prctl = ctypes.CDLL(None).prctl
    whole = Program(len(program), ctypes.cast(held, ctypes.c_void_p))
    return bool(prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and prctl(_SECCOMP, _FILTER, ctypes.byref(whole), 0, 0) == 0)
