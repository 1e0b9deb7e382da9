"""What is personal stands nowhere in clear: marks in every sealed field of every kind, looked for from outside.

Database, log, error page, kept form, answer of the API, pages and files of others; as typed, without tone marks, in
JSON, in base64.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, reverse

from cases.conftest import Office
from cases.leaks import STEM, database_bytes, leaks, planted, signs
from factories import person
from thuongton.cases import urls
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.built_in import CORRECT, UNDO
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import fields_of
from thuongton.cases.sealed_fields import is_personal
from thuongton.cases.services import NewCase, act_on, compare, lead, open_case
from thuongton.people.models import Role, Unit, User
from thuongton.web.models import KeptForm

pytestmark = pytest.mark.django_db
KINDS = sorted(known_kinds())
DAY = "2026-07-10"


def filled(kind: CaseKind, names: set[str]) -> dict[str, Any]:
    """Values for fields: marks in what is sealed, harmless ones in the rest."""
    found: dict[str, Any] = {}
    for name in sorted(names):
        field = kind.fields[name]
        if is_personal(kind, name) and (value := planted(field, name)) is not None:
            found[name] = value
        elif field.kind == "choice":
            found[name] = next(iter(field.choices))
        elif field.kind == "yes_no":
            found[name] = True
        elif field.kind in ("number", "money"):
            found[name] = 3
        elif field.kind in ("day", "moment"):
            found[name] = DAY
        elif field.kind in ("text", "long_text"):
            found[name] = "chữ mẫu"
    return found


def lived(user: User, leader: User, unit: Unit, kind: CaseKind) -> list[Case]:
    """Cases of a kind that have had as many of its acts as can be done, with corrections and an act taken back."""
    cases = []
    for opening in kind.leaving(None).values():
        case, _answer = open_case(user, unit, kind.kind, opening.name, DAY, filled(kind, opening.given))
        cases.append(case)
        done: set[str] = set()
        for _round in range(8):
            left = [one for one in kind.leaving(case.state).values() if one.name not in done]
            if not left:
                break
            one = left[0]
            done.add(one.name)
            who = leader if "lanhdao" in one.role else user
            data = filled(kind, one.given) | {"ghi_them": f"{STEM} không có trong sổ", "ly_do_tre": f"chờ {STEM}"}
            try:
                act_on(who, case, one.name, DAY, data)
            except ValidationError:
                continue
        for name in [one for one in case.data if one in kind.fields and is_personal(kind, one)]:
            right = planted(kind.fields[name], f"sua_{name}")
            if right is not None:
                why = {"truong": name, "gia_tri": right, "ly_do": f"{STEM} khai lại"}
                act_on(leader, case, CORRECT, DAY, why)
        if case.acts > 1:
            act_on(leader, case, UNDO, DAY, {"ly_do": f"ghi nhầm cho {STEM}"})
    return cases


@pytest.fixture
def people(office: Office) -> dict[str, tuple[User, User, Unit]]:
    """Who works in a commune and who in the province."""
    officer = person("so-chuyen-vien", Role.OFFICER, office.world.justice)
    leader = person("so-giam-doc", Role.LEADER, office.world.justice)
    return {
        "xa": (office.officer, office.leader, office.world.commune),
        "tinh": (officer, leader, office.world.justice),
    }


def of_level(kind: CaseKind, people: dict[str, tuple[User, User, Unit]]) -> tuple[User, User, Unit]:
    return people["xa" if not kind.levels or "xa" in kind.levels else "tinh"]


def test_the_signs_are_found_where_they_are_planted() -> None:
    for text in (f"x{STEM}y", json.dumps({"a": STEM}), STEM.lower(), "7700171"):
        assert leaks(text.encode())
    import base64

    for before in range(5):
        assert leaks(base64.b64encode(b"x" * before + STEM.encode() + b"yz"))
    assert leaks(b"khong co gi o day " * 100) == [] and min(map(len, signs())) >= 6


@pytest.mark.parametrize("name", KINDS)
def test_what_is_sealed_stands_nowhere_in_the_database_or_the_log(
    name: str, people: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kind = known_kinds()[name][-1]
    user, leader, unit = of_level(kind, people)
    with caplog.at_level(logging.DEBUG):
        cases = lived(user, leader, unit, kind)
    whole = database_bytes(tmp_path)
    assert str(cases[0].uid).replace("-", "").encode() in whole.replace(b"-", b"") and leaks(whole) == []
    assert leaks(caplog.text.encode()) == []
    told = [fields_of(case, purpose=True, closed=True) for case in cases]
    sealed = {one for one in kind.fields if is_personal(kind, one) and planted(kind.fields[one], one) is not None}
    given = set().union(*(case.data for case in cases)) & sealed
    assert all(leaks(json.dumps(told, ensure_ascii=False).encode()) for _one in given)  # the handler does read them


def test_what_grows_and_is_compared_leaves_no_trace(office: Office, tmp_path: Path) -> None:
    kind = known_kinds()["don_thu"][-1]
    given = filled(kind, kind.transitions["nhan_don"].given)
    first, again = (
        open_case(office.officer, office.world.commune, "don_thu", "nhan_don", DAY, given)[0] for _n in range(2)
    )
    carried = ["nguoi", "noi_dung"]
    lead(office.officer, first, [NewCase("to_cao", {"lan": "dau"}, carried)], DAY, tx="mot")
    compare(office.officer, again, first, "again")
    assert leaks(database_bytes(tmp_path)) == []


def test_a_form_that_fails_and_an_answer_of_the_api_leave_no_trace(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(office.officer)
    page = client.get(reverse("cases:new-by", args=["to_cao", "nhan_don"])).content.decode()
    [key, *_more] = re.findall(r'name="_mau" value="([^"]+)"', page)
    typed = {"_mau": key, "f-nguoi": f"{STEM} A", "f-noi_dung": f"{STEM} B", "ngay": "32/13/2026", "f-lan": "dau"}
    refused = client.post(reverse("cases:open", args=["to_cao", "nhan_don"]), typed)
    assert refused.status_code == 400 and STEM in refused.content.decode()  # it is shown to who typed it
    assert KeptForm.objects.exists()
    with caplog.at_level(logging.DEBUG):
        body = {
            "kind": "to_cao", "unit": office.world.commune.pk, "do": "nhan_don", "on": DAY,
            "data": {"lan": "dau", "nguoi": STEM, "noi_dung": STEM, "so_don": STEM},
        }  # fmt: skip
        for number in range(2):  # refused, then taken in
            headers = {"Idempotency-Key": f"khoa-gui-so-{number}", "X-CSRFToken": ""}
            client.post("/api/v1/cases", json.dumps(body), content_type="application/json", headers=headers)
            body["data"]["so_don"] = 1  # type: ignore[index]
        assert Case.objects.filter(kind="to_cao").count() == 1
        monkeypatch.setattr("thuongton.cases.services.acting.judge", lambda *_a, **_k: 1 / 0)
        body["data"]["nguoi"] = f"{STEM} lỗi"  # type: ignore[index]
        headers = {"Idempotency-Key": "khoa-gui-so-9"}
        failed = client.post("/api/v1/cases", json.dumps(body), content_type="application/json", headers=headers)
    assert failed.status_code == 500 and leaks(failed.content) == []
    assert leaks(caplog.text.encode()) == []
    assert leaks(database_bytes(tmp_path)) == []


def addresses(case: Case, other: Case) -> list[str]:
    """Every page and file of cases that can be asked for, for one case and its register."""
    kind = known_kinds()[case.kind][-1]
    given: dict[str, list[Any]] = {
        "uid": [case.uid], "other": [other.uid], "kind": [case.kind], "pk": [case.pk], "queue": ["viec_cua_toi"],
        "name": list(kind.fields), "do": list(kind.transitions), "paper": list(kind.papers), "form": ["02/XLD"],
    }  # fmt: skip
    found = []
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern)
        names = list(one.pattern.converters)
        values = [given.get(name, [""]) for name in names]
        most = max([len(each) for each in values], default=1)
        for number in range(most):
            args = {name: each[number % len(each)] for name, each in zip(names, values, strict=True)}
            try:
                found.append(reverse(f"cases:{one.name}", kwargs=args))
            except Exception:
                continue
    return found


def doors(case: Case, other: Case) -> list[str]:
    """All of them, and the doors of the house that lead to cases."""
    words = STEM.replace(" ", "+")
    house = ["/", "/hom-nay/", f"/tim/?tu={words}", f"/tim-kiem/?q={words}", "/nhat-ky/", "/hop-viec/"]
    api = [
        f"/api/v1/cases/{case.uid}", f"/api/v1/cases/{case.uid}?purpose=giai+quyet+to+cao",
        f"/api/v1/cases/{case.uid}/actions", "/api/v1/cases", f"/api/v1/cases?words={words}",
        *(f"/api/v1/cases/{case.uid}/papers/{paper}" for paper in known_kinds()[case.kind][-1].papers),
    ]  # fmt: skip
    lists = [f"/vu-viec/{case.kind}/?{asked}" for asked in (f"tim={words}", "dang=xlsx", "dang=docx", "in=1")]
    tabs = [f"{case.get_absolute_url()}?phan={part}" for part in ("trung", "lich-su", "giay-to", "trao-doi")]
    return [*addresses(case, other), *house, *api, *lists, *tabs]


def test_who_denounced_comes_out_of_no_door_but_two(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    data = {"lan": "dau", "nguoi": STEM, "nguoi_bi_to_cao": "Ông Nêu Tên", "noi_dung": "thu sai phí chợ", "so_don": 1}
    case, other = (
        open_case(office.officer, office.world.commune, "to_cao", "nhan_don", DAY, data)[0] for _n in range(2)
    )
    act_on(office.officer, case, CORRECT, DAY, {"truong": "nguoi", "gia_tri": f"{STEM} B", "ly_do": f"là {STEM}"})
    colleague = person("dong-nghiep", Role.OFFICER, office.world.commune)
    above = person("lanh-dao-tinh", Role.LEADER, office.world.province)
    manager = person("quan-tri-xa", Role.ADMINISTRATOR, office.world.commune)
    asked = doors(case, other)
    for reader in (colleague, above, office.inspector, office.province, manager, office.other):
        client = Client(raise_request_exception=False)
        client.force_login(reader)
        client.post(reverse("cases:look", args=[case.uid]), {"purpose": "giải quyết tố cáo", "muc-dich": "giải quyết"})
        seen = 0
        for address in asked:
            answer = client.get(address)
            content = b"".join(answer) if answer.streaming else answer.content
            echoed = content.replace(STEM.encode(), b"") if "=" in address else content  # its own question is told back
            assert leaks(echoed) == [], (reader, address)
            seen += answer.status_code == 200
        assert seen > (20 if reader not in (office.other, manager) else 0), reader
    assert STEM not in caplog.text
    assert fields_of(case, purpose=True, closed=True)["nguoi"] == f"{STEM} B"


def test_a_backup_holds_nothing_in_clear(people: dict[str, Any], tmp_path: Path) -> None:
    kind = known_kinds()["to_cao"][-1]
    lived(*of_level(kind, people), kind)
    out = tmp_path / "rows.json"
    call_command("dumpdata", "cases", "audit", "web", "people", output=str(out), verbosity=0)
    assert out.stat().st_size > 10_000 and leaks(out.read_bytes()) == []
