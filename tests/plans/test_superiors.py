"""A unit names the plan of a superior that its own plan carries out, and sees how far it covers that plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import person
from plans.annex_world import Annex
from thuongton.audit.models import Event
from thuongton.documents.models import Direction, Document
from thuongton.documents.services.register import register_document, register_stub
from thuongton.people.models import Role
from thuongton.people.queries import today
from thuongton.plans.models import Coverage, Plan
from thuongton.plans.queries.coverage import candidates
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.superiors import name_superior, note_tasks
from thuongton.plans.taking_in.lines import MOST_LINES, tasks_in
from thuongton.plans.taking_in.read_task import ReadTask

DAY = dt.date(2026, 3, 6)
ABOVE = {"number": "69/KH-UBND", "issued_on": DAY, "issuer": "UBND tỉnh Xa"}
SENT = {"so": "69/KH-UBND", "ngay": "6/3/2026", "co-quan": "UBND tỉnh Xa"}
ONLY_NAMED = "<span>Chưa có trong hệ thống</span>"
TASKS = "1. Tuyên truyền pháp luật cho người dân ở thôn\n\n2. Lập danh mục văn bản hết hiệu lực"


@pytest.fixture
def below(annex: Annex) -> Plan:
    """The plan of a commune, with two tasks."""
    unit = annex.commune.hat.unit
    assert unit is not None
    titles = ("Tuyên truyền pháp luật cho người dân ở thôn", "Kiểm tra việc đăng ký hộ tịch")
    tasks = [ReadTask(title, str(number)) for number, title in enumerate(titles, start=1)]
    return adopt_plan(annex.commune, unit, title="Kế hoạch của xã", tasks=tasks, tracked_from=DAY)


def page_of(annex: Annex, plan: Plan, query: str = "", user: Any = None) -> str:
    answer = annex.client(user or annex.commune, None).get(f"/ke-hoach/{plan.pk}/ma-tran/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def act(annex: Annex, plan: Plan, name: str, sent: dict[str, str], user: Any = None) -> Any:
    return annex.client(user or annex.commune, None).post(f"/ke-hoach/{plan.pk}/ma-tran/{name}/", sent)


def test_a_plan_that_is_not_in_the_system_becomes_a_paper_and_a_plan_for_comparison(annex: Annex, below: Plan) -> None:
    assert 'id="neu-cap-tren"' in page_of(annex, below)
    answer = act(annex, below, "neu-cap-tren", SENT)
    assert answer["Location"] == f"/ke-hoach/{below.pk}/ma-tran/"
    above = below.implements.get()
    paper = above.document
    assert paper is not None and above.source == paper
    assert (paper.unit, paper.direction, paper.number, paper.issued_on, paper.issuer) == (
        below.unit, Direction.INCOMING, "69/KH-UBND", DAY, "UBND tỉnh Xa",
    )  # fmt: skip
    assert paper.kind == "Kế hoạch" and paper.arrival_no == 1 and paper.title == ""
    assert (above.unit, above.number, above.issued_on, above.tracked_from) == (below.unit, "69/KH-UBND", DAY, None)
    assert above.title == "Kế hoạch số 69/KH-UBND ngày 6/3/2026 của UBND tỉnh Xa", "only what was said of it"
    acts = set(Event.objects.order_by("-pk").values_list("action", flat=True)[:3])
    assert acts == {"Vào sổ văn bản", "Nêu kế hoạch cấp trên", "Sửa kế hoạch"}
    shown = page_of(annex, below)
    assert "chưa có nhiệm vụ nào để đối chiếu" in shown and f"/ke-hoach/{above.pk}/ma-tran/?lam=ghi-nhiem-vu" in shown
    assert ONLY_NAMED in shown and "ngày 6/3/2026" in shown and "UBND tỉnh Xa</span>" in shown


def test_what_it_asks_is_noted_one_a_line_and_covering_begins(annex: Annex, below: Plan) -> None:
    act(annex, below, "neu-cap-tren", SENT)
    above = below.implements.get()
    assert 'id="ghi-nhiem-vu" open' in page_of(annex, above, "?lam=ghi-nhiem-vu")
    assert act(annex, above, "ghi-nhiem-vu", {"nhiem-vu": TASKS}).status_code == 302
    assert list(above.tasks.order_by("order").values_list("code", "title")) == [
        ("1", "Tuyên truyền pháp luật cho người dân ở thôn"),
        ("2", "Lập danh mục văn bản hết hiệu lực"),
    ]
    shown = page_of(annex, below)
    assert "Kế hoạch này phủ 69/KH-UBND đến đâu" in shown
    assert "phủ 1, một phần 0, thiếu 1 trong 2 nhiệm vụ" in shown
    cell = f"/ke-hoach/{above.pk}/ma-tran/{below.pk}/nv-{above.tasks.get(code='1').pk}/"
    assert f'href="{cell}"' in shown
    assert annex.client(annex.commune, None).get(cell).status_code == 200


def test_all_sure_cells_are_agreed_to_from_the_page_of_the_plan_below(annex: Annex, below: Plan) -> None:
    above = name_superior(annex.commune, below, **ABOVE, tasks=tasks_in(TASKS))
    page = annex.client(annex.commune, None).get(f"/ke-hoach/{below.pk}/ma-tran/")
    address = f"/ke-hoach/{above.pk}/ma-tran/dong-y/{page.context['agree_query']}"
    assert address.replace("&", "&amp;") in page.content.decode()
    answer = annex.client(annex.commune, None).post(address, {"seen": page.context["seen"]})
    assert answer["Location"] == f"/ke-hoach/{below.pk}/ma-tran/?cap-tren={above.pk}"
    assert Coverage.objects.get(plan=below, higher=above).by_task == below.tasks.get(code="1")


def test_a_plan_one_may_see_is_meant_and_no_paper_is_made(annex: Annex, below: Plan) -> None:
    papers = Document.objects.count()
    for issuer in ("Ủy ban nhân dân tỉnh Hà Tĩnh", "UBND tỉnh Hà Tĩnh"):
        below.implements.clear()
        above = name_superior(annex.commune, below, number="444/kh-ubnd", issued_on=annex.plan.issued_on, issuer=issuer)
        assert above == annex.plan and below.implements.get() == annex.plan
    assert Document.objects.count() == papers
    shown = page_of(annex, below)
    assert "Kế hoạch này phủ 444/KH-UBND đến đâu" in shown and "/van-ban/" in shown
    assert ONLY_NAMED not in shown


def test_the_same_number_of_somebody_else_is_another_plan(annex: Annex, below: Plan) -> None:
    above = name_superior(
        annex.commune, below, number="444/KH-UBND", issued_on=annex.plan.issued_on, issuer="UBND tỉnh Xa"
    )
    assert above != annex.plan and above.unit == below.unit


def test_a_paper_in_the_register_is_not_registered_again_but_a_secret_one_is_left_alone(
    annex: Annex, below: Plan
) -> None:
    officer, unit = annex.commune, below.unit
    paper = register_document(officer, unit, Direction.INCOMING, title="Về thi hành án", **ABOVE)
    above = name_superior(officer, below, **ABOVE)
    assert (above.document, above.title) == (paper, "Về thi hành án")
    stub = register_stub(officer, unit, number="70/KH-UBND", issued_on=DAY, degree="mat", kept_at="Tủ số 1")
    other = name_superior(officer, below, **(ABOVE | {"number": "70/KH-UBND"}))
    assert other.document not in (None, stub)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"number": " "}, "number", "Ghi số, ký hiệu"),
        ({"issued_on": None}, "issued_on", "Ghi ngày ban hành"),
        ({"issuer": ""}, "issuer", "Ghi cơ quan ban hành"),
        ({"issued_on": dt.date(2126, 1, 1)}, "issued_on", "chưa tới"),
    ],
)
def test_what_is_missing_is_said_by_field_and_nothing_is_kept(
    annex: Annex, below: Plan, change: dict[str, Any], field: str, words: str
) -> None:
    papers = Document.objects.count()
    with pytest.raises(ValidationError) as refused:
        name_superior(annex.commune, below, **(ABOVE | change))
    assert words in " ".join(refused.value.message_dict[field])
    assert Document.objects.count() == papers and not below.implements.exists()


def test_the_form_keeps_what_was_typed_beside_its_sentences(annex: Annex, below: Plan) -> None:
    answer = act(annex, below, "neu-cap-tren", SENT | {"co-quan": "", "ngay": "31/2/2026"})
    shown = answer.content.decode()
    assert answer.status_code == 400 and 'value="69/KH-UBND"' in shown and "31/2/2026" in shown
    assert not below.implements.exists()


def test_one_that_stands_in_the_system_is_chosen(annex: Annex, below: Plan) -> None:
    assert f'<option value="{annex.plan.pk}"' in page_of(annex, below)
    far = adopt_plan(None, annex.stranger.hat.scope, title="Của nơi khác", tasks=[ReadTask("Việc")], tracked_from=DAY)
    assert act(annex, below, "neu-cap-tren", {"ke-hoach": str(far.pk)}).status_code == 404
    act(annex, below, "neu-cap-tren", {"ke-hoach": str(annex.plan.pk)})
    assert below.implements.get() == annex.plan
    with pytest.raises(ValidationError, match="đã được nêu"):
        name_superior(annex.commune, below, higher=annex.plan)
    with pytest.raises(PermissionDenied):
        name_superior(annex.commune, below, higher=far)


def test_who_does_not_correct_the_plan_names_nothing(annex: Annex, below: Plan) -> None:
    reader = person("xa-doc", Role.INSPECTOR, below.unit)
    above = name_superior(annex.commune, below, **ABOVE)
    for user in (reader, annex.inspector):
        assert 'id="neu-cap-tren"' not in page_of(annex, below, user=user)
        assert act(annex, below, "neu-cap-tren", SENT | {"so": "1/KH"}, user).status_code in (403, 404)
        with pytest.raises(PermissionDenied):
            note_tasks(user, above, tasks=[ReadTask("Việc")])
    with pytest.raises(PermissionDenied):
        name_superior(annex.stranger, below, **ABOVE)


def test_tasks_are_noted_of_plans_for_comparison_only(annex: Annex, below: Plan) -> None:
    with pytest.raises(ValidationError, match="đang được theo dõi"):
        note_tasks(annex.commune, below, tasks=[ReadTask("Việc")])
    above = name_superior(annex.commune, below, **ABOVE)
    assert act(annex, above, "ghi-nhiem-vu", {"nhiem-vu": " \n - \n"}).status_code == 400
    assert act(annex, above, "ghi-nhiem-vu", {"nhiem-vu": "Việc\n" * (MOST_LINES + 1)}).status_code == 400
    assert not above.tasks.exists() and 'id="ghi-nhiem-vu"' not in page_of(annex, below)


def test_a_plan_above_is_never_laid_below(annex: Annex, below: Plan) -> None:
    above = name_superior(annex.commune, below, **ABOVE)
    assert above not in candidates(annex.commune, below) and below in candidates(annex.commune, above)
    with pytest.raises(ValidationError):
        name_superior(annex.commune, above, higher=below)


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("1. Tuyên truyền", "1", "Tuyên truyền"),
        ("II.3 Rà soát", "II.3", "Rà soát"),
        ("2.4 b) Báo cáo", "2.4.b", "Báo cáo"),
        ("2.4b) Báo cáo", "2.4.b", "Báo cáo"),
        ("đ) Lập sổ", "đ", "Lập sổ"),
        ("- Lập sổ", None, "Lập sổ"),
        ("12 tháng một lần báo cáo", None, "12 tháng một lần báo cáo"),
        ("15/12/2026 nộp báo cáo", None, "15/12/2026 nộp báo cáo"),
        ("1.000 người được nghe", None, "1.000 người được nghe"),
        ("a", None, "a"),
    ],
)
def test_a_number_before_the_words_is_the_code(line: str, code: str | None, title: str) -> None:
    (found,) = tasks_in(line)
    assert (found.code, found.title) == (code or "", title)


def test_today_is_no_day_to_come(annex: Annex, below: Plan) -> None:
    assert name_superior(annex.commune, below, **(ABOVE | {"issued_on": today()})).issued_on == today()
