"""Lists of tasks are printed so that the print is kept: the same rows, by scope alone, with what their states mean."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.http import FileResponse, QueryDict
from django.test import Client
from docx import Document as open_docx

from factories import person
from plans.annex_world import QUARTER, Annex
from thuongton.audit.services import recording
from thuongton.people.models import Role, User
from thuongton.plans.models import Assignment, Task
from thuongton.prints.frozen import Frozen
from thuongton.prints.keeping import frozen_list
from thuongton.prints.models import Printout
from thuongton.prints.queries import opened
from thuongton.records.services.following import assign
from thuongton.web.lists.listing import asked_of
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import registered

LISTS = {
    "nhiem-vu": "/ke-hoach/nhiem-vu/",
    "ky": "/ke-hoach/ky/",
    "ke-hoach": "/ke-hoach/{plan}/",
}


def keep(annex: Annex, user: User, key: str, query: str = "") -> Printout:
    """Keep a list of the quarter as a person presses the button."""
    client = Client()
    client.force_login(user)
    address = LISTS[key].format(plan=annex.plan.pk)
    answer = client.post(f"{address}in-va-giu/?tinh-den={QUARTER}", {"query": query})
    printout = Printout.objects.latest("pk")
    assert answer["Location"].startswith(f"/ban-in/{printout.pk}/")
    return printout


def frozen(annex: Annex, user: User, key: str, query: str = "") -> Frozen:
    """What a list would keep for a person."""
    listing, _name = registered()[key]
    place = annex.plan if listing.place else None
    return frozen_list(asked_of(Question(user, QueryDict(query), QUARTER, True, place), listing))


@pytest.mark.parametrize("key", LISTS)
def test_a_list_is_offered_kept_and_opened_again(annex: Annex, key: str) -> None:
    address = LISTS[key].format(plan=annex.plan.pk)
    page = annex.client(annex.monitor).get(address)
    printout = keep(annex, annex.monitor, key)
    assert f"/ban-in/?loai={key}" in page.content.decode() and f"{address}in-va-giu/" in page.content.decode()
    held = opened(printout)
    (table,) = held.tables
    assert (printout.kind, printout.unit, printout.as_of) == (key, annex.monitor.hat.scope, QUARTER)
    assert len(table.rows) >= page.context["shown"].total > 0
    assert {row.model for row in table.rows if not row.heading} == {"plans.occurrence" if key == "ky" else "plans.task"}
    assert (printout.subject_type, printout.subject_id) == (
        ("plans.plan", annex.plan.pk) if key == "ke-hoach" else ("", None)
    )
    shown = annex.client(annex.inspector, None).get(f"/ban-in/{printout.pk}/").content.decode()
    assert f'href="{address}?' in shown and table.caption in shown


def test_the_print_says_how_work_was_counted_and_what_the_states_mean(annex: Annex) -> None:
    declared = opened(keep(annex, annex.monitor, "ke-hoach"))
    proven = opened(keep(annex, annex.monitor, "ke-hoach", "theo=san-pham"))
    assert (declared.basis, proven.basis) == ("declared", "proven")
    versions = [{one.code: one.version for one in held.definitions} for held in (declared, proven)]
    assert versions[0].keys() == versions[1].keys() != set() and versions[0] != versions[1]
    assert declared.definitions_title == "Cách tính trạng thái nhiệm vụ"


def test_the_print_stays_when_the_plan_goes_on(annex: Annex) -> None:
    printout = keep(annex, annex.monitor, "nhiem-vu", f"ke-hoach={annex.plan.pk}&q=đề án")
    before = opened(printout)
    with recording(None, "Sửa ngoài phần mềm"):
        Task.objects.update(title="Đã sửa")
    again = opened(Printout.objects.get(pk=printout.pk))
    assert again == before and all("Đã sửa" not in map(str, row.cells) for row in again.tables[0].rows)
    assert any("đề án" in line for line in again.intro)


def test_word_has_the_table_on_its_first_page_with_what_states_mean_after_it(annex: Annex) -> None:
    printout = keep(annex, annex.monitor, "ke-hoach")
    answer = annex.client(annex.monitor, None).get(f"/ban-in/{printout.pk}/ban-in.docx")
    assert isinstance(answer, FileResponse)
    paper = open_docx(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]
    first, meaning = paper.sections
    assert (first.page_width or 0) > (first.page_height or 0)
    assert (meaning.page_width or 0) < (meaning.page_height or 0)
    head, table, signature = paper.tables
    assert "Độc lập" in head.cell(0, 1).text and signature.cell(0, 0).text.startswith("Nơi nhận")
    assert table.cell(0, 0).text == "Mã" and len(table.rows) > annex.plan.tasks.count()


def test_two_people_of_one_scope_keep_the_same_rows(annex: Annex) -> None:
    """A print is read by all of its scope: what it holds may not rest on who pressed the button."""
    province = annex.monitor.hat.scope
    pairs = [
        (annex.monitor, annex.second),
        (person("xa-chinh", Role.MONITOR, annex.commune.hat.unit, province), annex.second),
        (person("o-xa", Role.MONITOR, annex.stranger.hat.scope, province), annex.second),
    ]
    for one, other in pairs:
        for key in LISTS:
            assert frozen(annex, one, key).tables == frozen(annex, other, key).tables, (one, key)


def test_what_somebody_answers_for_elsewhere_is_not_told_to_the_scope(annex: Annex) -> None:
    task, both = annex.task("B.II.6"), annex.commune
    assign(annex.monitor, task, both)
    with recording(None, "Người ấy nhận việc với mũ ở sở"):
        Assignment.objects.update(unit=annex.finance.hat.unit)
    query = f"nguoi={both.pk}"
    listing, _name = registered()["nhiem-vu"]
    own = asked_of(Question(both, QueryDict(query), QUARTER), listing)
    assert [row.pk for row in own.found()] == [task.pk]
    assert [row.pk for row in frozen(annex, both, "nhiem-vu", query).rows()] == []


def test_the_list_of_ones_own_is_called_by_the_unit_on_a_print(annex: Annex) -> None:
    held = frozen(annex, annex.finance, "nhiem-vu", "cua-toi=1")
    assert held.title == "Nhiệm vụ của Sở Tài chính"


def test_a_print_of_a_plan_that_is_gone_leads_nowhere(annex: Annex) -> None:
    printout = keep(annex, annex.monitor, "ke-hoach")
    with recording(None, "Sửa ngoài phần mềm"):
        Printout.objects.update(subject_id=987_654)
    page = annex.client(annex.monitor, None).get(f"/ban-in/{printout.pk}/").content.decode()
    assert "Bảng nhiệm vụ của kế hoạch" in page and "/ke-hoach/987654/" not in page
    assert dt.date(2026, 3, 31) == printout.as_of
