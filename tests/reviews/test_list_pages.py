"""The pages of the lists and figures of a campaign: what opens, what is signed, what every number leads to."""

from __future__ import annotations

import io
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from factories import officer, person
from reviews.lists_of_tests import FIXED, judge, make_campaign
from thuongton.law.commands import UnusableQuestion
from thuongton.people.models import Role, User
from thuongton.reviews.lists.membership import ListKind
from thuongton.reviews.lists.papers import PaperKind
from thuongton.reviews.lists_command import run_lists
from thuongton.reviews.models import Campaign, ListLayout, SignedList
from thuongton.reviews.services.lists import lay_out, sign_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(world: Any) -> User:
    return person("lanh-dao", Role.LEADER, world.province)


@pytest.fixture
def campaign(world: Any, leader: User) -> Campaign:
    made = make_campaign(world.province, leader)
    judge(made.rows.get(number="3/2024/QĐ-UBND"), leader, "thay_the", reason="Trái luật mới")
    judge(made.rows.get(number="5/2022/QĐ-UBND"), leader, "tiep_tuc_hieu_luc")
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def words(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_pages_open_for_the_scope_and_for_nobody_else(campaign: Campaign, leader: User, world: Any) -> None:
    pages = [reverse(f"reviews:{name}", args=[campaign.pk]) for name in ("lists", "figures", "figure-rows", "layouts")]
    pages += [reverse("reviews:listed-word", args=[campaign.pk, kind]) for kind in ListKind]
    pages += [reverse("reviews:listed-excel", args=[campaign.pk, "expired"])]
    pages += [reverse("reviews:draft-word", args=[campaign.pk, kind]) for kind in PaperKind]
    pages += [reverse("reviews:draft-excel", args=[campaign.pk, "system"])]
    pages += [reverse("reviews:conclusion", args=[campaign.pk, campaign.rows.first().pk])]
    mine, far = signed_in(officer(world.province, "vien")), signed_in(officer(world.far_commune, "xa"))
    for page in pages:
        assert mine.get(page).status_code == 200, page
        assert far.get(page).status_code == 404, page
    for name, wrong in (("listed-word", "khong-co"), ("draft-word", "khong-co"), ("conclusion", 10**9)):
        assert mine.get(reverse(f"reviews:{name}", args=[campaign.pk, wrong])).status_code == 404


def test_every_number_leads_to_so_many_rows(campaign: Campaign, leader: User) -> None:
    client = signed_in(leader)
    page = client.get(reverse("reviews:figures", args=[campaign.pk]))
    assert "Tổng số 09 văn bản" in page.content.decode()
    seen = 0
    for table in page.context["tables"]:
        for row in (*table["rows"], table["foot"]):
            assert row.total.number == sum(one.number for one in row.cells[:3]) == sum(c.number for c in row.cells[3:])
            for one in (row.total, *row.cells):
                rows = client.get(one.address)
                assert not rows.context["asked"].faults, one.address
                assert rows.context["shown"].total == one.number, one.address
                seen += 1
    assert seen > 20
    row = campaign.rows.get(number="3/2024/QĐ-UBND")
    handled = client.get(f"{reverse('reviews:figure-rows', args=[campaign.pk])}?xu-ly=decided").content.decode()
    assert reverse("reviews:conclusion", args=[campaign.pk, row.pk]) in handled
    lists = client.get(reverse("reviews:lists", args=[campaign.pk]))
    for line in (*lists.context["lines"], *lists.context["others"]):
        address = f"{reverse('reviews:figure-rows', args=[campaign.pk])}?danh-muc={line.kind}"
        assert client.get(address).context["shown"].total == line.number


def test_a_list_is_signed_on_the_page_and_the_page_tells_what_changed(campaign: Campaign, leader: User) -> None:
    client, at = signed_in(leader), reverse("reviews:lists", args=[campaign.pk])
    sent = {"van-ban": "system", "an-dinh": "31/12/2025", "nguoi-ky": "Nguyễn A", "chuc-vu": "Chủ tịch"}
    assert client.post(reverse("reviews:lists-sign", args=[campaign.pk]), sent).status_code == 302
    signed = SignedList.objects.get()
    assert "Các dòng nay vẫn như khi khoá." in client.get(at).content.decode()
    again = client.post(reverse("reviews:lists-sign", args=[campaign.pk]), sent)
    assert again.status_code == 400 and "đã ký danh mục này, số 01/QĐ-UBND" in again.content.decode()
    paper = body(client.get(reverse("reviews:signed-word", args=[signed.pk])))
    text = words(paper)
    assert "Số: 01/QĐ-UBND" in text and "Nguyễn A" in text and "3/2024/QĐ-UBND" in text
    assert text.count("ẫu chính thức chưa nạp") == 1
    row = campaign.rows.get(number="3/2024/QĐ-UBND")
    row.decision = None
    row.save()
    shown = client.get(at).content.decode()
    assert re.search(r"Quyết định về 1 văn bản đã được rút sau khi ký 01/QĐ-UBND", shown) and "không còn" in shown
    assert body(client.get(reverse("reviews:signed-word", args=[signed.pk]))) == paper
    assert client.get(signed.printout.get_absolute_url()).status_code == 200
    gone = {"danh-muc": signed.pk, "ly-do": "Sót văn bản"}
    assert client.post(reverse("reviews:lists-withdraw", args=[campaign.pk]), gone).status_code == 302
    assert "đã thu hồi" in client.get(at).content.decode()


def test_a_print_that_was_meddled_with_is_not_printed(campaign: Campaign, leader: User) -> None:
    signed = sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    printout = signed.printout
    printout.body = printout.body | {"title": "Khác"}
    printout.save()
    client = signed_in(leader)
    for name in ("signed-word", "signed-excel"):
        assert client.get(reverse(f"reviews:{name}", args=[signed.pk])).status_code == 409
    assert "không còn như lúc in" in client.get(reverse("reviews:lists", args=[campaign.pk])).content.decode()


def test_columns_are_typed_on_their_page(campaign: Campaign, leader: User, world: Any) -> None:
    client = signed_in(leader)
    sent = {"danh-muc": "expired", "cot": "tt\nso | Số văn bản | 40\nten"}
    assert client.post(reverse("reviews:layouts-save", args=[campaign.pk]), sent).status_code == 302
    book = openpyxl.load_workbook(
        io.BytesIO(body(client.get(reverse("reviews:listed-excel", args=[campaign.pk, "expired"]))))
    )
    assert any(cell.value == "Số văn bản" for line in book.active.iter_rows() for cell in line)
    wrong = client.post(reverse("reviews:layouts-save", args=[campaign.pk]), sent | {"cot": "so\nkhong"})
    assert wrong.status_code == 400 and "Dòng 2: «khong»" in wrong.content.decode()
    drop = {"danh-muc": "expired"}
    assert client.post(reverse("reviews:layouts-drop", args=[campaign.pk]), drop).status_code == 302
    assert not ListLayout.objects.filter(withdrawn_at=None).exists()
    viewer = signed_in(officer(world.province, "vien"))
    assert viewer.post(reverse("reviews:layouts-save", args=[campaign.pk]), sent).status_code == 403
    lay_out(leader, world.province, "partly", "so")


def test_the_command_writes_every_list_and_says_the_sentence(
    campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = Namespace(campaign=str(campaign.pk), on="2025-12-31", out=str(tmp_path / "ra"), json=False)
    assert run_lists(options) == 1
    assert capsys.readouterr().out.startswith("Tổng số 09 văn bản, gồm 01 nghị quyết, 08 quyết định.")
    names = {path.name for path in (tmp_path / "ra").iterdir()}
    assert len(names) == 2 * (len(ListKind) + len(PaperKind)) and "danh-muc-to_handle.docx" in names
    assert "3/2024/QĐ-UBND" in words((tmp_path / "ra" / "danh-muc-to_handle.docx").read_bytes())
    first = (tmp_path / "ra" / "du-thao-system.xlsx").read_bytes()
    run_lists(options)
    assert (tmp_path / "ra" / "du-thao-system.xlsx").read_bytes() == first
    for wrong in ({"campaign": "không có"}, {"on": "hôm qua"}):
        with pytest.raises(UnusableQuestion):
            run_lists(Namespace(**{**vars(options), **wrong}))
