"""Plan pages: what is shown is what goes out, every number opens its rows, and nothing grows with the rows."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as open_docx
from openpyxl import load_workbook

from plans.annex_world import QUARTER, Annex
from thuongton.plans.models import PartyRole, Plan, Task
from thuongton.plans.services.facts import cancel_task, declare
from thuongton.plans.status import State
from thuongton.web.lists.columns import words
from thuongton.web.lists.table import label_of
from thuongton.web.models import SavedView

LATER = dt.date(2027, 1, 15)
FILTERS = (
    "", "?trang-thai=running", "?trang-thai=waiting,not_due", "?thuong-xuyen=1", "?thuong-xuyen=0", "?q=de an",
    "?chua-giao=1", "?chua-co-san-pham=1", "?chua-co-han=1", "?cot=ma,nhiem-vu", "?cot=ma,thoi-han&trang-thai=running",
    "?theo=san-pham&trang-thai=running", "?trang-thai=khong-co&don-vi=abc&nhom=-1&cot=la",
)  # fmt: skip


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _as_words(cell: Any) -> str:
    return words(cell.date() if isinstance(cell, dt.datetime) else cell)


@pytest.mark.sweep
@pytest.mark.parametrize("query", FILTERS)
def test_excel_word_and_print_hold_exactly_the_rows_and_columns_of_the_page(annex: Annex, query: str) -> None:
    client = annex.client(annex.monitor)
    root = f"/ke-hoach/{annex.plan.pk}/"
    page = client.get(root + query)
    assert page.status_code == 200
    shown = page.context["shown"]
    columns = shown.asked.columns
    heads = [label_of(column) for column in columns]
    wanted = [tuple(words(column.printed(row)) for column in columns) for row in shown.rows]
    printed = list(client.get(f"{root}in/{query}").context["texts"])
    groups = {line for line in printed if isinstance(line, str)}
    assert [line for line in printed if not isinstance(line, str)] == wanted
    sheet = load_workbook(io.BytesIO(_body(client.get(root + "xuat.xlsx" + query)))).active
    cells = [tuple(_as_words(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    at = cells.index(tuple(heads))
    assert [row for row in cells[at + 1 :] if row[0] not in groups] == wanted
    paper = open_docx(io.BytesIO(_body(client.get(root + "xuat.docx" + query))))
    table = next(each for each in paper.tables if [cell.text for cell in each.rows[0].cells] == heads)
    written = [tuple(cell.text for cell in row.cells) for row in table.rows[1:]]
    assert [row for row in written if row[0] not in groups] == wanted


def test_a_day_is_a_day_in_excel_and_the_file_is_called_as_the_plan(annex: Annex) -> None:
    answer = annex.client(annex.monitor).get(f"/ke-hoach/{annex.plan.pk}/xuat.xlsx?q=Xây dựng Đề án đổi mới")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="444-KH-UBND-2026-')
    sheet = load_workbook(io.BytesIO(_body(answer))).active
    days = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, dt.datetime)]
    assert [day.date() for day in days] == [dt.date(2027, 12, 31)]


def test_declared_and_proven_stand_side_by_side(annex: Annex) -> None:
    client, root = annex.client(annex.monitor), f"/ke-hoach/{annex.plan.pk}/"
    for lens in ("", "?theo=san-pham"):
        rows = {row.task.code: row for row in client.get(root + lens).context["shown"].rows}
        assert rows["B.III.1"].declared is State.DONE_EARLY
        assert not rows["B.III.1"].proven.done
    page = client.get(root).content.decode()
    assert re.search(r"<b>0</b> <span>chứng minh</span>", page)
    assert page.count("<span>Chưa chứng minh</span>") == 4


def test_the_panel_of_a_task_shows_both_halves_and_why(annex: Annex) -> None:
    client = annex.client(annex.monitor, None)
    address = f"/ke-hoach/nhiem-vu/{annex.task('B.III.1').pk}/xem-nhanh/"
    words_ = client.get(address).content.decode()
    for text in ("Đơn vị khai báo", "Sản phẩm chứng minh", "Vì sao có hạn này?", "31/12/2027", "Nộp sản phẩm"):
        assert text in words_
    assert annex.client(annex.stranger).get(address).status_code == 404
    rewound = client.get(f"{address}?tinh-den=2026-03-31").content.decode()
    assert "Nộp sản phẩm" not in rewound


def test_ticked_rows_go_out_alone(annex: Annex) -> None:
    client, root = annex.client(annex.monitor), f"/ke-hoach/{annex.plan.pk}/"
    two = [annex.task("B.II.2").pk, annex.task("B.III.1").pk]
    answer = client.get(f"{root}xuat.xlsx?cot=ma&dong={two[0]}&dong={two[1]}")
    sheet = load_workbook(io.BytesIO(_body(answer))).active
    codes = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert [code for code in codes if code in ("B.II.2", "B.III.1", "B.II.3")] == ["B.II.2", "B.III.1"]


def _text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_sum_of_the_plan_stands_below_whatever_is_filtered(annex: Annex) -> None:
    client = annex.client(annex.monitor)
    page = _text(client.get(f"/ke-hoach/{annex.plan.pk}/"))
    assert "42 nhiệm vụ: 23 thường xuyên + 19 có thời hạn = 42" in page
    narrowed = _text(client.get(f"/ke-hoach/{annex.plan.pk}/?trang-thai=running"))
    assert "Đang hiện 6 trên 42 nhiệm vụ." in narrowed
    cancel_task(annex.monitor, annex.task("B.IV.1"), "Đã dừng theo Kết luận", on=QUARTER)
    page = _text(client.get(f"/ke-hoach/{annex.plan.pk}/"))
    assert "42 nhiệm vụ: 23 thường xuyên + 18 có thời hạn + 1 đã huỷ, điều chỉnh = 42" in page


def test_several_leads_or_none_are_shown_as_printed_with_a_warning(annex: Annex) -> None:
    annex.task("B.II.2").parties.filter(role=PartyRole.LEAD).delete()
    client = annex.client(annex.monitor)
    page = client.get(f"/ke-hoach/{annex.plan.pk}/").content.decode()
    printed = client.get(f"/ke-hoach/{annex.plan.pk}/in/").content.decode()
    for paper in (page, printed):
        assert "18 nhiệm vụ có nhiều cơ quan chủ trì hoặc giao chung cho một nhóm cơ quan" in paper
    assert "1 nhiệm vụ văn bản chưa giao cơ quan chủ trì." in printed
    assert "1 việc chưa giao chủ trì" in page
    rows = client.get(f"/ke-hoach/{annex.plan.pk}/?chua-giao=1").context["shown"].rows
    assert [row.task.code for row in rows] == ["B.II.2"]


def test_the_lens_and_the_day_change_the_numbers(annex: Annex) -> None:
    root = f"/ke-hoach/{annex.plan.pk}/"
    client = annex.client(annex.monitor)
    declared, proven = client.get(root).context["counted"], client.get(root + "?theo=san-pham").context["counted"]
    assert (declared[State.RUNNING], proven[State.RUNNING]) == (6, 10)
    assert not any(proven[state] for state in State if state.done)
    late = annex.client(annex.monitor, LATER).get(root)
    assert late.context["counted"][State.OVERDUE] > 0
    assert "Đang xem ngày 15/1/2027." in late.content.decode()
    asked = client.get(root + "?tinh-den=2026-03-30").context["counted"]
    assert not any(asked[state] for state in State if state.done)


def test_saved_views_are_ones_own(annex: Annex) -> None:
    client, other = annex.client(annex.monitor), annex.client(annex.officer)
    keep = f"/ke-hoach/{annex.plan.pk}/khung-nhin/"
    client.post(keep, {"ten": "Việc tháng này", "query": "trang-thai=running"})
    assert "Việc tháng này" in client.get(f"/ke-hoach/{annex.plan.pk}/").content.decode()
    assert "Việc tháng này" not in other.get(f"/ke-hoach/{annex.plan.pk}/").content.decode()
    view = SavedView.objects.get()
    other.post(keep, {"bo": view.pk, "query": ""})
    assert SavedView.objects.count() == 1
    answer = client.post(keep, {"ten": "  ", "query": "q=a"}, follow=True).content.decode()
    assert "Hãy đặt tên cho khung nhìn." in answer
    client.post(keep, {"bo": view.pk, "query": ""})
    assert not SavedView.objects.exists()


def test_a_saved_view_is_not_written_over_from_a_page_that_did_not_list_it(annex: Annex) -> None:
    client, page = annex.client(annex.monitor), f"/ke-hoach/{annex.plan.pk}/"
    old = client.get(page).context["seen_views"]
    sent = {"ten": "Đang làm", "seen": old}
    client.post(f"{page}khung-nhin/", {**sent, "query": "trang-thai=running"})
    told = client.post(f"{page}khung-nhin/", {**sent, "query": "q=a"}, follow=True).content.decode()
    assert "vừa được lưu khác đi" in told and SavedView.objects.get().query == "trang-thai=running"
    now = client.get(page).context["seen_views"]
    client.post(f"{page}khung-nhin/", {**sent, "seen": now, "query": "q=a"})
    assert SavedView.objects.get().query == "q=a"


def test_the_list_counts_as_the_plan_page_does(annex: Annex) -> None:
    client = annex.client(annex.monitor)
    page = client.get("/ke-hoach/")
    (line,) = page.context["shown"].rows
    assert (line.plan, line.row.total) == (annex.plan, 42)
    assert line.row.counted == client.get(f"/ke-hoach/{line.plan.pk}/").context["counted"]
    assert page.content.decode().count("Nhập từ bảng Excel") == 1
    assert client.get("/ke-hoach/?q=khong co chu nay").context["shown"].rows == []
    assert client.get("/ke-hoach/?q=nghi quyet 66&nam=2025").context["shown"].total == 1
    assert client.get("/ke-hoach/?loai=doi-chieu").context["shown"].total == 0


def test_the_list_of_plans_goes_out_as_it_stands(annex: Annex) -> None:
    other = Plan.objects.create(unit=annex.plan.unit, title="Chỉ xem cho biết")
    client = annex.client(annex.monitor)
    page = client.get("/ke-hoach/")
    assert [line.heading or line.row.plan for line in page.context["shown"].lines] == [
        annex.plan, "Chỉ để đối chiếu", other
    ]  # fmt: skip
    sheet = load_workbook(io.BytesIO(_body(client.get("/ke-hoach/xuat.xlsx?cot=so,nhiem-vu,qua-han,xong")))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] is not None]
    assert rows == [("Số", "Nhiệm vụ", "Quá hạn", "Xong"), ("444/KH-UBND", 42, 0, 4), ("(chưa có số)", 0, 0, 0)]
    assert "(chưa có số)" in _text(client.get("/ke-hoach/in/"))
    assert annex.client(annex.stranger).get("/ke-hoach/").context["shown"].rows == []


def _numbers(client: Client, address: str, within: str) -> Iterator[tuple[str, int]]:
    page = client.get(address).content.decode()
    for link, number in re.findall(
        r'<a [^>]*href="([^"]+)"[^>]*>\s*(?:<span[^>]*>[^<]*</span>|<svg.*?</svg>)?'
        r"\s*(?:<b>)?([\d.]+)\b[^<]*(?:</b>.*?)?</a>",
        page,
    ):
        link = unescape(link)
        if link.startswith("?"):
            link = address.split("?")[0] + link
        if within in link:
            yield link, int(number.replace(".", ""))


def _shown(client: Client, link: str) -> int:
    context = client.get(link).context
    number: int = context["shown"].total
    return number


@pytest.mark.parametrize("day", [QUARTER, LATER])
@pytest.mark.sweep
@pytest.mark.parametrize("lens", ["", "?theo=san-pham"])
@pytest.mark.parametrize(
    ("address", "opens", "least"),
    [
        ("/bang-lanh-dao/", "/nhiem-vu/", 8),
        ("/", "/nhiem-vu/", 1),
        ("/ke-hoach/{plan}/theo-don-vi/", "/ke-hoach/", 8),
        ("/ke-hoach/{plan}/", "trang-thai=", 4),
        ("/ke-hoach/", "trang-thai=", 4),
        ("/ke-hoach/nhiem-vu/", "/nhiem-vu/", 4),
        ("/ke-hoach/{plan}/so-sanh/", "trang-thai=", 4),
        ("/don-vi/{unit}/cong-viec/", "/nhiem-vu/", 2),
    ],
)
def test_every_number_opens_as_many_rows(
    annex: Annex, address: str, opens: str, least: int, lens: str, day: dt.date
) -> None:
    client = annex.client(annex.monitor, day)
    address = address.format(plan=annex.plan.pk, unit=annex.units["Hà Tĩnh/Sở Tư pháp"].pk) + lens
    links = list(dict.fromkeys(_numbers(client, address, opens)))
    assert len(links) >= least
    wrong = [(link, number, shown) for link, number in links if (shown := _shown(client, link)) != number]
    assert not wrong


def test_the_timeline_and_the_comparison(annex: Annex) -> None:
    client = annex.client(annex.monitor)
    time = client.get(f"/ke-hoach/{annex.plan.pk}/dong-thoi-gian/")
    bars, undated = time.context["time"].bars, time.context["time"].undated
    assert len(bars) + len(undated) == 42
    pairs = client.get(f"/ke-hoach/{annex.plan.pk}/so-sanh/?truoc=2026-03-30").context["pairs"]
    assert len([pair for pair in pairs if pair.restated]) == 10
    assert client.get(f"/ke-hoach/{annex.plan.pk}/so-sanh/?truoc=hom-qua").status_code == 200


def test_the_history_is_read_in_scope(annex: Annex) -> None:
    declare(annex.monitor, annex.task("B.II.2"), "in_progress", QUARTER)
    address = f"/ke-hoach/{annex.plan.pk}/lich-su/"
    assert "Đưa kế hoạch vào theo dõi" in annex.client(annex.monitor).get(address).content.decode()
    assert annex.client(annex.commune).get(address).context["events"] == []


@pytest.mark.parametrize(
    "tab", ["", "theo-don-vi/", "dong-thoi-gian/", "so-sanh/", "lich-su/", "xuat.xlsx", "bao-cao/"]
)
def test_other_provinces_and_plans_that_are_not_there(annex: Annex, tab: str) -> None:
    assert annex.client(annex.stranger).get(f"/ke-hoach/{annex.plan.pk}/{tab}").status_code == 404
    assert annex.client(annex.monitor).get(f"/ke-hoach/999999/{tab}").status_code == 404
    assert Client().get(f"/ke-hoach/{annex.plan.pk}/{tab}").status_code == 302


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize(
    "address",
    [
        "/ke-hoach/{plan}/", "/ke-hoach/{plan}/bao-cao/", "/ke-hoach/{plan}/theo-don-vi/",
        "/ke-hoach/{plan}/dong-thoi-gian/", "/ke-hoach/", "/ke-hoach/nhiem-vu/", "/ke-hoach/nhiem-vu/{task}/",
        "/bang-lanh-dao/", "/",
    ],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_rows(annex: Annex, address: str) -> None:
    client = annex.client(annex.monitor)
    address = address.format(plan=annex.plan.pk, task=annex.task("B.III.1").pk)
    tasks = list(annex.plan.tasks.prefetch_related("parties"))
    for number in range(8):
        copy = Task.objects.create(
            plan=annex.plan, unit=annex.plan.unit, code=f"C.{number}", title=f"Việc {number}", order=900 + number,
            due=dt.date(2026, 2, 1), started_on=dt.date(2026, 1, 1), kind="fixed",
        )  # fmt: skip
        copy.parties.create(role="lead", name="Sở Tư pháp", unit=annex.units["Hà Tĩnh/Sở Tư pháp"])
    many = _queries(client, address)
    kept = [
        annex.task("B.III.1").pk,
        annex.task("C.0").pk,
        *(task.pk for task in tasks if task.code in ("A.I.1", "B.II.2", "B.II.6", "B.VI.2")),
    ]
    Task.objects.filter(plan=annex.plan).exclude(pk__in=kept).delete()
    assert Plan.objects.get(pk=annex.plan.pk).tasks.count() == 6
    few = _queries(client, address)
    assert few <= many <= few + 2
    assert many < 70
