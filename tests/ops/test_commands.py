"""The ``thuongton`` command from outside: every verb, its exit code, and one sentence for what is wrong."""

from __future__ import annotations

import gzip
import json
import shutil
import signal
import sqlite3
import stat
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from ports import free_port

import waiting
from ops.conftest import Office
from thuongton.config.backup import LEFT_OUT, forget_sessions
from thuongton.demo.units import read_units

UNITS = "mã định danh,tên,loại,mã cấp trên\nH77,Tỉnh Bảy,tỉnh,\nH77.1,Sở Một,sở,H77\n"
FAULTY = "mã định danh,tên,loại,mã cấp trên\nH78,Tỉnh Tám,tỉnh,\n,Không mã,sở,H78\n"
COUNTED = ("people_unit", "documents_document", "documents_attachment", "plans_proposal", "audit_event")


def counts(office: Office) -> list[int]:
    return [office.rows(table) for table in COUNTED]


def test_import_of_units(office: Office, tmp_path: Path) -> None:
    good, bad = tmp_path / "tot.csv", tmp_path / "loi.csv"
    good.write_text(UNITS, "utf-8")
    bad.write_text(FAULTY, "utf-8")
    assert office.run("import", "--dry-run", good)[0] == 0 and office.rows("people_unit") == 0
    code, out, err = office.run("import", bad, good)
    assert code == 2 and office.rows("people_unit") == 2
    assert err.startswith(f"thuongton: {bad}: 1 dòng có lỗi") and err.count("\n") == 1
    assert "thêm 2 đơn vị" in out
    code, out, _err = office.run("import", good)
    assert code == 0 and "bỏ qua 2 đơn vị" in out


def test_import_of_papers(demo: Office, seeds: Path, tmp_path: Path) -> None:
    paper, other = sorted(seeds.glob("*.txt"))[1:3]
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 khong phai docx")
    secret = tmp_path / "mat.txt"
    secret.write_text("UBND XÃ MỘT\nMẬT\nSố: 01/BC-UBND\nBÁO CÁO\nVề việc thử\n", "utf-8")
    before = counts(demo)
    place = ("--unit", "Xã Lai Khê")
    assert demo.run("import", *place, "--dry-run", paper)[0] == 0 and counts(demo) == before
    code, out, err = demo.run("import", *place, broken, paper, tmp_path / "không-có.txt", tmp_path, other, secret)
    assert code == 2, err
    lines = err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        str(broken), str(tmp_path / "không-có.txt"), str(tmp_path), str(secret)
    ]  # fmt: skip
    assert "Traceback" not in err and "Đã nhập 2/6 tệp" in out
    assert demo.rows("documents_document") == before[1] + 2
    assert demo.rows("plans_proposal") > before[3]
    code, out, _err = demo.run("import", *place, paper)
    assert code == 0 and "đã có trong sổ" in out and demo.rows("documents_document") == before[1] + 2
    assert demo.run("check")[0] == 0


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        (None, "văn bản cần đơn vị nhận; hãy thêm --unit"),
        ("Xã Không Có", "Không có đơn vị nào"),
        ("Sở Tư pháp", "Có 3 đơn vị tên «Sở Tư pháp»"),
    ],
)
def test_import_wants_one_unit(demo: Office, seeds: Path, unit: str | None, sentence: str) -> None:
    code, _out, err = demo.run("import", *(("--unit", unit) if unit else ()), min(seeds.glob("*.txt")))
    assert code == 2 and sentence in err and err.count("\n") == 1


def test_backup_and_restore(demo: Office, tmp_path: Path) -> None:
    target, before = tmp_path / "sao-luu.tar.gz", counts(demo)
    assert demo.run("backup", target)[0] == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    fresh = Office(tmp_path / "may-moi")
    code, out, err = fresh.run("restore", target)
    assert code == 0, err
    fresh.take_keys_of(demo)
    assert counts(fresh) == before and fresh.run("check")[0] == 0
    assert "Dữ liệu trước đó" not in out
    (tmp_path / "them.csv").write_text(UNITS, "utf-8")
    assert fresh.run("import", tmp_path / "them.csv")[0] == 0
    code, _out, err = fresh.run("restore", target)
    assert code == 2 and "--force" in err and fresh.rows("people_unit") == before[0] + 2
    code, out, _err = fresh.run("restore", target, "--force")
    kept = Office(next(fresh.data.glob("truoc-khoi-phuc-*")))
    assert code == 0 and str(kept.data) in out
    assert fresh.rows("people_unit") == before[0] and kept.rows("people_unit") == before[0] + 2
    assert list((kept.data / "files").rglob("*")) and not list(fresh.data.glob(".khoi-phuc-*"))


