"""The page «Thêm một sổ trong mười phút»: its examples are files without findings, and a case runs through them."""

from __future__ import annotations

import re
from pathlib import Path

from cases.story import day
from thuongton.calendars.terms.files import shipped_calendar
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import act_from
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.counting import FormWindow, RecordedCase, count_form, views_of
from thuongton.cases.statistics.form_files import read_form

PAGE = Path(__file__).resolve().parents[2] / "docs" / "kinds.md"
KIND, FORM = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
ACTS = [
    {"do": "nop_don", "on": "2026-03-02", "by": "congchuc", "data": {"ho_ten": "Người Mẫu", "hang": "nguoi_lon"}},
    {"do": "duyet", "on": "2026-03-10", "by": "lanhdao"},
]


def kind() -> CaseKind:
    made, found = read_kind("docs.yaml", KIND.encode())
    assert found == [] and made is not None
    return made


def test_the_kind_of_the_page_runs_as_it_stands() -> None:
    time = Timekeeper(shipped_calendar().calendar)
    acts = [act_from(one) for one in ACTS]
    for number, act in enumerate(acts):
        assert judge(fold(kind(), acts[:number], time), act, time).ok
    case = fold(kind(), acts, time)
    assert case.state == "hoi_vien"
    assert case.clocks["duyet"].status(acts[-1].on, False, time) == "done_late"  # due on 9/3


def test_the_form_of_the_page_counts_it() -> None:
    made = kind()
    form, found = read_form("docs.yaml", FORM.encode(), {made.kind: (made,)})
    assert found == []
    window = FormWindow(day("2026-01-01"), day("2026-12-31"))
    record = RecordedCase("1", "", made, [act_from(one) for one in ACTS])
    count = count_form(form, views_of([record], window, Timekeeper(shipped_calendar().calendar)), window)
    assert count.cells == {"1": 1, "2": 1, "3": 0}
    assert [one.holds for one in count.identities] == [True]
