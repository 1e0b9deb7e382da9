"""Installed kinds on a whole installation: backups carry them, a restore brings them back, a changed text is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cases.clubs import BASIS, CLUB, NAME
from ops.conftest import Office


def test_a_backup_carries_installed_kinds_and_a_changed_text_is_found(empty: Office, tmp_path: Path) -> None:
    file, target = tmp_path / "so.yaml", tmp_path / "sao-luu.tar.gz"
    file.write_text(CLUB, "utf-8")
    code, out, err = empty.run("kinds", "install", file, "--basis", BASIS)
    assert (code, err) == (0, "") and "Đã cài" in out
    assert empty.run("backup", target)[0] == 0
    fresh = Office(tmp_path / "may-khac")
    assert fresh.run("restore", target)[0] == 0
    assert fresh.rows("cases_installedkind") == 1
    assert fresh.run("check")[0] == 0
    code, out, _err = fresh.run("kinds", "install", file, "--basis", BASIS)
    assert code == 1 and "phiên bản mới phải lớn hơn" in out
    with closing(sqlite3.connect(fresh.data / "thuongton.sqlite3")) as opened:
        opened.execute("UPDATE cases_installedkind SET text = replace(text, 'lanhdao', 'congchuc')")
        opened.commit()
    code, out, _err = fresh.run("check")
    assert code == 1 and "khác với lúc cài" in out
    assert empty.run("kinds", "withdraw", NAME, "1", "--reason", "không dùng nữa")[0] == 0
    assert empty.run("check")[0] == 0