def test_a_backup_holds_no_session(tmp_path: Path) -> None:
    database = tmp_path / "so.sqlite3"
    key = "khoa-cua-nguoi-dang-lam-viec-0001"
    with closing(sqlite3.connect(database)) as made:
        for table in LEFT_OUT:
            made.execute(f'CREATE TABLE "{table}" (session_key TEXT)')
            made.execute(f'INSERT INTO "{table}" VALUES (?)', (key,))
        made.execute("CREATE TABLE people_unit (name TEXT)")
        made.execute("INSERT INTO people_unit VALUES ('Xã Một')")
        made.commit()
        forget_sessions(made)
        assert [made.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in LEFT_OUT] == [0] * len(
            LEFT_OUT
        )
        assert made.execute("SELECT name FROM people_unit").fetchone() == ("Xã Một",)
    assert key.encode() not in database.read_bytes()


FORMER = """
DROP TABLE people_session;
DELETE FROM django_migrations WHERE app = 'people' AND name >= '0008';
INSERT INTO django_migrations (app, name, applied) VALUES
  ('sessions', '0001_initial', '2026-01-01'), ('usersessions', '0001_initial', '2026-01-01');
CREATE TABLE django_session (session_key TEXT PRIMARY KEY, session_data TEXT, expire_date TEXT);
INSERT INTO django_session VALUES ('khoa-cua-nguoi-dang-lam-viec-0002', '', '2099-01-01');
CREATE TABLE usersessions_usersession (id INTEGER PRIMARY KEY, session_key TEXT);
INSERT INTO usersessions_usersession VALUES (1, 'khoa-cua-nguoi-dang-lam-viec-0002');
"""
"""Makes the database one of the version before sessions were kept under the digest of their key."""


def _session_tables(office: Office) -> dict[str, int]:
    with closing(sqlite3.connect(office.data / "thuongton.sqlite3")) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: office.rows(name) for name in names if "session" in name}


def test_an_upgrade_forgets_the_keys_of_former_sessions(demo: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(demo.data / "thuongton.sqlite3")) as opened:
        opened.executescript(FORMER)
    target, before = tmp_path / "sao-luu.tar.gz", counts(demo)
    code, _out, err = demo.run("backup", target)
    assert code == 0, err
    with tarfile.open(target) as archive:
        assert "sessions.0001_initial" in json.load(archive.extractfile("manifest.json"))["migrations"]  # type: ignore[arg-type]
    for upgrade in (("migrate",), ("restore", target, "--force")):
        code, _out, err = demo.run(*upgrade)
        assert code == 0, err
        assert _session_tables(demo) == {"people_session": 0} and counts(demo) == before
    demo.run("backup", target)
    with tarfile.open(target) as archive:
        told = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert not [name for name in told["migrations"] if name.startswith(("sessions.", "usersessions."))]
    assert "people_session" not in told["rows"] and demo.run("check")[0] == 0


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def _no_archive(path: Path) -> None:
    path.write_bytes(b"day khong phai ban sao luu")


def _other_archive(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        archive.add(__file__, "../../../etc/x")


def _spoiled(path: Path) -> None:
    with tarfile.open(path) as old:
        members = [(member, old.extractfile(member).read()) for member in old]  # type: ignore[union-attr]
    import io

    with tarfile.open(path, "w:gz") as new:
        for member, body in members:
            changed = body[:-1] + b"?" if member.name.startswith("files/") else body
            new.addfile(member, io.BytesIO(changed))


def _newer(path: Path) -> None:
    import io

    with tarfile.open(path) as old:
        members = [(member, old.extractfile(member).read()) for member in old]  # type: ignore[union-attr]
    with tarfile.open(path, "w:gz") as new:
        for member, body in members:
            if member.name == "manifest.json":
                told = json.loads(body)
                told["migrations"].append("plans.9999_later")
                body = json.dumps(told).encode()
                member.size = len(body)
            new.addfile(member, io.BytesIO(body))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_cut, "cắt ngắn"),
        (_no_archive, "không phải bản sao lưu"),
        (_other_archive, "không phải bản sao lưu"),
        (_spoiled, "thiếu, thừa hoặc hỏng"),
        (_newer, "phiên bản phần mềm mới hơn"),
    ],
)
def test_a_bad_archive_changes_nothing(demo: Office, tmp_path: Path, spoil: object, sentence: str) -> None:
    target, before = tmp_path / "sao-luu.tar.gz", counts(demo)
    demo.run("backup", target)
    spoil(target)  # type: ignore[operator]
    code, _out, err = demo.run("restore", target, "--force")
    assert code == 2 and sentence in err and err.count("\n") == 1, err
    assert counts(demo) == before and not list(demo.data.glob("truoc-khoi-phuc-*"))
    assert demo.run("check")[0] == 0


