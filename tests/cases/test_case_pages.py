"""The pages of cases: every kind is opened and brought to its end through them, in office hours of Tết."""

from __future__ import annotations

import datetime as dt
from collections import deque
from typing import Any

import pytest
from django.test import Client
from lxml import html

from cases.conftest import NAME, Office
from thuongton.cases.checks import CHECKS
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import OFFICE, CaseKind, KindField, KindTransition
from thuongton.cases.models import Case

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 2, 11)
"""Two working days before Tết 2026 (16–20/2)."""


class Desk:
    """People of an office before the pages of cases."""

    def __init__(self, office: Office, kind: CaseKind) -> None:
        self.kind = kind
        level = "province" if kind.levels == ("tinh",) else "commune"
        unit = getattr(office.world, level)
        self.people = {"congchuc": office.officer, "lanhdao": office.leader}
        if level == "province":
            from factories import person

            self.people = {
                "congchuc": person("cong-chuc-tinh", "officer", unit),
                "lanhdao": person("lanh-dao-tinh", "leader", unit),
            }
        self.clients = {}
        for role, user in self.people.items():
            self.clients[role] = Client()
            self.clients[role].force_login(user)

    def client(self, transition: KindTransition) -> Client:
        """Who may do an act; the officer before the leader."""
        return self.clients["congchuc" if "congchuc" in transition.role else "lanhdao"]


def form_of(page: str, name: str = "ngay") -> tuple[str, dict[str, str]]:
    """The form of an act on a page: where it is sent, and what stands in its fields."""
    root = html.fromstring(page)
    for form in root.xpath("//form[@method='post']"):
        if form.xpath(f".//*[@name='{name}']"):
            given = {str(key): value or "" for key, value in form.fields.items() if key}
            return form.get("action"), given
    raise AssertionError("no form of an act")


def typed(name: str, field: KindField, day: dt.date, other: str) -> dict[str, str]:
    """What a person types into a field."""
    key = f"f-{name}"
    match field.kind:
        case "choice":
            return {key: next(iter(field.choices))}
        case "yes_no":
            return {key: "co"}
        case "number" | "money":
            return {key: "1.200"}
        case "day":
            return {key: f"{day.day}/{day.month}/{day.year}"}
        case "moment":
            return {key: f"8:30 {day.day}/{day.month}/{day.year}"}
        case "case":
            return {key: other} if other else {}
        case "rows":
            return {f"{key}-0-{part.name}": "1980" if part.kind == "number" else NAME for part in field.parts}
    return {key: f"chữ mẫu {NAME}"}


def way_out(kind: CaseKind, state: str) -> list[KindTransition]:
    """The shortest way from a state to a final one by acts that people in office may do."""
    queue: deque[tuple[str, list[KindTransition]]] = deque([(state, [])])
    seen = {state}
    while queue:
        here, way = queue.popleft()
        if kind.states[here].final:
            return way
        for one in kind.leaving(here).values():
            to = one.to
            if to is not None and to not in seen and set(OFFICE) & set(one.role):
                seen.add(to)
                queue.append((to, [*way, one]))
    raise AssertionError(f"{kind.kind}: no way out of {state}")


def send(client: Client, address: str, kind: CaseKind, transition: KindTransition, day: dt.date, other: str) -> Any:
    """Open the form of an act, fill it as a person would, and send it."""
    shown = client.get(address, follow=True)
    assert shown.status_code == 200, (kind.kind, transition.name, shown.status_code)
    action, given = form_of(shown.content.decode())
    data = {**given, "ngay": f"{day.day}/{day.month}/{day.year}"}
    for name in transition.given:
        data |= typed(name, kind.fields[name], day, other)
    if "gio" in given:
        data["gio"] = "8h30"
    answer = client.post(action, data)
    if answer.status_code == 400 and "ly-do-tre" in answer.content.decode():  # late: it says so, and asks why
        assert "hồ sơ ghi là trễ" in answer.content.decode()
        answer = client.post(action, {**data, "ly-do-tre": "chờ kết quả xác minh"})
    return answer


@pytest.mark.parametrize("name", sorted(known_kinds()))
def test_a_case_of_every_kind_is_opened_and_ended_over_tet(office: Office, name: str) -> None:
    kind = known_kinds()[name][-1]
    desk = Desk(office, kind)
    for opening in kind.leaving(None).values():
        case = opened(desk, kind, opening, other="")
        day = FIRST
        for step in way_out(kind, case.state):
            day += dt.timedelta(days=5)
            other = str(opened(desk, kind, opening, other="")) if "case" in kinds_of(kind, step) else ""
            answer = send(desk.client(step), f"/vu-viec/ho-so/{case.uid}/thao-tac/{step.name}/", kind, step, day, other)
            assert answer.status_code == 302, (name, step.name, said_against(answer))
            case.refresh_from_db()
            assert case.state == step.to
            page = desk.client(step).get(answer["Location"])
            assert page.status_code == 200 and "Đã ghi «" in page.content.decode()
        assert case.closed_on is not None
    assert [said for check in CHECKS for said in check.find()] == []


def kinds_of(kind: CaseKind, step: KindTransition) -> set[str]:
    return {kind.fields[name].kind for name in step.given}


def said_against(answer: Any) -> list[str]:
    root = html.fromstring(answer.content.decode())
    return [one.text_content().strip() for one in root.xpath("//*[@role='alert']")]


def opened(desk: Desk, kind: CaseKind, opening: KindTransition, other: str) -> Case:
    """A case opened through its form."""
    before = Case.objects.count()
    answer = send(desk.client(opening), f"/vu-viec/{kind.kind}/moi/{opening.name}/", kind, opening, FIRST, other)
    assert answer.status_code == 302, (kind.kind, opening.name, said_against(answer))
    assert Case.objects.count() == before + 1
    return Case.objects.latest("pk")
