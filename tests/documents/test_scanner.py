"""Files are shown to the scanner of the machine first; what it does not call clean stays outside and leaves nothing."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from thuongton.audit.checks import run_checks
from thuongton.documents.models import Intake
from thuongton.documents.services import intake as services
from thuongton.files import scanner
from thuongton.files.screening import screen_attachment, screen_form, screen_quickly
from vanban.model import UnreadableFile

from .test_refusals import PICTURE, TEXT, before, nothing_left, word  # noqa: F401

BAD = b"DAY-LA-TEP-CO-MA-DOC-DE-THU"


class Scanner(threading.Thread):
    """Speaks as clamd does: «FOUND» for what holds :data:`BAD`; ``answer`` instead of what it would say."""

    def __init__(self, place: Path) -> None:
        super().__init__(daemon=True)
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(str(place))
        self.line.listen()

    def run(self) -> None:
        while True:
            try:
                asked, _where = self.line.accept()
            except OSError:
                return
            with asked, asked.makefile("rb") as stream:
                command = stream.read(6)
                said = b"PONG\0" if command == b"zPING\0" else self.scanned(command + stream.read(4), stream)
                asked.sendall(said if self.answer is None else self.answer)

    def scanned(self, command: bytes, stream: io.BufferedReader) -> bytes:
        assert command == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            data += stream.read(length)
        self.seen.append(data)
        return b"stream: Thu.Nghiem-1 FOUND\0" if BAD in data else b"stream: OK\0"


@pytest.fixture
def clamd(tmp_path: Path, settings) -> Iterator[Scanner]:
    place = tmp_path / "clamd.sock"
    settings.SCANNER = str(place)
    made = Scanner(place)
    made.start()
    yield made
    made.line.close()


def test_a_clean_file_comes_in_whole(clamd: Scanner, world, clerk, files_root) -> None:
    data = (TEXT + "Một dòng.\n" * 20_000).encode()
    assert len(data) > 3 * scanner.PIECE
    services.accept_file(clerk, world.commune, data, "ke-hoach.txt")
    assert clamd.seen == [data] and Intake.objects.get().file is not None


@pytest.mark.parametrize("screen", [screen_quickly, screen_attachment, screen_form])
@pytest.mark.parametrize(
    ("data", "name"),
    [(TEXT.encode() + BAD, "a.txt"), (word("Kế hoạch") + BAD, "a.docx"), (PICTURE + BAD, "a.png"), (BAD, "bang.xlsx")],
)
def test_malware_is_refused_at_every_door(clamd: Scanner, screen, data: bytes, name: str) -> None:
    with pytest.raises(ValueError, match="mã độc") as refused:
        screen(data, name)
    assert str(refused.value).endswith(".") and clamd.seen == [data]


def test_malware_leaves_nothing(clamd: Scanner, world, clerk, files_root, before) -> None:  # noqa: F811
    client = Client()
    client.force_login(clerk)
    upload = io.BytesIO(TEXT.encode() + BAD)
    upload.name = "ke-hoach.txt"
    page = client.post("/van-ban/dua-vao/gui/", {"tep": upload}, follow=True).content.decode()
    assert "có mã độc" in page and Intake.objects.get().file is None
    nothing_left(files_root, before)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: ERROR\0", b"x" * 9000])
def test_what_was_not_called_clean_stays_outside(clamd: Scanner, answer: bytes) -> None:
    clamd.answer = answer
    with pytest.raises(UnreadableFile, match="chưa quét được"):
        screen_quickly(TEXT.encode(), "a.txt")


def test_a_scanner_that_is_away_lets_nothing_in_and_is_found(clamd: Scanner, db) -> None:
    def found() -> list[str]:
        return [find.check.code for find in run_checks() if find.check.code == "scanner-away"]

    assert scanner.is_there() and not found()
    clamd.line.close()
    Path(scanner.settings.SCANNER).unlink()
    with pytest.raises(UnreadableFile, match="chưa quét được"):
        screen_attachment(TEXT.encode(), "a.txt")
    assert found() == ["scanner-away"]


def test_a_scanner_at_a_port_is_asked_too(settings) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.SCANNER = f"127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(UnreadableFile, match="chưa quét được"):
            screen_quickly(TEXT.encode(), "a.txt")


def test_without_a_scanner_nothing_is_asked(settings) -> None:
    settings.SCANNER = ""
    assert scanner.is_there() and screen_quickly(TEXT.encode() + BAD, "a.txt") == "text/plain"
