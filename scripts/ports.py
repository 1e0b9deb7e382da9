"""A port for a server of a test, a measurement or a moment: nobody else is given it while this process lives.

It stands below the range from which the system takes ports for connections that go out, so that none of those takes it
between the asking and the listening; and a name is held for it, so that two runs at a time never get the same.
"""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path

FIRST = 20_000
LAST = 32_000
OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")

_held: list[socket.socket] = []


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens and which is ours until this process ends.

    Raises:
        OSError: none is left.
    """
    ports = list(range(FIRST, max(FIRST + 1_000, _last())))
    random.Random(os.urandom(8)).shuffle(ports)  # noqa: S311 - only so that two runs seldom ask for the same
    for port in ports:
        if _is_free(port) and _is_ours(port):
            return port
    raise OSError("no port is free")


def _last() -> int:
    try:
        return min(LAST, int(OUTGOING.read_text().split()[0]) - 1)
    except (OSError, ValueError, IndexError):
        return LAST


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _is_ours(port: int) -> bool:
    """Hold the name of the port, as a socket without a file where the system has them (Linux)."""
    if not hasattr(socket, "AF_UNIX") or not OUTGOING.exists():
        return True
    held = socket.socket(socket.AF_UNIX)
    try:
        held.bind(f"\0thuongton-port-{port}")
    except OSError:
        held.close()
        return False
    _held.append(held)
    return True
