"""«Đối chiếu số liệu»: chosen papers, verdicts with their passages, the same rows on paper and in Excel."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as open_docx

from documents.test_check_page import made
from factories import officer, person
from thuongton.documents.models import Document
from thuongton.documents.queries.review import texts_for
from thuongton.documents.reconciling import reconciled
from thuongton.documents.services import register_document

REPORT = """ỦY BAN NHÂN DÂN
XÃ MỘT

Số: {number}/BC-UBND

BÁO CÁO
Kết quả rà soát văn bản

Qua rà soát, có tổng số {whole} văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị.
"""


@pytest.fixture
def papers(world) -> list[Document]:
    """A report whose sum is right, one whose sum is not, and one without a text."""
    right, wrong = (
        made(world.commune, REPORT.format(number=number, whole=whole), number=f"{number}/BC-UBND", issuer="UBND xã Một")
        for number, whole in ((11, "1.127"), (12, "1.130"))
    )
    bare = register_document(None, world.commune, "incoming", title="Chưa có tệp", arrival_no=1)
    return [right, wrong, bare]


def asked(*papers: Document) -> str:
    """The parameters that choose papers."""
    return "&".join(f"van-ban={paper.pk}" for paper in papers)


def test_verdicts_stand_with_what_differs_first(papers, clerk) -> None:
    rows = reconciled([one for one in texts_for(clerk, [paper.pk for paper in papers]) if one[1]])
    assert rows[0].verdict == "lệch" and rows[-1].verdict == "khớp"
    (sums,) = [row for row in rows if row.statement == "268 + 838 + 21 ≠ 1.130"]
    assert sums.gap == "3" and "thiếu 3" in sums.hypothesis
    whole = sums.parts[-1]
    assert (whole.paper, whole.value, whole.quote) == (papers[1], "1.130", "1.130")
    assert "có tổng số 1.130 văn bản" in whole.words


def test_page_print_and_excel_have_the_same_rows(papers, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get(f"/van-ban/doi-chieu/?{asked(*papers)}").content.decode()
    paper = client.get(f"/van-ban/doi-chieu/in/?{asked(*papers)}").content.decode()
    answer = client.get(f"/van-ban/doi-chieu/xuat.xlsx?{asked(*papers)}")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4)]
    for row in cells:
        assert row[1] in page and row[1] in paper
    assert cells[0][0] == "lệch" and cells[0][3] == "3" and "12/BC-UBND" in cells[0][2]
    assert ">Lệch</span>" in page and page.count('<details class="verdict" open') < page.count(
        '<details class="verdict"'
    )
    word = client.get(f"/van-ban/doi-chieu/xuat.docx?{asked(*papers)}")
    grid = max(open_docx(io.BytesIO(b"".join(word.streaming_content))).tables, key=lambda one: len(one.rows))
    assert [line.cells[1].text for line in grid.rows[1:]] == [row[1] for row in cells]
    assert f"/van-ban/{papers[1].pk}/soat/?tu=" in page and "#nguon-cho-xem" in page
    assert "1 văn bản chưa có nội dung máy đọc được" in page and "chưa có số" in page


def test_a_passage_opens_marked_in_its_source(papers, clerk, client) -> None:
    client.force_login(clerk)
    rows = reconciled(texts_for(clerk, [papers[1].pk]))
    one = rows[0].parts[-1]
    page = client.get(f"/van-ban/{papers[1].pk}/soat/?tu={one.start}&den={one.end}").content.decode()
    assert 'id="nguon-cho-xem"' in page and "m-passage" in page


def test_papers_are_chosen_by_search_and_from_the_register(papers, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get(f"/van-ban/doi-chieu/?q=11/BC-UBND&{asked(papers[1])}").content.decode()
    assert page.count('type="checkbox" name="van-ban"') == 2 and "Tìm thấy với" in page
    assert "Không tìm thấy" in client.get("/van-ban/doi-chieu/?q=khong-co-gi").content.decode()
    register = client.get("/van-ban/so-di/").content.decode()
    assert register.count('form="nhieu-dong" name="dong"') == 2 and 'action="/van-ban/doi-chieu/"' in register


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Chưa chọn văn bản nào"),
        ("van-ban=x&van-ban=-1&van-ban=99999999999999999999", "Chưa chọn văn bản nào"),
        ("van-ban=999999", "Chưa chọn văn bản nào"),
    ],
)
def test_nothing_chosen_is_said_calmly(query, words, papers, clerk, client) -> None:
    client.force_login(clerk)
    assert words in client.get(f"/van-ban/doi-chieu/?{query}").content.decode()
    assert client.get(f"/van-ban/doi-chieu/in/?{query}").status_code == 200
    assert client.get(f"/van-ban/doi-chieu/xuat.xlsx?{query}").status_code == 200


def test_too_many_and_too_long_are_said_calmly(papers, world, clerk, client, monkeypatch) -> None:
    client.force_login(clerk)
    more = [register_document(None, world.commune, "incoming", title=f"Số {n}", arrival_no=n + 2) for n in range(12)]
    page = client.get(f"/van-ban/doi-chieu/?{asked(*papers, *more)}").content.decode()
    assert "chỉ đối chiếu 12 văn bản" in page
    monkeypatch.setattr("thuongton.documents.reconciling.MOST_TEXT", 10)
    page = client.get(f"/van-ban/doi-chieu/?{asked(*papers)}").content.decode()
    assert "quá dài để đối chiếu" in page and ">Lệch</span>" not in page
    alone = client.get(f"/van-ban/doi-chieu/?{asked(papers[2])}").content.decode()
    assert "chưa có nội dung máy đọc được" in alone


@pytest.mark.parametrize(
    ("role", "unit"), [("officer", "other_commune"), ("officer", "far_province"), ("citizen", None)]
)
def test_strangers_see_no_paper(role, unit, papers, world, client) -> None:
    client.force_login(person("ai-do", role, getattr(world, unit) if unit else None))
    for address in ("", "in/"):
        page = client.get(f"/van-ban/doi-chieu/{address}?{asked(*papers)}&q=BC").content.decode()
        assert "BC-UBND" not in page and "1.130" not in page


def test_more_papers_ask_no_more_of_the_database(papers, world, client) -> None:
    client.force_login(officer(world.province, "tinh"))
    counts = []
    for chosen in (papers[:1], papers):
        client.get("/van-ban/doi-chieu/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/van-ban/doi-chieu/?{asked(*chosen)}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