def test_a_restore_cut_off_stops_everything_until_it_is_run_again(demo: Office, tmp_path: Path) -> None:
    target = tmp_path / "sao-luu.tar.gz"
    demo.run("backup", target)
    (demo.data / "restoring.json").write_text(json.dumps({"source": str(target), "aside": "x"}), "utf-8")
    code, _out, err = demo.run("check")
    assert code == 2 and "dừng giữa chừng" in err and str(target) in err
    assert demo.run("restore", target, "--force")[0] == 0
    assert demo.run("check")[0] == 0


def test_a_lost_file_is_told_and_no_reason_to_go_without_a_backup(demo: Office, tmp_path: Path) -> None:
    lost = next(path for path in (demo.data / "files").rglob("*") if path.is_file())
    lost.unlink()
    code, out, _err = demo.run("backup", tmp_path / "sao-luu.tar.gz")
    assert code == 1 and "1 tệp đã mất" in out
    code, out, _err = demo.run("check")
    assert code == 1 and "file-missing" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="cần /dev/full")
def test_a_target_that_cannot_be_written_is_one_sentence(demo: Office, tmp_path: Path) -> None:
    for target in (tmp_path, demo.data / "thuongton.sqlite3" / "x"):
        code, _out, err = demo.run("backup", target)
        assert code == 2 and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("verb", ["check", "backup"])
def test_a_database_that_is_not_there_is_one_sentence(office: Office, tmp_path: Path, verb: str) -> None:
    code, _out, err = office.run(verb, *([tmp_path / "x"] if verb == "backup" else []))
    assert code == 2 and err.count("\n") == 1 and "thuongton migrate" in err


def _get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=waiting.LONG) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def _deaf_to_sigint() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("stop", "started"),
    [(signal.SIGINT, None), (signal.SIGTERM, None), pytest.param(signal.SIGINT, _deaf_to_sigint, id="in-background")],
)
def test_serving(demo: Office, tmp_path: Path, stop: signal.Signals, started: Callable[[], None] | None) -> None:
    port = free_port()
    said = (tmp_path / "out").open("w+", encoding="utf-8")
    process = demo.start("serve", "--port", port, stdout=said, preexec_fn=started)
    try:
        waiting.until(lambda: waiting.listens(port), "the site listens", process=process)
        status, _headers, body = _get(f"http://127.0.0.1:{port}/healthz")
        assert (status, json.loads(body)["status"]) == (200, "ok")
        _status, headers, page = _get(f"http://127.0.0.1:{port}/tai-khoan/login/", **{"Accept-Encoding": "gzip"})
        assert headers["Content-Encoding"] == "gzip" and headers["X-Frame-Options"] == "DENY"
        text = gzip.decompress(page).decode()
        style = text.split('rel="stylesheet"')[1].split('href="')[1].split('"')[0] if 'href="' in text else ""
        if style.startswith("/static/"):
            assert "immutable" in _get(f"http://127.0.0.1:{port}{style}")[1]["Cache-Control"]
        code, _out, err = demo.run("serve", "--port", port)
        assert code == 2 and err.startswith(f"thuongton: không mở được cổng {port}") and err.count("\n") == 1
        code, _out, err = demo.run("restore", _backup_of(demo, tmp_path), "--force")
        assert code == 2 and "đang chạy trên dữ liệu này" in err
        named = partial(Path(said.name).read_text, "utf-8")
        waiting.until(lambda: "nguoidan" in named(), "the accounts are named", process=process)
        process.send_signal(stop)
        assert process.wait(waiting.LONG) == 0
    finally:
        process.kill()
    said.seek(0)
    told = said.read()
    for words in (f"http://127.0.0.1:{port}/", "quantri", "tuphap", "congchuc", "lanhdao", "kiemtra", "nguoidan"):
        assert words in told


def _backup_of(office: Office, folder: Path) -> Path:
    target = folder / "dang-chay.tar.gz"
    assert office.run("backup", target)[0] == 0
    return target


def test_everybody_is_warned_when_others_can_reach_the_demonstration(demo: Office) -> None:
    process = demo.start("serve", "--host", "0.0.0.0", "--port", free_port(), "--no-worker")
    try:
        lines = [process.stderr.readline() for _ in range(2)]  # type: ignore[union-attr]
        sample = f"{len(read_units()['accounts'])} tài khoản mẫu"
        assert any("CẢNH BÁO" in line and sample in line for line in lines), lines
    finally:
        process.kill()


def test_help_can_be_followed(office: Office) -> None:
    code, out, _err = office.run("--help")
    assert code == 0
    for verb in ("serve", "worker", "migrate", "demo", "import", "backup", "restore", "check"):
        assert verb in out
        code, each, _err = office.run(verb, "--help")
        assert code == 0 and "Mã thoát" in each
    assert not shutil.which("khong-co-lenh-nay")
