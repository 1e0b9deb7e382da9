"""The working desk of the register: records by hand, questions, impact, following, the check of all bases."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import World, make_world, officer, person
from thuongton.audit.models import Event
from thuongton.cases.models import Case
from thuongton.documents.services import register_document
from thuongton.documents.services.links import make_link
from thuongton.keyring.models import RecordKey
from thuongton.law.importing.facts import ActFacts, facts_of
from thuongton.law.importing.sources import Candidate
from thuongton.law.models import ActOrder, ActQuestion, ActText, ImpactFinding, LegalAct, RegisterCheck
from thuongton.law.queries.bases import judged_paper
from thuongton.law.queries.following import changes_of
from thuongton.law.queries.impact import impacts_visible_to
from thuongton.law.queries.lacking import gaps_of, lacking
from thuongton.law.queries.quality import doubtful
from thuongton.law.queries.register import act_of, histories_of
from thuongton.law.services import by_hand, questions
from thuongton.law.services.checking import begin_check, check_register
from thuongton.law.services.following import changes_seen, follow
from thuongton.law.services.impact import find_impact, look_at
from thuongton.law.services.importing import import_acts
from thuongton.law.states import LegalState, state_on
from thuongton.law.text.places import place_of
from thuongton.people.models import Role, User
from thuongton.people.queries import today
from thuongton.plans.models import Plan, Task
from thuongton.web.forms.agreeing import NeedsAgreement
from vanban.model import Document, Source

pytestmark = pytest.mark.django_db

DECREE = """CHÍNH PHỦ
Số: 15/2003/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 19 tháng 02 năm 2003

NGHỊ ĐỊNH
Quy định về đê điều

Điều 1. Phạm vi
1. Nghị định này quy định về đê điều.
2. Bộ trưởng hướng dẫn chi tiết.

Điều 2. Hiệu lực
Nghị định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo.
"""
ENDS = """CHÍNH PHỦ
Số: 20/2010/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 10 tháng 3 năm 2010

NGHỊ ĐỊNH
Quy định về đê điều và kè

Điều 1. Phạm vi
Nghị định này quy định về đê và kè.

Điều 2. Hiệu lực
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2010.
2. Bãi bỏ Nghị định số 15/2003/NĐ-CP ngày 19 tháng 02 năm 2003 của Chính phủ Quy định về đê điều.
"""
MEDIATION = """QUỐC HỘI
Luật số: 35/2013/QH13
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 20 tháng 6 năm 2013

LUẬT
HÒA GIẢI Ở CƠ SỞ

Điều 21. Tiến hành hòa giải
1. Hòa giải trực tiếp.
2. Hòa giải bằng lời nói.

Điều 32. Hiệu lực
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2014.
"""
MEDIATION_AMENDED = """QUỐC HỘI
Luật số: 70/2026/QH16
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 20 tháng 6 năm 2026

LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT HÒA GIẢI Ở CƠ SỞ SỐ 35/2013/QH13

Điều 1. Sửa đổi, bổ sung một số điều của Luật Hòa giải ở cơ sở số 35/2013/QH13
1. Sửa đổi, bổ sung khoản 2 Điều 21 như sau:
“2. Hòa giải bằng lời nói hoặc qua mạng.”.

Điều 2. Hiệu lực
Luật này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2026.
"""
MEDIATION_ENDED = """QUỐC HỘI
Luật số: 71/2026/QH16
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 20 tháng 9 năm 2026

LUẬT
HÒA GIẢI MỚI

Điều 1. Hiệu lực
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 10 năm 2026.
2. Luật Hòa giải ở cơ sở số 35/2013/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.
"""
LOCAL = """ỦY BAN NHÂN DÂN TỈNH THỬ
Số: 07/2005/QĐ-UB
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tỉnh Thử, ngày 10 tháng 3 năm 2005

QUYẾT ĐỊNH
Quy chế hộ đê

Căn cứ Nghị định số 15/2003/NĐ-CP ngày 19 tháng 02 năm 2003 của Chính phủ Quy định về đê điều;

