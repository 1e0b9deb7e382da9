"""The same plan is recognised before it is tracked twice, also without a number and from another kind of file."""

from __future__ import annotations

from pathlib import Path

import docx
import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories import World, officer
from plans.test_adopting_whole import intake_from
from thuongton.documents.models import Direction, Document, Intake
from thuongton.documents.queries.duplicates import duplicates
from thuongton.people.models import User
from thuongton.plans.models import Plan
from thuongton.plans.queries.proposals import sheet_of
from thuongton.plans.queries.tracked_already import tracked_already

pytestmark = pytest.mark.django_db
ASKED = "Kế hoạch này đang theo dõi"


def as_word(text: Path, folder: Path) -> Path:
    """The same words as a Word file, a paragraph a line."""
    made = docx.Document()
    for line in text.read_text("utf-8").splitlines():
        if line.strip():
            made.add_paragraph(line.strip())
    found = folder / "ke-hoach.docx"
    made.save(str(found))
    return found


def form_of(client: Client, intake: Intake) -> tuple[str, dict[str, str]]:
    page = client.get(f"/ke-hoach/xac-nhan/{intake.pk}/dua-vao-theo-doi/").content.decode()

    form = next(one for one in lxml.html.fromstring(page).forms if one.xpath(".//*[@name='tracked_from']"))
    return page, {name: value for name, value in form.form_values() if value}


@pytest.fixture
def first(world: World, seeds: Path) -> tuple[User, Client, Plan]:
    """Seed 004, a plan without a number, taken into tracking by its commune from the text file."""
    clerk = officer(world.commune)
    client = Client()
    client.force_login(clerk)
    intake = intake_from(next(seeds.glob("004_*.txt")), world.commune)
    page, fields = form_of(client, intake)
    assert ASKED not in page and not fields.get("number")
    assert client.post(f"/ke-hoach/xac-nhan/{intake.pk}/dua-vao-theo-doi/", fields).status_code == 302
    return clerk, client, Plan.objects.get()


def test_the_same_plan_as_a_word_file_is_asked_about(
    world: World, first: tuple[User, Client, Plan], seeds: Path, tmp_path: Path
) -> None:
    _clerk, client, plan = first
    again = intake_from(as_word(next(seeds.glob("004_*.txt")), tmp_path), world.commune)
    address = f"/ke-hoach/xac-nhan/{again.pk}/dua-vao-theo-doi/"
    page, fields = form_of(client, again)
    assert ASKED in page and f'href="/ke-hoach/{plan.pk}/"' in page
    refused = client.post(address, fields)
    assert "vẫn đưa vào" in refused.content.decode() and Plan.objects.count() == 1
    assert client.post(address, {**fields, "van-dua-vao": "1"}).status_code == 302
    assert Plan.objects.count() == 2


def test_another_title_over_the_same_tasks_is_asked_about_and_other_tasks_under_the_title_are_not(
    world: World, first: tuple[User, Client, Plan]
) -> None:
    clerk, _client, plan = first
    clerk.hat = clerk.hats.get()
    words = list(plan.tasks.values_list("title", flat=True))
    upper = [one.upper() + " " for one in words]
    cases = [
        ("", "Tên khác hẳn", words, True),
        ("", plan.title.upper(), upper, True),
        ("", "Tên khác hẳn", upper[: len(upper) // 3] + [f"Việc khác {n}" for n in range(60)], False),
        ("", plan.title, [f"Việc khác {n}" for n in range(60)], False),
        ("", "", [], False),
        ("9/KH-UBND", "Tên khác", ["Việc khác"], False),
    ]
    for number, title, tasks, asked in cases:
        found = tracked_already(clerk, unit=world.commune.pk, number=number, title=title, tasks=tasks)
        assert (found == [plan]) is asked, (number, title[:30])
    Plan.objects.filter(pk=plan.pk).update(number="9/KH-UBND")
    found = tracked_already(clerk, unit=world.commune.pk, number="9 / KH-UBND", title="Tên khác", tasks=["Việc khác"])
    assert found == [plan]


def test_nothing_is_told_of_a_plan_one_may_not_see_and_the_queries_are_few(
    world: World, first: tuple[User, Client, Plan], seeds: Path, tmp_path: Path
) -> None:
    clerk, _client, plan = first
    clerk.hat = clerk.hats.get()
    stranger = officer(world.other_commune, "xa-hai")
    again = intake_from(as_word(next(seeds.glob("004_*.txt")), tmp_path), world.other_commune)
    client = Client()
    client.force_login(stranger)
    page, _fields = form_of(client, again)
    assert ASKED not in page
    stranger.hat = stranger.hats.get()
    tasks = [line.row.task.title for line in sheet_of(again).lines]
    given = {"unit": world.commune.pk, "number": "", "title": plan.title, "tasks": tasks}
    assert tracked_already(stranger, **given) == []
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert tracked_already(clerk, **given) == [plan]
    Plan.objects.bulk_create(Plan(unit=world.commune, title=plan.title) for _n in range(30))
    with CaptureQueriesContext(connection) as more:
        assert tracked_already(clerk, **given)[0] == plan
    assert len(more) <= len(seen)


def test_a_paper_without_a_number_is_known_again_in_the_register(world: World) -> None:
    common = {"unit": world.commune, "registered_on": "2026-11-01", "issuer": "UBND xã Một"}
    here = Document.objects.create(direction="outgoing", title="Kế hoạch chuyển đổi số", **common)
    Document.objects.create(direction="outgoing", number="5/KH-UBND", title="Kế hoạch chuyển đổi số", **common)
    ask = lambda title, issuer: duplicates(world.commune, Direction.OUTGOING, "", issuer, title=title)  # noqa: E731
    assert ask("Kế hoạch  chuyển đổi số", "UBND xã Một") == [here]
    assert ask("Kế hoạch khác", "UBND xã Một") == [] and ask("", "UBND xã Một") == []
    assert ask("Kế hoạch chuyển đổi số", "Sở Tài chính") == []
