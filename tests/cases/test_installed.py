"""Kinds and forms installed on the running site: refused with a line, joined to those of the product, withdrawn."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signals import request_started
from django.db import close_old_connections
from pytest_django import DjangoAssertNumQueries

import pace
from cases.clubs import BASIS, CLUB, CLUB_FORM, NAME, NEWER, offered, put_in
from cases.conftest import Office
from factories import person
from thuongton.audit.checks import run_checks
from thuongton.audit.models import Event
from thuongton.cases.definition import installed
from thuongton.cases.definition.library import kind_files, kind_on, known_kinds, version_of
from thuongton.cases.models import InstalledKind
from thuongton.cases.queries.installed import InstalledRows, mark_of_install, preview_of, read_offered
from thuongton.cases.queries.queues import queue_names
from thuongton.cases.sealed_fields import sealed_fields
from thuongton.cases.services import act_on, install, open_case, withdraw
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cli import main
from thuongton.people.models import Role

MEMBER = {"ho_ten": "Nguyễn Thị Mẫu", "hang": "nguoi_lon"}
WITH_QUEUE = CLUB + "queues:\n  cho_duyet_don: {label: {vi: Đơn chờ duyệt, en: Waiting}, when: {state: cho_duyet}}\n"


def test_a_kind_is_there_once_it_is_installed_and_a_case_runs_through_it(office: Office) -> None:
    assert NAME not in known_kinds()
    row = put_in(WITH_QUEUE)
    assert "cho_duyet_don" in queue_names() and "ho_ten" in sealed_fields(known_kinds()[NAME][0])
    case, _answer = open_case(office.officer, office.world.commune, NAME, "nop_don", "2026-03-02", MEMBER)
    act_on(office.leader, case, "duyet", "2026-03-06", {})
    assert (case.state, case.version) == ("hoi_vien", 1)
    event = Event.objects.latest("id")
    told = Event.objects.get(action="Cài loại hồ sơ, biểu")
    assert told.subject == str(row) and told.reason == BASIS and event.pk > told.pk


def test_a_form_is_there_once_it_is_installed(office: Office) -> None:
    put_in()
    put_in(CLUB_FORM)
    assert known_forms()["qv.hoi_vien"].kinds == (NAME,)
    again = put_in(CLUB_FORM.replace("Hội viên mới", "Hội viên vào sổ"))
    assert again.version == 2 and known_forms()["qv.hoi_vien"].cells["1"].label.vi == "Hội viên vào sổ"
    withdraw(None, again, "ghi nhầm")
    assert known_forms()["qv.hoi_vien"].cells["1"].label.vi == "Hội viên mới"


def request_begins() -> None:
    """Tell that a request begins; the connection of the test stays open, and with it its transaction."""
    request_started.disconnect(close_old_connections)
    try:
        request_started.send(None)
    finally:
        request_started.connect(close_old_connections)


def test_another_process_sees_it_with_its_next_request_and_asks_once(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    known_kinds()
    row = offered().row()
    row.basis = BASIS
    row.save()  # as another process would: nothing here was told
    with django_assert_num_queries(0):
        assert NAME not in known_kinds()
    request_begins()
    with django_assert_num_queries(2):
        for _turn in range(50):
            assert NAME in known_kinds() and queue_names()
    request_begins()
    with django_assert_num_queries(1):
        assert NAME in known_kinds() and "qv.hoi_vien" not in known_forms()


def test_a_version_that_was_installed_a_moment_ago_is_found_without_waiting(office: Office) -> None:
    known_kinds()
    row = offered().row()
    row.save()
    assert version_of(NAME, 1) is not None
    assert version_of(NAME, 7) is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.MONITOR, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_only_who_administers_the_whole_installation_installs(
    office: Office, role: Role, settings: LazySettings
) -> None:
    settings.CALENDAR_KEEPER = office.world.province.identifier
    below = person("o-xa", role, office.world.commune)
    with pytest.raises(PermissionDenied):
        install(below, offered().row(), BASIS)
    if role == Role.ADMINISTRATOR:
        above = person("o-tinh", role, office.world.province)
        row = install(above, offered().row(), BASIS)
        assert row.by == above
        with pytest.raises(PermissionDenied):
            withdraw(below, row, "thử")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (kind_files()[0].read_text("utf-8"), 3, "duplicate"),
        (CLUB.replace("to: cho_duyet", "to: cho"), 19, "unknown-state"),
        (CLUB + "statistics: [{form: 99/KHONG}]\n", 26, "unknown-name"),
        ("book: x\nlabel: {vi: a, en: b}\n", 1, "unknown-name"),
        ("form: 01/TCD\n" + CLUB_FORM.partition("\n")[2].replace(NAME, "hoa_giai"), 1, "duplicate"),
        ("form: '../../x y'\n" + CLUB_FORM.partition("\n")[2], 1, "syntax"),
        (CLUB.replace("ho_ten", "ho__ten"), 6, "syntax"),
        (CLUB.replace("ly_do", "in"), 13, "syntax"),
        (WITH_QUEUE.replace("{state: cho_duyet}}", "{did: nop_don}}"), 27, "unknown-name"),
        (WITH_QUEUE.replace("{state: cho_duyet}}", "{not: {late: true}}}"), 27, "unknown-name"),
        (WITH_QUEUE.replace("{state: cho_duyet}}", "{field: ho_ten, is: An}}"), 27, "unknown-name"),
        ("", 1, "syntax"),
        ("[1, 2]", 1, "syntax"),
        ("kind: a\nx: &a [*a]\n", 2, "syntax"),
        ("kind: a\nx: !!python/name:os.system\n", 2, "syntax"),
        ("kind: x\nfields:\n" + "".join(f"  f{n}: {{type: text}}\n" for n in range(200_000)), 1, "too-large"),
        ("a: " * 3_000, 1, "syntax"),
        ("a: " + "{a: " * 60, 1, "too-large"),
        ("kind: a\nlabel: \x00\n", 2, "syntax"),
    ],
)
def test_what_may_not_be_installed_is_refused_in_seconds_with_its_line(
    office: Office, text: str, line: int, code: str
) -> None:
    pace.within(3, lambda: read_offered("so.yaml", text.encode()))
    found = read_offered("so.yaml", text.encode())
    assert not found.usable
    assert any((one.code, one.line) == (code, line) for one in found.findings), [*map(str, found.findings)]
    assert all(one.message.endswith((".", "?")) for one in found.findings)
    row = InstalledKind(what="kind", name="x", version=1, label="x", text=text[:1000], sha256="x")
    with pytest.raises(ValidationError):
        install(None, row, BASIS)
    assert not InstalledKind.objects.exists()


def test_a_newer_version_ends_the_older_and_no_case_moves_by_itself(office: Office) -> None:
    put_in()
    old, _answer = open_case(office.officer, office.world.commune, NAME, "nop_don", "2026-03-02", MEMBER)
    assert [one.code for one in offered(NEWER.replace("valid_from: 2026-09-01\n", "")).findings] == [
        "overlapping-versions"
    ]
    without = NEWER.replace("  ly_do: {label: {vi: Lý do, en: Reason}, type: long_text}\n", "").replace(
        ", fields: [ly_do]", ""
    )
    preview = preview_of(offered(without))
    assert preview.removed == {"fields": ["ly_do"]} and preview.added == {}
    assert (preview.open_cases, preview.looked, preview.can) == (1, 1, 1)
    ends = [(one.version, one.valid_to, one.ends, one.new) for one in preview.versions]
    assert ends == [(1, dt.date(2026, 8, 31), True, False), (2, None, False, True)]
    stuck = preview_of(offered(without.replace("ho_ten", "ten")))
    assert stuck.can == 0 and [number for _why, number in stuck.cannot] == [1]
    put_in(without)
    before, after = kind_on(NAME, dt.date(2026, 8, 31)), kind_on(NAME, dt.date(2026, 9, 1))
    assert before is not None and after is not None and (before.version, after.version) == (1, 2)
    old.refresh_from_db()
    assert old.version == 1
    assert [one.code for one in offered(CLUB).findings] == ["duplicate"]


def test_a_shipped_kind_gets_a_newer_version_but_its_own_is_never_replaced(office: Office) -> None:
    text = next(one for one in kind_files() if one.stem == "hoa_giai").read_text("utf-8")
    shipped = known_kinds()["hoa_giai"][0]
    newer = text.replace("version: 1", "version: 2\nvalid_from: 2027-01-01", 1)
    put_in(newer)
    found = known_kinds()["hoa_giai"]
    assert [one.version for one in found] == [1, 2] and found[0].valid_to == dt.date(2026, 12, 31)
    assert found[0].fields is shipped.fields
    forged = offered(CLUB).row()
    forged.name, forged.text = "hoa_giai", text
    forged.sha256 = offered(text).row().sha256
    forged.save()
    installed.ask_again()
    assert known_kinds()["hoa_giai"][0].fields is shipped.fields
    assert [one.check.code for one in run_checks()].count("case-kind-aside") == 1


def test_it_is_withdrawn_only_while_nothing_uses_it(office: Office) -> None:
    row, form = put_in(), put_in(CLUB_FORM)
    with pytest.raises(ValidationError, match=r"tệp khác còn dùng.*cau_lac_bo_quan_vot"):
        withdraw(None, row, "nhầm")
    withdraw(None, form, "nhầm")
    case, _answer = open_case(office.officer, office.world.commune, NAME, "nop_don", "2026-03-02", MEMBER)
    with pytest.raises(ValidationError, match="Còn 1 hồ sơ"):
        withdraw(None, row, "nhầm")
    newer = put_in(NEWER)
    withdraw(None, newer, "chưa dùng")
    assert [one.version for one in known_kinds()[NAME]] == [1] and known_kinds()[NAME][0].valid_to is None
    with pytest.raises(ValidationError, match="đã được thu hồi"):
        withdraw(None, newer, "chưa dùng")
    type(case).objects.filter(pk=case.pk).update(version=2)  # a case that was being taken in meanwhile
    assert version_of(NAME, 2) is not None
    assert "case-kind-withdrawn" in [one.check.code for one in run_checks()]
    assert [one.code for one in offered(NEWER).findings] == ["duplicate"]


def test_a_text_changed_behind_the_back_of_the_site_stands_aside_and_is_told(office: Office) -> None:
    row = put_in()
    assert not [one for one in run_checks() if one.check.code.startswith("case-kind")]
    InstalledKind.objects.filter(pk=row.pk).update(text=CLUB.replace("role: lanhdao", "role: congchuc"))
    installed.join(InstalledRows())
    assert NAME not in known_kinds()
    assert "case-kind-aside" in [one.check.code for one in run_checks()]


def test_an_installation_is_refused_when_something_changed_since_its_preview(office: Office) -> None:
    found = offered()
    seen = mark_of_install(found)
    put_in(CLUB.replace(NAME, "so_khac"))
    with pytest.raises(ValidationError, match="vừa được người khác thay đổi"):
        install(None, found.row(), BASIS, seen=seen)
    with pytest.raises(ValidationError, match="căn cứ"):
        install(None, found.row(), " ")
    install(None, found.row(), BASIS, seen=mark_of_install(found))


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    code = main(["kinds", *words, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def test_the_command_checks_previews_installs_and_withdraws(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "so.yaml"
    path.write_text(CLUB.replace("to: hoi_vien", "to: hoi"), "utf-8")
    code, value, _err = command(capsys, "install", str(path), "--basis", BASIS)
    assert code == 1 and value["findings"][0]["line"] == 20 and not value["installed"]
    path.write_text(CLUB, "utf-8")
    code, value, _err = command(capsys, "install", str(path), "--preview")
    assert code == 0 and value["added"]["states"] == ["cho_duyet", "hoi_vien", "da_ra"]
    assert not InstalledKind.objects.exists()
    code, value, err = command(capsys, "install", str(path))
    assert code == 2 and "căn cứ" in err and err.count("\n") == 1
    code, value, _err = command(capsys, "install", str(path), "--basis", BASIS)
    assert code == 0 and value["installed"] and InstalledKind.objects.get().sha256 == value["sha256"]
    assert Event.objects.latest("id").actor == "Hệ thống"
    code, value, err = command(capsys, "withdraw", NAME, "2", "--reason", "nhầm")
    assert code == 2 and "không có tệp đã cài" in err
    code, value, _err = command(capsys, "withdraw", NAME, "1", "--reason", "nhầm")
    assert code == 0 and NAME not in known_kinds()
