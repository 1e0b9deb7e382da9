"""Keys of records: made, destroyed for good also over a restore, wrapped anew; a missing master key is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings

from thuongton.audit.models import RowChange
from thuongton.audit.services import recording
from thuongton.keyring import master, services
from thuongton.keyring.checks import CHECKS
from thuongton.keyring.master import NoMaster, UnusableMasters
from thuongton.keyring.models import RecordKey
from thuongton.keyring.queries import Erased, Keys, index_key, key_missing

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "cases.case:1:ho_ten"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """A place of its own for the master keys of a test."""
    settings.MASTER_KEYS = tmp_path / "khoa" / "master-keys"
    return tmp_path / "khoa"


def sealed(number: int = 1) -> list[tuple[int, str]]:
    """Some records with a sealed name each."""
    from thuongton.keyring.box import seal

    made = []
    with recording(None, "Thử"):
        for _ in range(number):
            row, key = services.new_record_key("case")
            made.append((row.pk, seal(key, "Trần Thị Mẫu", ABOUT)))
    return made


def found() -> set[str]:
    """The codes of the checks that find something."""
    return {check.code for check in CHECKS if list(check.find())}


def test_the_file_of_master_keys_is_made_once_and_is_nobody_elses(folder: Path) -> None:
    first = master.make_first()
    assert master.make_first() == first and list(master.masters()) == [first[0]]
    assert (folder / "master-keys").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["master-keys"]


def test_many_records_are_opened_with_one_statement(django_assert_num_queries: Any) -> None:
    rows = sealed(5)
    with django_assert_num_queries(1):
        keys = Keys(number for number, _kept in rows)
        assert {keys.open(number, kept, ABOUT) for number, kept in rows} == {"Trần Thị Mẫu"}


def test_the_trail_learns_nothing_that_opens() -> None:
    sealed()
    told = RowChange.objects.get(table="keyring_recordkey").after
    assert "wrapped" not in told and "master" not in told and "purpose" in told


def test_what_is_destroyed_stays_so_when_an_older_database_comes_back(folder: Path) -> None:
    [(number, kept), (other, _kept)] = sealed(2)
    before = RecordKey.objects.get(pk=number)
    with recording(None, "Xoá"):
        assert services.destroy([number, number]) == 1
    assert services.destroy([]) == 0
    keys = Keys([number, other])
    with pytest.raises(Erased):
        keys.open(number, kept, ABOUT)
    assert keys.is_erased(number) and not keys.is_erased(other)
    assert master.destroyed() == {before.uid} and found() == set()
    before.save()  # as a copy from before has it
    assert Keys([number]).open(number, kept, ABOUT) == "Trần Thị Mẫu" and found() == {"erased-risen"}
    assert services.destroy_again() == 1 and services.destroy_again() == 0
    assert Keys([number]).is_erased(number) and found() == set()
    (folder / "master-keys.destroyed").unlink()  # killed between the act and the list
    assert services.destroy_again() == 0 and master.destroyed() == {before.uid}


def test_an_act_that_fails_destroys_nothing() -> None:
    [(number, kept)] = sealed()
    with pytest.raises(ZeroDivisionError), recording(None, "Xoá"):
        services.destroy([number])
        1 / 0  # noqa: B018
    assert Keys([number]).open(number, kept, ABOUT) == "Trần Thị Mẫu" and master.destroyed() == set()


def test_rotating_wraps_everything_anew_and_forgets_the_old_key(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = sealed(7)
    with recording(None, "Thử"):
        marks = services.ensured_index_key()
        services.destroy([rows[0][0]])
    old = next(iter(master.masters()))
    changes = RowChange.objects.count()
    monkeypatch.setattr(services, "BATCH", 3)
    wrap, calls = services._wrap_some, []

    def cut_off(name: str, closing: bytes) -> int:
        calls.append(name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return wrap(name, closing)

    monkeypatch.setattr(services, "_wrap_some", cut_off)
    with pytest.raises(KeyboardInterrupt):
        services.rotate()
    assert len(master.masters()) == 2 and key_missing() == ""
    monkeypatch.setattr(services, "_wrap_some", wrap)
    name, number = services.rotate()
    assert name == calls[0] != old and number == 7 - 3  # six records and the index, three were done
    assert list(master.masters()) == [name] and index_key() == marks
    assert RowChange.objects.count() == changes
    keys = Keys(number for number, _kept in rows)
    assert {keys.open(number, kept, ABOUT) for number, kept in rows[1:]} == {"Trần Thị Mẫu"}


def test_the_index_key_is_one() -> None:
    assert index_key() is None
    with recording(None, "Thử"):
        made = services.ensured_index_key()
        assert services.ensured_index_key() == made == index_key()
        services.destroy(RecordKey.objects.values_list("pk", flat=True))
    assert index_key() == made


def test_a_site_without_its_master_key_says_so(folder: Path) -> None:
    [(number, kept)] = sealed()
    path = folder / "master-keys"
    away = path.rename(folder / "cat-di")
    assert "thiếu khoá chủ" in key_missing() and found() == {"master-key-missing"}
    with pytest.raises(NoMaster):
        Keys([number]).open(number, kept, ABOUT)
    with pytest.raises(NoMaster):
        services.rotate()
    assert not path.exists()
    away.rename(path)
    path.chmod(0o644)
    assert key_missing() == "" and found() == {"master-key-readable"}


@pytest.mark.parametrize("text", ["khoá\n", "YWJj\n", "# chỉ lời ghi\n!!!!\n"])
def test_a_file_that_holds_no_keys_is_refused(text: str, folder: Path) -> None:
    folder.mkdir()
    (folder / "master-keys").write_text(text, "utf-8")
    with pytest.raises(UnusableMasters, match="khoá"):
        master.masters()


def test_a_damaged_list_of_destroyed_keys_is_said(folder: Path) -> None:
    master.note_destroyed([])
    folder.mkdir()
    (folder / "master-keys.destroyed").write_text(f"{uuid4()}\nhong\n")
    with pytest.raises(UnusableMasters, match="bị hỏng"):
        master.destroyed()
