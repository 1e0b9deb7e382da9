"""Official consolidated texts: recognised, read without their notes, without force, laid beside our text of the day."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from factories import make_world, officer
from law import labels
from thuongton.cli import main
from thuongton.law.importing.sources import candidates
from thuongton.law.models import ActMention, ActOrder, LegalAct
from thuongton.law.official import articles, official_head, read_official
from thuongton.law.services.importing import ImportReport, import_acts
from thuongton.law.text.letters import first_difference, letters

BASE = """Điều 1. Phạm vi
1. Luật này quy định về phòng chống lũ.
2. Chính phủ quy định chi tiết.

Điều 2. Trách nhiệm
a) Bộ lo đê.

Điều 3. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020."""
HEAD = "QUỐC HỘI\nLuật số: {}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 10 tháng 6 năm {}\n\nLUẬT\n{}\n\n"
LAW = HEAD.format("10/2019/QH14", 2019, "PHÒNG CHỐNG LŨ") + BASE
AMENDS = (
    HEAD.format("20/2021/QH15", 2021, "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÒNG CHỐNG LŨ")
    + """Điều 1. Sửa đổi, bổ sung một số điều của Luật Phòng chống lũ số 10/2019/QH14
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Bộ trưởng quy định chi tiết.”.
2. Bổ sung điểm b vào sau điểm a Điều 2 như sau:
“b) Tỉnh lo hộ đê.”.

Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.
"""
)
OPENING = """Luật Phòng chống lũ số 10/2019/QH14 ngày 10 tháng 6 năm 2019 của Quốc hội, có hiệu lực kể từ ngày 01 tháng 01 năm 2020, được sửa đổi, bổ sung bởi:
Luật số 20/2021/QH15 ngày 10 tháng 6 năm 2021 của Quốc hội sửa đổi, bổ sung một số điều của Luật Phòng chống lũ, có hiệu lực kể từ ngày 01 tháng 01 năm 2022.
"""  # noqa: E501
BODY = """Căn cứ Hiến pháp;
Quốc hội ban hành Luật Phòng chống lũ[1].
Điều 1. Phạm vi
1. Luật này quy định về phòng chống lũ.
2.[2] Bộ trưởng quy định chi tiết.
Điều 2. Trách nhiệm
a) Bộ lo đê.
b)[3] Tỉnh lo hộ đê.
Điều 3. Hiệu lực thi hành[4]
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020./.
"""
SIGNED = "XÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 30/VBHN-VPQH\nHà Nội, ngày 02 tháng 8 năm 2022\nCHỦ NHIỆM\n"
_OF = (
    "của Luật số 20/2021/QH15 sửa đổi, bổ sung một số điều của Luật Phòng chống lũ, "
    "có hiệu lực kể từ ngày 01 tháng 01 năm 2022."
)
NOTES = f"""[1] Luật số 20/2021/QH15 sửa đổi, bổ sung một số điều của Luật Phòng chống lũ có căn cứ ban hành như sau: “Căn cứ Hiến pháp;”.
[2] Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 1 {_OF}
[3] Điểm này được bổ sung theo quy định tại khoản 2 Điều 1 {_OF}
[4] Điều 2 của Luật số 20/2021/QH15 quy định như sau:
“Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.”
"""  # noqa: E501
TEXT = "VĂN PHÒNG QUỐC HỘI\nLUẬT\nPHÒNG CHỐNG LŨ\n" + OPENING + BODY + SIGNED + NOTES


def _raised(text: str) -> str:
    return re.sub(r"\[(\d)\]", lambda found: "⁰¹²³⁴"[int(found[1])], text)


def _stuck(text: str) -> str:
    return re.sub(r"\[(\d)\]", r"\1", text)


def _on_the_page(text: str) -> str:
    """Notes at the foot of a page, in the middle of the act, their numbers on a line of their own."""
    notes = re.sub(r"^\[(\d)\] ", r"\1\n", NOTES.partition("[4]")[0], flags=re.MULTILINE)
    return text.replace(NOTES, NOTES[NOTES.index("[4]") :]).replace("Điều 3.", notes + "Điều 3.", 1)


def _at_the_number(text: str) -> str:
    return text.replace("Điều 3. Hiệu lực thi hành[4]\nLuật này", "Điều 34. Hiệu lực thi hành\nLuật này").replace(
        "[4] Điều 2", "4 Điều 2"
    )


@pytest.mark.parametrize("printed", [str, _raised, _stuck, _on_the_page, _at_the_number])
def test_notes_and_their_marks_are_no_words_of_the_act(printed) -> None:  # type: ignore[no-untyped-def]
    read = read_official(printed(TEXT))
    assert read is not None
    assert (read.number, read.base.number, str(read.as_of)) == ("30/VBHN-VPQH", "10/2019/QH14", "2022-01-01")
    found = articles(read.act)
    assert list(found) == ["1", "2", "3"]
    assert letters(found["1"]) == letters(
        "Điều 1. Phạm vi 1. Luật này quy định về phòng chống lũ. 2. Bộ trưởng quy định chi tiết"
    )
    assert letters(found["2"]).endswith(letters("b) Tỉnh lo hộ đê"))
    assert letters(found["3"]).startswith(letters("Điều 3. Hiệu lực thi hành Luật này"))
    told = [(str(one.place), one.kind, one.act, one.at, str(one.effective)) for one in read.told]
    assert told == [
        ("khoản 2 Điều 1", "amend", "20/2021/QH15", "khoản 1 Điều 1", "2022-01-01"),
        ("điểm b Điều 2", "insert", "20/2021/QH15", "khoản 2 Điều 1", "2022-01-01"),
    ]


@pytest.mark.parametrize(
    ("note", "kind", "at"),
    [
        ("Điều này được bãi bỏ theo quy định tại khoản 3 Điều 1 của Nghị định số 5/2022/NĐ-CP",
         "repeal", "khoản 3 Điều 1"),
        ("Cụm từ “bộ” được thay bằng cụm từ “sở” theo quy định tại điểm b khoản 3 Điều 1 của Nghị định số 5/2022/NĐ-CP",
         "replace_phrase", "điểm b khoản 3 Điều 1"),
        ("Cụm từ “bộ” được bãi bỏ theo quy định tại Điều 2 Nghị định số 5/2022/NĐ-CP", "delete_phrase", "Điều 2"),
        ("Tên Điều này được sửa đổi theo quy định tại Điều 2 Nghị định số 5/2022/NĐ-CP", "rename", "Điều 2"),
        ("Khoản này được sửa đổi, bổ sung lần thứ nhất theo Điều 2 Nghị định số 5/2022/NĐ-CP", "amend", "Điều 2"),
    ],
)  # fmt: skip
def test_what_a_note_tells(note: str, kind: str, at: str) -> None:
    text = TEXT.replace(NOTES, f"[2] {note}, có hiệu lực kể từ ngày 01 tháng 3 năm 2022.\n")
    read = read_official(text)
    assert read is not None
    (told,) = read.told
    assert (told.kind, told.at, told.act, told.effective) == (kind, at, "5/2022/NĐ-CP", dt.date(2022, 3, 1))
    assert told.place.article == "1"


@pytest.mark.parametrize("text", [LAW, AMENDS, "Căn cứ " + OPENING, OPENING.split("được")[0]])
def test_other_papers_are_none(text: str) -> None:
    assert official_head(text) is None


def test_where_two_texts_part_is_shown_of_each() -> None:
    assert first_difference("Hoà giải ở xã", "hòa giải, ở XÃ") is None
    assert first_difference("Điều 1. Bộ lo đê", "Điều 1. Sở lo đê") == ("Điều 1. Bộ lo đê", "Điều 1. Sở lo đê")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("a.txt", LAW), ("b.txt", AMENDS), ("c.txt", TEXT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _import(folder: Path) -> ImportReport:
    return import_acts(None, candidates([folder]))


@pytest.mark.django_db
def test_it_is_a_work_of_its_own_that_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (_import(folder).new, _import(folder).same) == (3, 3)
    act = LegalAct.objects.get(number="30/VBHN-VPQH")
    assert (act.kind, str(act.issued_on), act.name_key) == ("Văn bản hợp nhất", "2022-08-02", "")
    assert not ActOrder.objects.filter(act=act).exists()
    assert list(ActMention.objects.filter(act=act).order_by("pk").values_list("target", flat=True)) == [
        "10/2019/QH14",
        "20/2021/QH15",
    ]
    main(["law", "at", "30/VBHN-VPQH", "--on", "2024-01-01", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["state"] == "unknown"
    assert "không có hiệu lực" in said["findings"][0]
    main(["law", "at", "10/2019/QH14", "--on", "2024-01-01", "--provision", "khoản 2 Điều 1", "--json"])
    assert "Bộ trưởng" in json.loads(capsys.readouterr().out)["text"]


@pytest.mark.django_db
def test_it_is_never_taken_for_the_text_as_issued(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    row = {"so_hieu": "10/2019/QH14", "tep": "c.txt"}
    (tmp_path / "catalogue.jsonl").write_text(json.dumps(row), encoding="utf-8")
    report = _import(tmp_path)
    assert [one["kind"] for one in report.questions] == ["conflict"]
    assert LegalAct.objects.get().sha256 == ""


@pytest.mark.django_db
def test_ours_and_the_official_text_agree(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _import(folder)
    assert main(["law", "check-official", "10/2019/QH14", "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["number"], said["on"], said["same"]) == ("30/VBHN-VPQH", "2022-01-01", 3)
    assert main(["law", "check-official", "--json"]) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ((TEXT, TEXT.replace("Tỉnh lo hộ đê", "Xã lo hộ đê")), ["differs"]),
        ((BODY, re.sub(r"Điều 2[^Đ]*(?=Điều 3)", "", BODY)), ["only_ours", "not-told"]),
        ((NOTES, NOTES.replace("ngày 01 tháng 01 năm 2022.\n[3]", "ngày 02 tháng 01 năm 2022.\n[3]")), ["day"]),
        ((NOTES, NOTES.replace("khoản 2 Điều 1 của", "khoản 9 Điều 1 của")), ["not-read", "not-told"]),
        ((NOTES, re.sub(r"\[3\].*\n", "", NOTES)), ["not-told"]),
        ((OPENING, OPENING + "Luật số 5/2021/QH15 ngày 10 tháng 6 năm 2021 của Quốc hội.\n"), ["act-not-held"]),
    ],
)  # fmt: skip
def test_every_difference_is_told(
    changed: tuple[str, str], kinds: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "c.txt").write_text(TEXT.replace(*changed), encoding="utf-8")
    _import(folder)
    assert main(["law", "check-official", "30/VBHN-VPQH", "--json"]) == 1
    (said,) = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in said["articles"] + said["operations"]] == kinds


@pytest.mark.django_db
def test_differences_stand_on_a_page_with_both_texts(folder: Path, client: Client) -> None:
    (folder / "c.txt").write_text(TEXT.replace("Tỉnh lo hộ đê", "Xã lo hộ đê"), encoding="utf-8")
    _import(folder)
    client.force_login(officer(make_world().commune))
    official = LegalAct.objects.get(number="30/VBHN-VPQH")
    address = reverse("law:official-one", args=[official.pk])
    listed = client.get(reverse("law:official")).content.decode()
    assert f'href="{address}"' in listed
    assert "10/2019/QH14" in listed
    shown = html.fromstring(client.get(address).content.decode())
    ours, theirs = shown.xpath("//div[@class='law-sides']//div[contains(@class, 'law-diff')]")
    assert ["".join(one.text_content().split()) for one in (ours.xpath("./del")[0], theirs.xpath("./ins")[0])] == [
        "Tỉnh",
        "Xã",
    ]
    assert "2 điều giống nhau" in " ".join(shown.text_content().split())
    base = LegalAct.objects.get(number="10/2019/QH14")
    assert client.get(reverse("law:official-one", args=[base.pk])).status_code == 404


@pytest.mark.django_db
def test_a_real_one_from_its_pdf(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = shared / "dev_corpus" / "legal_files" / "D-legal-076_30-VBHN-VPQH.pdf"
    label = labels.rows(shared / "law_dev" / "consolidation.jsonl")[0]
    main(["law", "import", str(shared / "law_dev" / "C01"), str(pdf), "--json"])
    capsys.readouterr()
    main(["law", "check-official", "30/VBHN-VPQH", "--json"])
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["on"], said["base"]) == (label["as_of"], label["base"]["number"])
    assert said["same"] >= 57
    assert {one["no"] for one in said["articles"]} <= {
        "8",
        "18",
    }  # words that the source of the base lost, a slip of it
    assert said["operations"] == []
    assert main(["law", "check-official", "1/VBHN-VPQH"]) == 2
