"""A backup that is carried away: sealed with a passphrase, opened by nobody without it, and proven to its end."""

from __future__ import annotations

import fcntl
import io
import json
import os
import time
from pathlib import Path

import pytest

from ops.conftest import Office, until_there
from thuongton.config import sealing
from thuongton.config.sealing import MAGIC, Opening, Sealing, Unopened

PASSPHRASE = "một mật khẩu dài".encode()


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is quickly made, and small pieces."""
    monkeypatch.setattr(sealing, "COST", 2)
    monkeypatch.setattr(sealing, "PIECE", 64)


def sealed(data: bytes, by: int = 50) -> bytes:
    out = io.BytesIO()
    stream = Sealing(out, PASSPHRASE)
    for start in range(0, len(data), by):
        stream.write(data[start : start + by])
    stream.close()
    return out.getvalue()


def opened(data: bytes, passphrase: bytes = PASSPHRASE, size: int = 33) -> bytes:
    stream = Opening(io.BytesIO(data), passphrase)
    return b"".join(iter(lambda: stream.read(size), b""))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 127, 128, 129, 1000])
@pytest.mark.parametrize("by", [1, 50, 64, 500])
def test_what_was_sealed_is_opened(cheap: None, length: int, by: int) -> None:
    data = os.urandom(length)
    assert opened(sealed(data, by)) == data
    assert Opening(io.BytesIO(sealed(data, by)), PASSPHRASE).read() == data


def test_the_same_bytes_are_never_sealed_alike(cheap: None) -> None:
    assert sealed(b"x" * 100) != sealed(b"x" * 100)
    assert b"x" * 20 not in sealed(b"x" * 100)


def test_another_passphrase_opens_nothing(cheap: None) -> None:
    with pytest.raises(Unopened, match="mật khẩu không đúng"):
        opened(sealed(b"x" * 100), b"mot mat khau khac")


def test_every_change_is_seen(cheap: None) -> None:
    """Any byte changed, any end cut off, pieces left out, swapped or told twice, anything added."""
    data = bytes(range(200))
    whole = sealed(data)
    head = whole.index(b"\n", len(MAGIC)) + 1
    step = 64 + sealing.TAG
    pieces = [whole[start : start + step] for start in range(head, len(whole), step)]
    assert len(pieces) == 4
    spoilt = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(MAGIC), len(whole))]
    spoilt += [whole[:at] for at in range(len(MAGIC), len(whole))]
    orders = [(0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 1, 3), (0, 0, 1, 2, 3), (3,), (0, 3)]
    spoilt += [whole[:head] + b"".join(pieces[place] for place in order) for order in orders]
    spoilt.append(whole + b"x")
    for one in spoilt:
        with pytest.raises(Unopened):
            opened(one)


@pytest.mark.parametrize(
    "changed",
    [{"n": 2**40}, {"n": 3}, {"r": 10**6}, {"piece": 2**40}, {"salt": "x"}, {"own": ""}, {"n": None}, {"p": 0}],
)
def test_a_head_cannot_ask_for_the_memory_of_the_machine(cheap: None, changed: dict) -> None:
    whole = sealed(b"x")
    head, _, rest = whole.removeprefix(MAGIC).partition(b"\n")
    with pytest.raises(Unopened):
        opened(MAGIC + json.dumps(json.loads(head) | changed).encode() + b"\n" + rest)


def test_a_sealed_backup_is_restored_with_its_passphrase_only(demo: Office, tmp_path: Path) -> None:
    target, key, other = tmp_path / "di" / "sao-luu.kin", tmp_path / "mat-khau", tmp_path / "khac"
    key.write_bytes(PASSPHRASE + b"\n")
    other.write_text("mat-khau-khac-han\n")
    code, out, err = demo.run("backup", target, "--passphrase-file", key)
    assert code == 0 and "mật khẩu" in out, err
    assert target.read_bytes().startswith(MAGIC) and b"SQLite format" not in target.read_bytes()
    units, papers = demo.rows("people_unit"), demo.rows("documents_document")
    for more, sentence in (
        ((), "có mật khẩu"),
        (("--passphrase-file", other), "mật khẩu không đúng"),
        (("--passphrase-file", tmp_path / "khong-co"), "không đọc được tệp mật khẩu"),
    ):
        code, _out, err = demo.run("restore", target, "--force", *more)
        assert (code, len(err.strip().splitlines())) == (2, 1) and sentence in err
    short = tmp_path / "cut.kin"
    short.write_bytes(target.read_bytes()[:-5])
    code, _out, err = demo.run("restore", short, "--force", "--passphrase-file", key)
    assert code == 2 and "cắt ngắn" in err
    away = Office(tmp_path / "noi-khac")
    code, _out, err = away.run("restore", target, "--passphrase-file", key)
    assert code == 0, err
    assert (away.rows("people_unit"), away.rows("documents_document")) == (units, papers)
    code, out, _err = away.run("check")
    assert code == 1 and "khoá chủ" in out  # the file of master keys stands in no backup
    away.take_keys_of(demo)
    assert away.run("check")[0] == 0
    short_key = tmp_path / "ngan"
    short_key.write_text("ngắn")
    code, _out, err = demo.run("backup", tmp_path / "x", "--passphrase-file", short_key)
    assert code == 2 and "12 ký tự" in err and not (tmp_path / "x").exists()


def test_a_plain_backup_takes_no_passphrase(demo: Office, tmp_path: Path) -> None:
    key = tmp_path / "mat-khau"
    key.write_bytes(PASSPHRASE)
    assert demo.run("backup", tmp_path / "sao-luu.tar.gz")[0] == 0
    code, _out, err = demo.run("restore", tmp_path / "sao-luu.tar.gz", "--force", "--passphrase-file", key)
    assert code == 2 and "không có mật khẩu" in err


def test_the_next_backup_sweeps_up_after_a_killed_one(demo: Office, tmp_path: Path) -> None:
    """What a killed backup left goes; one that is being made beside, and anything else, stays."""
    place = tmp_path / "noi-sao-luu"
    killed, unlocked, running, young = (place / f".sao-luu-{name}" for name in ("chet", "cu", "dang-chay", "vua-moi"))
    for folder in (killed, unlocked, running, young):
        folder.mkdir(parents=True)
        (folder / "database.sqlite3").write_bytes(b"moi du lieu")
    for folder in (killed, running):
        (folder / "lock").touch()
    os.utime(unlocked, (time.time() - 7200,) * 2)
    (place / "ghi-chu.txt").write_text("x")
    with (running / "lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert demo.run("backup", place / "sao-luu.tar.gz")[0] == 0
    left = {path.name for path in place.iterdir()}
    assert left == {".sao-luu-dang-chay", ".sao-luu-vua-moi", "ghi-chu.txt", "sao-luu.tar.gz"}


def test_a_killed_backup_leaves_what_the_next_one_sweeps(demo: Office, tmp_path: Path) -> None:
    target = tmp_path / "noi-sao-luu" / "sao-luu.tar.gz"
    for _turn in range(3):
        process = demo.start("backup", target)
        until_there(process, target.parent, ".sao-luu-*")
        process.kill()
        process.communicate()
    assert demo.run("backup", target)[0] == 0
    assert [path.name for path in target.parent.iterdir()] == ["sao-luu.tar.gz"]