Điều 1. Quy chế
Theo khoản 2 Điều 1 Nghị định số 15/2003/NĐ-CP ngày 19 tháng 02 năm 2003 của Chính phủ.
"""


def take(*texts: str, place: str = "a.txt") -> Any:
    return import_acts(None, [Candidate(None, text, f"{number}-{place}") for number, text in enumerate(texts)])


def state(number: str, on: dt.date, known: dt.date | None = None) -> LegalState:
    act = act_of(number)
    histories, works = histories_of([act], known)
    return state_on(histories.of(works[act.pk]), place_of(None), on).state


def agreed(call: Any, *given: Any, **more: Any) -> Any:
    """Do an act in two steps: see what changes, agree to just that."""
    with pytest.raises(NeedsAgreement) as asked:
        call(*given, **more, agreed="")
    return call(*given, **more, agreed=asked.value.mark)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def keeper(world: World) -> User:
    return officer(world.justice, "giu-so")


def test_a_recorded_day_of_the_gazette_makes_the_unknown_known(keeper: User) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    day = dt.date(2003, 3, 25)
    assert state("15/2003/NĐ-CP", day) is LegalState.UNKNOWN
    by_hand.record_fact(keeper, act, "gazette_on", dt.date(2003, 3, 5), "Công báo số 21 ngày 05/3/2003")
    assert state("15/2003/NĐ-CP", day) is LegalState.IN_FORCE
    assert state("15/2003/NĐ-CP", dt.date(2003, 3, 19)) is LegalState.NOT_YET
    assert state("15/2003/NĐ-CP", day, known=today() - dt.timedelta(days=1)) is LegalState.UNKNOWN
    assert Event.objects.filter(action="Ghi tay một điều về văn bản", actor_user_id=keeper.pk).count() == 1


def test_a_record_that_is_withdrawn_never_revives_a_text_in_silence(keeper: User) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    agreed(by_hand.record_fact, keeper, act, "expired_on", dt.date(2012, 1, 1), "Thông báo 5/TB")
    assert state("15/2003/NĐ-CP", today()) is LegalState.EXPIRED
    record = act.records.get()
    with pytest.raises(NeedsAgreement) as asked:
        by_hand.withdraw(keeper, record, "Nhầm văn bản", agreed="")
    (changed,) = asked.value.shown["consequences"]
    assert changed.revives and (changed.before, changed.after) == (LegalState.EXPIRED, LegalState.IN_FORCE)
    assert state("15/2003/NĐ-CP", today()) is LegalState.EXPIRED
    record.refresh_from_db()
    assert record.withdrawn_at is None
    by_hand.withdraw(keeper, record, "Nhầm văn bản", agreed=asked.value.mark)
    assert state("15/2003/NĐ-CP", today()) is LegalState.IN_FORCE
    with pytest.raises(ValidationError, match="đã được rút"):
        by_hand.withdraw(keeper, record, "Lần nữa", agreed=None)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("issued_on", dt.date(1900, 1, 1), "trước khi có văn bản"),
        ("expired_on", dt.date(2150, 1, 1), "quá xa"),
        ("gazette_on", dt.date(2003, 1, 1), "trước ngày ban hành"),
        ("expired_on", dt.date(2001, 1, 1), "trước ngày ban hành"),
        ("issued_on", dt.date(2003, 2, 19), "không có gì để sửa"),
    ],
)
def test_days_that_cannot_be_are_refused_in_one_sentence(keeper: User, field: str, value: dt.date, said: str) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    with pytest.raises(ValidationError, match=said):
        by_hand.record_fact(keeper, act, field, value, "Công báo", reason="Sửa")
    assert not act.records.exists()


def test_what_stands_is_corrected_with_a_reason_alone(keeper: User) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    with pytest.raises(ValidationError, match="lý do"):
        by_hand.record_fact(keeper, act, "title", "Quy định về đê", "Công báo")
    by_hand.record_fact(keeper, act, "title", "Quy định về  đê", "Công báo", reason="In sai")
    act.refresh_from_db()
    assert (act.title, act.name_key) == ("Quy định về đê", "quy dinh ve de")
    with pytest.raises(ValidationError, match="nguồn"):
        by_hand.record_fact(keeper, act, "title", "Khác", " ", reason="x")


def test_an_order_that_was_looked_at_is_applied_and_says_by_whom(keeper: User) -> None:
    take(DECREE, ENDS)
    order = ActOrder.objects.get(act=act_of("20/2010/NĐ-CP"), kind="repeal")
    before = by_hand.record_order(keeper, order, "Công báo 2010", reason="đúng")
    assert before.field == "checked" and "Giu-So" in before.after
    history = histories_of([act_of("15/2003/NĐ-CP")])
    (step,) = history[0].of(history[1][act_of("15/2003/NĐ-CP").pk]).steps
    assert step.order.checked and not step.waits
    with pytest.raises(ValidationError, match="đã được ghi"):
        by_hand.record_order(keeper, order, "Công báo 2010")


def test_a_commune_reads_the_register_and_does_not_keep_it(world: World) -> None:
    take(DECREE)
    user = officer(world.commune, "xa")
    with pytest.raises(PermissionDenied, match="cấp tỉnh"):
        by_hand.record_fact(user, act_of("15/2003/NĐ-CP"), "gazette_on", dt.date(2003, 3, 5), "Công báo")
    with pytest.raises(PermissionDenied):
        find_impact(user, act_of("15/2003/NĐ-CP"))
    with pytest.raises(PermissionDenied):
        begin_check(person("kiem-tra", Role.INSPECTOR, world.justice))


def test_two_texts_of_one_number_are_a_question_and_no_overwrite(keeper: User) -> None:
    take(DECREE)
    other = DECREE.replace("hướng dẫn chi tiết", "quy định chi tiết")
    report = take(other, place="khac.txt")
    (asked,) = ActQuestion.objects.all()
    assert (asked.kind, asked.field, report.questions[0]["kind"]) == ("duplicate", "text", "duplicate")
    assert "hướng dẫn chi tiết" in ActText.objects.get().text
    with pytest.raises(ValidationError, match="lý do"):
        questions.answer_question(keeper, asked, "theirs", " ")
    questions.answer_question(keeper, asked, "theirs", "Bản in Công báo")
    assert "quy định chi tiết" in ActText.objects.get().text
    asked.refresh_from_db()
    assert "hướng dẫn chi tiết" in asked.theirs, "the text that was left stays readable"
    with pytest.raises(ValidationError, match="đã được quyết định"):
        questions.answer_question(keeper, asked, "ours", "Lần nữa")


def test_a_question_that_was_answered_is_asked_no_more(keeper: User) -> None:
    take(DECREE)
    other = DECREE.replace("hướng dẫn chi tiết", "quy định chi tiết")
    take(other, place="khac.txt")
    questions.answer_question(keeper, ActQuestion.objects.get(), "ours", "Bản kia là dự thảo")
    assert take(other, place="khac.txt").questions == []
    assert "hướng dẫn chi tiết" in ActText.objects.get().text


def test_two_acts_under_one_number_are_told_apart_by_issuer_or_day(keeper: User) -> None:
    take(DECREE)
    facts = ActFacts("15/2003/NĐ-CP", title="Quy định về rừng", issued_on=dt.date(2003, 2, 19))
    import_acts(None, [Candidate(facts, None, "bang.xlsx:2")])
    asked = ActQuestion.objects.get()
    assert asked.field == "title"
    with pytest.raises(ValidationError):
        questions.answer_question(keeper, asked, "both", "Hai văn bản", issued_on=dt.date(2003, 2, 19))
    made = questions.answer_question(keeper, asked, "both", "Hai văn bản", issued_on=dt.date(2003, 2, 20))
    assert made is not None and made.title == "Quy định về rừng"
    assert LegalAct.objects.filter(number_key="15/2003/NĐ-CP").count() == 2


def test_impact_names_the_dependants_of_the_clause_and_keeps_what_people_said(world: World, keeper: User) -> None:
    take(DECREE, ENDS, LOCAL)
    paper = register_document(None, world.commune, "outgoing", number="9/KH-UBND", title="Kế hoạch hộ đê")
    make_link(paper, "basis", None, "Nghị định số 15/2003/NĐ-CP ngày 19/02/2003")
    other = register_document(None, world.far_commune, "outgoing", number="9/KH-UBND", title="Kế hoạch xa")
    make_link(other, "basis", None, "Nghị định số 15/2003/NĐ-CP")
    act = act_of("20/2010/NĐ-CP")
    assert find_impact(keeper, act) == ImpactFinding.objects.count() > 0
    assert not any(row.unit_id for row in impacts_visible_to(keeper)), "records of units outside one's scope"
    above = officer(world.province, "tinh")
    seen = {(row.kind, row.name.split(" –")[0], row.role) for row in impacts_visible_to(above)}
    assert ("act", "07/2005/QĐ-UB", "basis") in seen
    assert ("paper", "Kế hoạch 9/KH-UBND", "basis") in seen
    assert not any(row.unit_id == world.far_commune.pk for row in impacts_visible_to(above))
    finding = ImpactFinding.objects.get(unit=world.commune)
    with pytest.raises(ValidationError, match="vì sao"):
        look_at(above, finding, "unaffected")
    look_at(above, finding, "unaffected", note="Kế hoạch đã xong năm 2004")
    assert find_impact(keeper, act) == 0
    finding.refresh_from_db()
    assert finding.state == "unaffected"
    with pytest.raises(PermissionDenied):
        look_at(officer(world.far_commune, "xa-xa"), finding, "seen")


def test_a_followed_act_tells_its_changes_until_they_are_seen(world: World) -> None:
    user = officer(world.commune, "theo-doi")
    take(DECREE)
    one = follow(user, act_of("15/2003/NĐ-CP"), provision="khoản 2 Điều 1")
    assert changes_of(user, today()) == []
    take(ENDS)
    (change,) = changes_of(user, today())
    assert change.order is not None and change.order.act.number == "20/2010/NĐ-CP"
    changes_seen(user, one)
    assert changes_of(user, today()) == []
    with pytest.raises(ValidationError, match="không phải một điều"):
        follow(user, act_of("15/2003/NĐ-CP"), provision="chỗ nào đó")


def test_what_is_cited_and_not_held_is_listed_by_how_often_and_resolves_itself() -> None:
    take(LOCAL)
    (first, *_rest) = lacking()
    assert (first.number, first.acts) == ("15/2003/NĐ-CP", 1)
    take(DECREE)
    assert lacking() == []
    assert gaps_of({"1/2020/NĐ-CP", "2/2020/NĐ-CP"}) == [], "two acts tell nothing of a series"


def test_quality_names_what_is_doubtful_and_acquits_what_says_so(keeper: User) -> None:
    rows = [
        ActFacts("1/2020/TT-BTP", issued_on=dt.date(2020, 5, 5), effective_on=dt.date(2020, 1, 1)),
        ActFacts("2/2020/TT-BTP", issued_on=dt.date(2020, 5, 5), effective_on=dt.date(2020, 6, 1),
                 expired_on=dt.date(2021, 1, 1), status="Còn hiệu lực"),
        ActFacts("123/QĐ-UBND", issuer="UBND tỉnh Thử", issued_on=dt.date(2020, 5, 5)),
        ActFacts("3/2020/TT-BTP", issued_on=dt.date(2020, 5, 5), effective_on=dt.date(2020, 6, 1),
                 status="Hết hiệu lực toàn bộ"),
    ]  # fmt: skip
    import_acts(None, [Candidate(one, None, f"bang:{number}") for number, one in enumerate(rows)])
    told = {(one.number, one.kind) for one in doubtful()}
    assert {("1/2020/TT-BTP", "effect-before-issue"), ("2/2020/TT-BTP", "status"), ("3/2020/TT-BTP", "status"),
            ("123/QĐ-UBND", "individual")} <= told  # fmt: skip
    LegalAct.objects.filter(number="1/2020/TT-BTP").update(effective_words="được áp dụng từ ngày 01 tháng 01 năm 2020")
    assert ("1/2020/TT-BTP", "effect-before-issue") not in {(one.number, one.kind) for one in doubtful()}


def test_an_act_that_amends_itself_and_a_circle_of_repeals_are_told_and_end() -> None:
    old = "15/2003/NĐ-CP ngày 19 tháng 02 năm 2003"
    itself = ENDS.replace(old, "20/2010/NĐ-CP ngày 10 tháng 3 năm 2010")
    one = ENDS.replace("20/2010/NĐ-CP", "21/2010/NĐ-CP").replace(old, "22/2010/NĐ-CP ngày 10 tháng 3 năm 2010")
    other = ENDS.replace("20/2010/NĐ-CP", "22/2010/NĐ-CP").replace(old, "21/2010/NĐ-CP ngày 10 tháng 3 năm 2010")
    take(itself, one, other)
    told = {one.kind: one.message for one in doubtful()}
    assert "21/2010/NĐ-CP và 22/2010/NĐ-CP" in told["in-circle"]
    assert state("20/2010/NĐ-CP", dt.date(2011, 1, 1)) is LegalState.IN_FORCE
    assert state("21/2010/NĐ-CP", dt.date(2011, 1, 1)) in (LegalState.EXPIRED, LegalState.UNKNOWN)


def test_look_alike_letters_and_decomposed_marks_are_one_act() -> None:
    take(DECREE)
    take(unicodedata.normalize("NFD", DECREE), place="nfd.txt")
    assert LegalAct.objects.count() == 1 and not ActQuestion.objects.exists()
    found = facts_of({"number": "15/2003/N\u00d0-C\u0420", "title": "Quy định về đê điều"})
    import_acts(None, [Candidate(found, None, "bang:1")])
    assert LegalAct.objects.count() == 1


def test_the_bases_of_the_whole_register_are_judged_as_of_each_act_and_again_without_doubling(keeper: User) -> None:
    wrong = LOCAL.replace("15/2003/NĐ-CP ngày 19 tháng 02 năm 2003 của Chính phủ Quy định",
                          "15/2003/NĐ-CP ngày 18 tháng 02 năm 2003 của Chính phủ Quy định")  # fmt: skip
    take(DECREE, wrong)
    for _time in range(2):
        check = begin_check(keeper)
        check_register.func(check.pk)
        check.refresh_from_db()
        assert check.done_at is not None and (check.place, check.faults) == (2, 1)
    assert [one.kind for one in doubtful()].count("basis") == 1
    RegisterCheck.objects.create(total=1)
    with pytest.raises(ValidationError, match="Đang kiểm tra"):
        begin_check(keeper)


def test_a_paper_is_judged_line_by_line() -> None:
    take(DECREE, ENDS)
    text = LOCAL.replace("19 tháng 02 năm 2003 của Chính phủ Quy", "18 tháng 02 năm 2003 của Chính phủ Quy")
    paper = judged_paper(Document(text, Source(name="-", format="txt", sha256="")), dt.date(2011, 1, 1))
    basis = paper.bases[0]
    assert [one.rule for one in basis.facts] == ["basis-day"]
    assert basis.state is LegalState.EXPIRED and paper.act_of(basis) == act_of("15/2003/NĐ-CP")


def test_tasks_and_open_cases_that_rest_on_a_clause_are_named_through_seams(world: World) -> None:
    key = RecordKey.objects.create(purpose="case", master="m", wrapped=b"k")
    Case.objects.create(
        unit=world.commune, kind="hoa_giai", version=1, year=2026, number=1, key=key, state="dang_hoa_giai",
        opened_on=dt.date(2026, 3, 10),
    )  # fmt: skip
    plan = Plan.objects.create(unit=world.commune, title="Kế hoạch", number="1/KH-UBND")
    Task.objects.create(
        plan=plan, unit=world.commune, code="1", title="Tập huấn Luật số 35/2013/QH13 cho hoà giải viên"
    )
    take(MEDIATION, MEDIATION_AMENDED, MEDIATION_ENDED)
    find_impact(None, act_of("70/2026/QH16"))
    told = {(row.kind, row.provision) for row in impacts_visible_to(officer(world.commune, "xa"))}
    assert ("case", "Điều 21") in told
    assert not any(kind == "task" for kind, _place in told), "a task that only names the act rests on no clause of it"
    find_impact(None, act_of("71/2026/QH16"))
    assert "task" in {row.kind for row in impacts_visible_to(officer(world.office, "vp"))} | {
        row.kind for row in ImpactFinding.objects.filter(act=act_of("71/2026/QH16"))
    }, "the end of the whole act touches whoever names it"
