"""Files are shown to a scanner for malware before anything else opens them, where the installation has one (ClamAV).

``THUONGTON_CLAMD`` names the socket of clamd, or ``host:port``. What the scanner does not call clean stays outside,
also while the scanner is away. Protocol: clamd(8), command INSTREAM.
"""

from __future__ import annotations

import logging
import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from vanban.model import UnreadableFile

PIECE = 64 * 1024
PATIENCE = 60.0
"""Seconds that the scanner may take for one answer."""
LONGEST_ANSWER = 4096
log = logging.getLogger(__name__)


class Away(Exception):
    """The scanner does not answer, or not with what it promises."""


def demand_clean(data: bytes) -> None:
    """Raise :class:`UnreadableFile` unless the scanner calls a file clean; without a scanner nothing is asked."""
    if not settings.SCANNER:
        return
    try:
        answer = _asked(b"zINSTREAM\0", data)
    except (OSError, Away) as error:
        log.error("the scanner for malware does not answer: %s", error)
        answer = ""
    if answer == "stream: OK":
        return
    if answer.endswith(" FOUND"):
        log.warning("a file with malware was refused: %s", answer)
        raise UnreadableFile(
            "malware", _("Tệp này có mã độc nên không được nhận; chưa lưu gì. Hãy quét máy đã gửi tệp.")
        )
    raise UnreadableFile(
        "unscanned", _("Máy chủ chưa quét được mã độc trong tệp nên chưa nhận; thử lại sau ít phút hoặc báo quản trị.")
    )


def is_there() -> bool:
    """Whether the scanner answers; true where the installation has none."""
    try:
        return not settings.SCANNER or _asked(b"zPING\0") == "PONG"
    except (OSError, Away):
        return False


def _asked(command: bytes, data: bytes | None = None) -> str:
    with _opened() as line:
        line.sendall(command)
        if data is not None:
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            more = line.recv(LONGEST_ANSWER)
            if not more or len(answer) > LONGEST_ANSWER:
                raise Away("no whole answer")
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _opened() -> socket.socket:
    host, colon, port = settings.SCANNER.rpartition(":")
    if colon and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(settings.SCANNER)
    except OSError:
        line.close()
        raise
    return line
