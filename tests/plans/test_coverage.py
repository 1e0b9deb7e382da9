"""Laying plans against each other: likeness of words, suggestions, decisions, and one work in several plans."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from factories import World, make_world, officer, person, read_task
from thuongton.people.models import User
from thuongton.plans.coverage.cascade import CascadeItem, lay
from thuongton.plans.coverage.headings import headings_like
from thuongton.plans.coverage.similarity import Corpus, words_of
from thuongton.plans.models import Coverage, Plan, Task
from thuongton.plans.queries import coverage
from thuongton.plans.queries.coverage import mark_of_decision, matrix_of
from thuongton.plans.queries.twins import linked_with, twins_of
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.coverage import Agreed, agree_to_suggestions, decide_coverage, undo_coverage
from thuongton.plans.services.linking import link_tasks, unlink_task
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.plans.undoing import disagree
from thuongton.web.forms.marks import ChangedMeanwhile
from thuongton.web.models import Undoable
from vanban.files.open import open_document
from vanban.header import read_header
from vanban.model import Group, Node
from vanban.outline import read_outline
from vanban.tasks import read_tasks

DAY = dt.date(2026, 1, 15)
LEADING = "Bảo đảm sự lãnh đạo toàn diện, trực tiếp của Đảng trong công tác xây dựng pháp luật"
FINANCE = "Thực hiện cơ chế tài chính đặc biệt cho công tác xây dựng và thi hành pháp luật"
BUDGET = "Bố trí ngân sách tương xứng cho công tác tổ chức thi hành pháp luật, ưu tiên phổ biến, giáo dục pháp luật"
MEDIATE = "Kiện toàn tổ hòa giải ở cơ sở, nâng cao tỷ lệ hòa giải thành"
ABROAD = "Mời Sở Tư pháp các tỉnh bạn Lào sang trao đổi kinh nghiệm"


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        (BUDGET, BUDGET, 0.99, 1.0),
        (BUDGET, "Bố trí nguồn ngân sách tương xứng cho công tác tổ chức thi hành pháp luật", 0.6, 1.0),
        ("Tăng cường hoà giải ở cơ sở", "Công tác hòa giải ở cơ sở", 0.7, 1.0),
        ("Rà soát văn bản QPPL", "Rà soát văn bản quy phạm pháp luật", 0.99, 1.0),
        (BUDGET, ABROAD, 0.0, 0.25),
        ("", BUDGET, 0.0, 0.0),
        ("Tổ chức thực hiện", "Tổ chức thực hiện", 0.0, 0.0),
    ],
)
def test_likeness(left: str, right: str, least: float, most: float) -> None:
    corpus = Corpus([left, right, MEDIATE, LEADING, ABROAD])
    if "QPPL" in left or left == BUDGET == right:
        assert words_of(left) == words_of(right)
        least = 0.7
    assert least <= corpus.score(left, right) <= most


@given(st.lists(st.text(alphabet="abc đơ", max_size=30), min_size=2, max_size=6))
def test_likeness_is_even_and_bounded(texts: list[str]) -> None:
    corpus = Corpus(texts)
    for left in texts:
        for right in texts:
            assert 0 <= corpus.score(left, right) <= 1
            assert corpus.score(left, right) == pytest.approx(corpus.score(right, left))


def test_every_task_gets_one_suggestion_and_what_is_only_below_is_told() -> None:
    higher = [
        CascadeItem(1, "1", BUDGET, FINANCE),
        CascadeItem(2, "2", ABROAD, "Hợp tác quốc tế", communes=False),
        CascadeItem(3, "3", "Xây dựng Đề án"),
    ]
    lower = [CascadeItem(7, "a", BUDGET + " ở xã", FINANCE), CascadeItem(8, "b", MEDIATE)]
    laid = lay(higher, lower, higher_groups=[FINANCE, LEADING], lower_groups=[FINANCE], commune=True)
    assert [laid.by_task[n][0].verdict for n in (1, 2, 3)] == ["covered", "not_this_level", "missing"]
    assert laid.by_task[1][0].item == lower[0]
    assert [item.id for item in laid.extra] == [8]
    assert {name: one.verdict for name, one in laid.by_group.items()} == {FINANCE: "covered", LEADING: "missing"}


def test_headings_of_a_report_are_found_by_their_likeness() -> None:
    below = (Node("khoản", "1", LEADING, 0, 0), Node("khoản", "2", "Về " + FINANCE.lower(), 0, 0))
    outline = [Node("mục", "I", "Tình hình chung của xã", 0, 0), Node("mục", "II", "Kết quả", 0, 0, below)]
    assert [one.label for one in headings_like(outline, [LEADING, FINANCE])] == ["1", "2"]
    assert headings_like(outline, ["Phòng cháy, chữa cháy rừng"]) == []


def a_task(code: str, title: str, heading: str, lead: str = "UBND cấp xã") -> ReadTask:
    """A task as the machine read it."""
    return read_task(code, title, group={"label": heading[:1], "title": heading}, lead=[lead])


def two_plans(world: World) -> tuple[Plan, Plan]:
    """A province's plan and a commune's plan that implements it."""
    above = adopt_plan(
        None,
        world.province,
        title="Kế hoạch tỉnh",
        tasks=[
            a_task("I.1", "Tuyên truyền Nghị quyết số 66-NQ/TW", LEADING),
            a_task("VII.1", BUDGET, FINANCE),
            a_task("IV.1", ABROAD, "Nâng cao hiệu quả hợp tác quốc tế", "Sở Tư pháp"),
        ],
        tracked_from=DAY,
    )
    below = adopt_plan(
        None,
        world.commune,
        title="Kế hoạch xã",
        tasks=[
            a_task("1.a", "Xây dựng kế hoạch tuyên truyền Nghị quyết số 66-NQ/TW", LEADING),
            a_task("2.a", BUDGET, FINANCE),
            a_task("2.b", MEDIATE, FINANCE),
        ],
        tracked_from=DAY,
        implements=[above],
    )
    return above, below


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_decisions_stand_before_suggestions() -> None:
    world = make_world()
    user = officer(world.province)
    above, below = two_plans(world)
    matrix = matrix_of(user, above.pk)
    assert matrix is not None and matrix.columns == [below]
    shown = {row.code: row.cells[0] for row in matrix.rows if row.task}
    assert [shown[code].verdict for code in ("VII.1", "IV.1")] == ["covered", "not_this_level"]
    assert [task.code for task in matrix.extra[0][1]] == ["2.b"]
    first = above.tasks.get(code="I.1")
    decided = decide_coverage(user, above, below, "partly", task=first, by_task=below.tasks.get(code="1.a"))
    group = matrix.groups[0].heading.key.removeprefix("nhom-")
    decide_coverage(user, above, below, "covered", group=group)
    again = matrix_of(user, above.pk)
    assert again is not None and again.counts()[0]["decided"] == 1
    cell = next(row.cells[0] for row in again.rows if row.task == first)
    assert (cell.verdict, cell.code, cell.decided) == ("partly", "1.a", decided)
    assert again.groups[0].heading.cells[0].decided is not None
    decide_coverage(user, above, below, "missing", task=first)
    assert Coverage.objects.get(task=first).by_task is None
    undo_coverage(user, Coverage.objects.get(task=first))
    assert not Coverage.objects.filter(task=first).exists()


@pytest.mark.django_db
def test_who_may_decide_and_what() -> None:
    world = make_world()
    above, below = two_plans(world)
    task = above.tasks.first()
    with pytest.raises(PermissionDenied):
        decide_coverage(person("thanh-tra", "inspector", world.province), above, below, "partly", task=task)
    with pytest.raises(PermissionDenied):
        decide_coverage(officer(world.other_commune), above, below, "partly", task=task)
    decide_coverage(officer(world.commune, "xa"), above, below, "partly", task=task)
    with pytest.raises(ValidationError, match="Chọn một mức"):
        decide_coverage(None, above, below, "?", task=task)
    with pytest.raises(ValidationError, match="không thuộc hai kế hoạch"):
        decide_coverage(None, above, below, "partly", task=below.tasks.first())


@pytest.mark.django_db
def test_the_pages_and_the_sheet_show_the_same_rows() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    above, below = two_plans(world)
    page = client.get(reverse("plans:coverage", args=[above.pk]))
    assert page.status_code == 200
    matrix = page.context["matrix"]
    sheet = client.get(reverse("plans:coverage-excel", args=[above.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content)))  # type: ignore[attr-defined]
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    heads = next(n for n, line in enumerate(lines) if line[0] == "Mã")
    rows = lines[heads + 1 :]
    assert [(row[0] or "", row[1]) for row in rows] == [(row.code, row.text) for row in matrix.rows]
    assert [row[2:5] for row in rows] == [(row.bar.covered, row.bar.partly, row.bar.asked) for row in matrix.rows]
    assert [row[5].split(" (")[0] for row in rows if row[5]] == [
        f"{row.cells[0].sign} {row.cells[0].words}" for row in matrix.rows
    ]
    assert book.worksheets[0].freeze_panes == f"C{heads + 2}"
    task = above.tasks.get(code="VII.1")
    cell = reverse("plans:coverage-cell", args=[above.pk, below.pk, f"nv-{task.pk}"])
    opened = client.get(cell)
    assert BUDGET in opened.content.decode() and "Đúng, phủ" in opened.content.decode()
    chosen = below.tasks.get(code="2.a")
    assert client.post(cell, {"verdict": "covered", "by_task": chosen.pk, "other_task": ""}).status_code == 302
    assert Coverage.objects.get().by_task == chosen
    assert "Chọn một mức" in client.post(cell, {"verdict": ""}).content.decode()
    late = client.post(cell, {"verdict": "missing", "seen": opened.context["seen"]}).content.decode()
    assert "Người khác vừa sửa chỗ này" in late and Coverage.objects.get().verdict == "covered"
    late = client.post(cell, {"verdict": "undo", "seen": opened.context["seen"]}).content.decode()
    assert "Người khác vừa sửa chỗ này" in late and Coverage.objects.exists()
    assert client.post(cell, {"verdict": "undo"}).status_code == 302
    heading = reverse("plans:coverage-cell", args=[above.pk, below.pk, matrix.groups[0].heading.key])
    assert client.get(heading).status_code == 200
    assert client.get(reverse("plans:coverage", args=[above.pk]), {"xem": "nhom"}).status_code == 200
    stranger = signed_in(officer(world.far_province, "xa-xoi"))
    for address in (cell, reverse("plans:coverage", args=[above.pk]), reverse("plans:coverage-excel", args=[above.pk])):
        assert stranger.get(address).status_code == 404


@pytest.mark.django_db
def test_a_decision_in_the_panel_brings_the_next_cell() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    above, below = two_plans(world)
    one, other = above.tasks.get(code="I.1"), above.tasks.get(code="VII.1")
    cell, after = (reverse("plans:coverage-cell", args=[above.pk, below.pk, f"nv-{task.pk}"]) for task in (one, other))
    panel = client.get(cell, headers={"HX-Request": "true"})
    assert "<html" not in panel.content.decode()
    sent = {"verdict": "partly", "by_task": below.tasks.get(code="1.a").pk, "seen": panel.context["seen"]}
    answer = client.post(cell, {**sent, "tiep": after}, headers={"HX-Request": "true"})
    assert answer.context["pair"].task == other
    assert answer.context["was"][0] == cell and answer.context["was"][1].css == "partly"
    assert Coverage.objects.get().verdict == "partly"
    late = client.post(cell, {**sent, "verdict": "missing", "tiep": after}, headers={"HX-Request": "true"})
    assert late.context["pair"].task == one and "Người khác vừa sửa" in late.content.decode()
    assert Coverage.objects.get().verdict == "partly"
    stranger = signed_in(person("thanh-tra", "inspector", world.province))
    assert 'name="verdict"' not in stranger.get(cell).content.decode()


@pytest.mark.django_db
def test_what_is_nearly_the_same_is_agreed_to_at_once_and_taken_back() -> None:
    world = make_world()
    clerk = officer(world.province)
    client = signed_in(clerk)
    above, below = two_plans(world)
    page, act = reverse("plans:coverage", args=[above.pk]), reverse("plans:coverage-agree", args=[above.pk])
    shown = client.get(page).context
    assert [(row.code, cell.code) for row, cell in shown["sure"]] == [("I.1", "1.a"), ("VII.1", "2.a")]
    assert "Người khác vừa sửa" in client.post(act, {"seen": "other"}, follow=True).content.decode()
    assert not Coverage.objects.exists()
    client.post(act, {"seen": shown["seen"]})
    made = [(row.task.code, row.verdict, row.by_task.code, row.by) for row in Coverage.objects.order_by("task")]  # type: ignore[union-attr]
    assert made == [("I.1", "covered", "1.a", clerk), ("VII.1", "covered", "2.a", clerk)]
    done = Undoable.objects.get()
    client.post(reverse("web:undo", args=[done.pk]))
    assert not Coverage.objects.exists()
    assert client.get(page).context["seen"] == shown["seen"]
    assert not signed_in(person("thanh-tra", "inspector", world.province)).get(page).context["sure"]
    assert [cell.lower_id for _row, cell in signed_in(officer(world.commune, "xa")).get(page).context["sure"]] == [
        below.pk,
        below.pk,
    ]


@pytest.mark.django_db
def test_a_commune_sees_how_its_plan_covers_the_one_above() -> None:
    world = make_world()
    clerk = officer(world.commune, "xa")
    above, below = two_plans(world)
    decide_coverage(clerk, above, below, "missing", task=above.tasks.get(code="IV.1"))
    page = signed_in(clerk).get(reverse("plans:coverage", args=[below.pk]))
    [(matrix, count)] = page.context["own"]
    assert matrix.plan == above and page.context["matrix"] is matrix and page.context["upward"]
    assert [count[key] for key in ("covered", "partly", "missing", "decided", "all")] == [2, 0, 1, 1, 3]
    assert "phủ 2, một phần 0, thiếu 1 trong 3 nhiệm vụ" in page.content.decode()
    assert matrix.columns == [below]
    alone = signed_in(clerk).get(reverse("plans:coverage", args=[above.pk]), {"voi": below.pk})
    assert alone.context["matrix"].columns == [below] and not alone.context["upward"]


@pytest.mark.django_db
def test_what_was_decided_anew_stays_when_many_are_taken_back() -> None:
    world = make_world()
    user = officer(world.province)
    above, below = two_plans(world)
    first, second = above.tasks.get(code="I.1"), above.tasks.get(code="VII.1")
    made = agree_to_suggestions(user, above, below, [Agreed(first, "partly", None), Agreed(second, "covered", None)])
    facts = {"rows": {str(row.pk): mark_of_decision(row) for row in made}}
    decide_coverage(user, above, below, "missing", task=first)
    assert disagree(user, facts) == "Đã hoàn tác 1 ô. Còn 1 ô đã được sửa sau đó nên giữ nguyên."
    assert Coverage.objects.get().verdict == "missing"
    with pytest.raises(ChangedMeanwhile):
        agree_to_suggestions(user, above, below, [Agreed(first, "partly", None)])
    with pytest.raises(ValidationError, match="không thuộc hai kế hoạch"):
        agree_to_suggestions(user, above, below, [Agreed(second, "covered", first.pk)])
    with pytest.raises(PermissionDenied):
        agree_to_suggestions(officer(world.other_commune, "khac"), above, below, [Agreed(second, "covered", None)])


@pytest.mark.django_db
def test_a_page_holds_one_band_of_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "BAND", 2)
    world = make_world()
    user = officer(world.province)
    above, below = two_plans(world)
    more = [
        adopt_plan(
            None,
            world.other_commune,
            title=f"Kế hoạch {n}",
            tasks=[a_task("1", BUDGET, FINANCE)],
            tracked_from=DAY,
            implements=[above],
        )
        for n in range(2)
    ]
    whole = coverage.matrix_of(user, above.pk, most=10)
    assert whole is not None and whole.columns == [below, *more] and whole.total == 3
    second = coverage.matrix_of(user, above.pk, first=2, most=2)
    assert second is not None and second.columns == more[1:] and (second.first, second.last) == (2, 3)
    assert [row.cells[0] for row in second.rows] == [row.cells[2] for row in whole.rows]
    named = coverage.matrix_of(user, above.pk, words=str(below.unit).upper())
    assert named is not None and named.columns == [below]


@pytest.mark.django_db
def test_a_matrix_takes_a_constant_number_of_questions(django_assert_max_num_queries: Any) -> None:
    world = make_world()
    user = officer(world.province)
    above, _below = two_plans(world)
    adopt_plan(
        None,
        world.other_commune,
        title="Kế hoạch lớn",
        tasks=[a_task(str(n), f"Nhiệm vụ thứ {n} về hòa giải", FINANCE) for n in range(60)],
        tracked_from=DAY,
        implements=[above],
    )
    adopt_plan(None, world.province, title="Báo cáo xã", tasks=[], headings=[Group("1", LEADING)], tracked_from=None)
    with django_assert_max_num_queries(16):
        matrix = matrix_of(user, above.pk)
    assert matrix is not None and len(matrix.columns) == 3
    assert matrix.counts()[2]["unread"] == 3
    assert matrix.groups[0].heading.cells[2].verdict == "covered"


@pytest.mark.django_db
def test_one_work_in_two_plans() -> None:
    world = make_world()
    user = officer(world.province)
    above, below = two_plans(world)
    mine, theirs = above.tasks.get(code="VII.1"), below.tasks.get(code="2.a")
    assert [twin.task for twin in twins_of(user, mine)] == [theirs]
    client = signed_in(user)
    page = reverse("plans:twins", args=[mine.pk])
    assert BUDGET in client.get(page).content.decode()
    assert client.post(reverse("plans:twins-link", args=[mine.pk]), {"other": theirs.pk}).status_code == 302
    mine.refresh_from_db()
    assert list(linked_with(user, mine)) == [theirs]
    assert twins_of(user, mine) == []
    unlink_task(user, mine)
    assert not Task.objects.filter(common__isnull=False).exists()
    with pytest.raises(ValidationError, match="cùng một kế hoạch"):
        link_tasks(user, mine, above.tasks.first())
    with pytest.raises(PermissionDenied):
        link_tasks(officer(world.far_province, "xa-xoi"), mine, theirs)


def read_seed(folder: Path, number: str) -> tuple[list[dict[str, Any]], tuple[Node, ...]]:
    """Tasks and outline of a seed paper, the tasks as JSON."""
    document = open_document(next(folder.glob(f"{number}_*.txt")))
    outline = read_outline(document)
    return [t.to_dict() for t in read_tasks(document, read_header(document), outline)], outline


def test_groups_of_the_communes_papers_against_the_seven_of_the_province(seeds: Path) -> None:
    above = [task["group"]["title"] for task in read_seed(seeds, "003")[0] if not task["progress"]]
    groups = list(dict.fromkeys(above))
    assert len(groups) == 7
    found = {}
    for number in ("000", "001", "002"):
        tasks, outline = read_seed(seeds, number)
        lower = [t["group"]["title"] for t in tasks if t["group"] and not t["duty"]]
        lower = lower or [one.title for one in headings_like(outline, groups)]
        laid = lay([], [], higher_groups=groups, lower_groups=list(dict.fromkeys(lower)))
        found[number] = [one.verdict for one in laid.by_group.values()]
    covered, missing = "covered", "missing"
    assert found == {
        "000": [covered, covered, covered, covered, missing, covered, covered],
        "001": [covered, covered, covered, missing, missing, covered, missing],
        "002": [covered, covered, covered, missing, covered, covered, covered],
    }
