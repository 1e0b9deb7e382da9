"""Official forms: filled without being imitated; what is no form, or may do harm, is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.conftest import NAME, Office
from cases.form_files import changed, form, linked, part, retyped, split_form, with_body
from cases.test_paper_pages import body, settled, signed_in
from cases.test_papers import complaint, text_of
from factories import person
from pace import in_step, within
from thuongton.audit.models import Event
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import CasePaper, OfficialForm
from thuongton.cases.papers.book import form_names
from thuongton.cases.papers.official import BadForm, filled, read_form
from thuongton.cases.queries.papers import docx_of, paper_view, view_of_print
from thuongton.cases.services.official_forms import load_form, withdraw_form
from thuongton.cases.services.printing import print_paper
from thuongton.documents.services.files import Screened
from thuongton.people.models import Role, User

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KNOWN = form_names(known_kinds()["khieu_nai"][-1], known_kinds()["khieu_nai"][-1].papers["thong_bao_thu_ly"])
MAIN = f"{DOCX}.main+xml"
BOMB = b"<a>" + b" " * 80_000_000 + b"</a>"


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        (("Gửi {{nguoi}}.",), "Gửi Bà Mẫu."),
        (("Gửi {", "{ngu", "oi}", "}."), "Gửi Bà Mẫu."),
        (("{{nguoi}}{{nguoi}}", " và {{ nguoi }}"), "Bà MẫuBà Mẫu và Bà Mẫu"),
        (("a{{nguoi", "}}b{{so_van", "_ban}}", "c"), "aBà Mẫub05/TB-UBNDc"),
        (("không có chỗ", "{{nguoi}}"), "không có chỗBà Mẫu"),
        (("{{noi_dung}}",), "{{nguoi}}"),
    ],
)
def test_places_are_filled_wherever_word_split_them(runs: tuple[str, ...], told: str) -> None:
    data = split_form(*runs)
    read_form(data, KNOWN)
    made = filled(data, {"nguoi": "Bà Mẫu", "so_van_ban": "05/TB-UBND", "noi_dung": "{{nguoi}}"})
    assert text_of(made).strip() == told
    assert made == filled(data, {"nguoi": "Bà Mẫu", "so_van_ban": "05/TB-UBND", "noi_dung": "{{nguoi}}"})


def test_lines_control_letters_and_markup_of_a_value_stay_words() -> None:
    made = filled(form("{{noi_dung}}"), {"noi_dung": "dòng 1\ndòng 2 <w:br/> & \x00\x0b]]>"})
    assert text_of(made).split("\n")[:2] == ["dòng 1", "dòng 2 <w:br/> & ]]>"]


def test_parts_without_places_stay_byte_for_byte() -> None:
    data = form("{{nguoi}}")
    made = filled(data, {"nguoi": "x"})
    assert part(made, "word/styles.xml") == part(data, "word/styles.xml")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "phải là tệp Word .docx"),
        (b"%PDF-1.7", "phải là tệp Word .docx"),
        (b"PK\x03\x04 hong", "bị hỏng"),
        (b"PK" + b"0" * 5_000_001, "lớn hơn 5 MB"),
        (form("không có chỗ điền"), "không có chỗ điền nào"),
        (form("{{ten_la}} {{nguoi}}"), "không có trường «ten_la»"),
        (form("{{nguoi.__class__}}"), "không có trường"),
        (form("{{ 7*7 }}"), "không có trường «7*7»"),
        (form("{% for a in b %}{{nguoi}}{% endfor %} {{nguoi|safe}}"), "không có trường «nguoi|safe»"),
        (form("{{nguoi} và {{so_van_ban}}"), "viết dở"),
        (form("{{nguoi}}" * 501), "hơn 500 chỗ điền"),
        (linked("image"), "liên kết ra ngoài"),
        (linked("attachedTemplate"), "liên kết ra ngoài"),
        (linked("hyperlink"), "liên kết ra ngoài"),
        (changed(form("{{nguoi}}"), {}, (("word/vbaProject.bin", b"x"),)), "macro"),
        (retyped(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
        (retyped(MAIN, f"{DOCX[:-9]}.template.main+xml"), "phải là tệp Word .docx"),
        (changed(form("{{nguoi}}"), {}, (("word/embeddings/a.bin", b"x"),)), "nhúng"),
        (changed(form("{{nguoi}}"), {}, (("word/activeX/a.xml", b"<a/>"),)), "nhúng"),
        (changed(form("{{nguoi}}"), {}, (("word/afchunk.mht", b"x"),)), "nhập từ tệp khác"),
        (changed(form("{{nguoi}}"), {}, (("word/them.xml", BOMB),)), "phình ra"),
        (changed(form("{{nguoi}}"), {}, tuple((f"a{n}.txt", b"") for n in range(1_200))), "cấu trúc khác thường"),
        (changed(form("{{nguoi}}"), {}, (("../x.txt", b""),)), "cấu trúc khác thường"),
        (changed(form("{{nguoi}}"), {}, (("WORD/document.xml", b"<a/>"),)), "cấu trúc khác thường"),
        (changed(form("{{nguoi}}"), {"word/document.xml": None}), "phải là tệp Word .docx"),
        (changed(form("{{nguoi}}"), {"word/document.xml": b"<w:document"}), "bị hỏng"),
        (
            changed(form("{{nguoi}}"), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "khai báo XML lạ",
        ),
        (
            with_body('<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://x/y"><w:r/></w:fldSimple></w:p>'),
            "INCLUDEPICTURE",
        ),
        (
            with_body(
                "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"
            ),
            "DDEAUTO",
        ),
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadForm, match=sentence.replace("*", r"\*").replace("|", r"\|")) as refused:
        read_form(data, KNOWN)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 900


def test_a_page_number_is_no_harm() -> None:
    data = with_body('<w:p><w:fldSimple w:instr="PAGE"><w:r/></w:fldSimple></w:p>')
    assert read_form(data, KNOWN).names == ("nguoi",)


def test_filling_is_linear_in_the_length_of_the_form() -> None:
    def filling(number: int) -> Callable[[], object]:
        data = form(" ".join(f"{'chữ ' * 200}{{{{nguoi}}}}" for _ in range(number)))
        return lambda: filled(data, {"nguoi": "Bà Mẫu"})

    in_step(filling, 100, 400, times=9, free=0.3)


def test_a_bomb_is_refused_at_once() -> None:
    data = changed(form("{{nguoi}}"), {}, (("word/them.xml", BOMB),))

    def refuse() -> None:
        with pytest.raises(BadForm):
            read_form(data, KNOWN)

    within(2, refuse)


def administrator(office: Office) -> User:
    return person("quan-tri", Role.ADMINISTRATOR, office.world.commune)


def screened(data: bytes) -> Screened:
    return Screened(data, "mau.docx", DOCX)


@pytest.mark.django_db
def test_a_form_is_loaded_filled_and_withdrawn(office: Office) -> None:
    case, admin = complaint(office), administrator(office)
    data = form(
        "THÔNG BÁO", "Kính gửi {{nguoi}}", "Số {{so_van_ban}}, {{dia_danh}}, {{ngay_van_ban}}", "{{linh_vuc.dat_dai}}"
    )
    loaded = load_form(admin, office.world.commune, "khieu_nai", "thong_bao_thu_ly", screened(data), "155/2026/NĐ-CP")
    assert loaded.version == 1 and loaded.places == [
        "nguoi",
        "so_van_ban",
        "dia_danh",
        "ngay_van_ban",
        "linh_vuc.dat_dai",
    ]
    printed = print_paper(office.officer, case, "thong_bao_thu_ly")
    told = text_of(docx_of(view_of_print(printed)))
    assert f"Kính gửi {NAME}" in told and "Số 01/TB-UBND, Một, ngày" in told and told.rstrip().endswith("x")
    assert "mẫu chính thức chưa nạp" not in told
    withdraw_form(admin, loaded, "có mẫu mới")
    assert "mẫu chính thức chưa nạp" in text_of(docx_of(paper_view(case, "thong_bao_thu_ly")))
    again = view_of_print(CasePaper.objects.select_related("form__file", "case__unit").get(pk=printed.pk))
    assert f"Kính gửi {NAME}" in text_of(docx_of(again))
    second = load_form(admin, office.world.commune, "khieu_nai", "thong_bao_thu_ly", screened(data), "156/2026/NĐ-CP")
    assert second.version == 2
    acts = list(Event.objects.filter(action__contains="mẫu chính thức").values_list("action", flat=True).order_by("id"))
    assert acts == ["Nạp mẫu chính thức", "Thôi dùng mẫu chính thức", "Nạp mẫu chính thức"]
    with pytest.raises(ValidationError, match="đã thôi dùng"):
        withdraw_form(admin, loaded, "lần nữa")


@pytest.mark.django_db
def test_the_form_of_a_unit_above_holds_below_until_a_nearer_one(office: Office) -> None:
    case = complaint(office)
    above = person("quan-tri-tinh", Role.ADMINISTRATOR, office.world.province)
    load_form(above, office.world.province, "khieu_nai", "thong_bao_thu_ly", screened(form("TỈNH {{nguoi}}")), "1/QĐ")
    assert "TỈNH" in text_of(docx_of(paper_view(case, "thong_bao_thu_ly")))
    own = load_form(
        administrator(office),
        office.world.commune,
        "khieu_nai",
        "thong_bao_thu_ly",
        screened(form("XÃ {{nguoi}}")),
        "2/QĐ",
    )
    assert "XÃ" in text_of(docx_of(paper_view(case, "thong_bao_thu_ly")))
    withdraw_form(administrator_of(own), own, "dùng mẫu của tỉnh")
    assert "TỈNH" in text_of(docx_of(paper_view(case, "thong_bao_thu_ly")))


def administrator_of(form_row: OfficialForm) -> User:
    assert form_row.user is not None
    return form_row.user


@pytest.mark.django_db
def test_a_form_shows_what_its_paper_shows_and_no_more(office: Office) -> None:
    case = settled(office)
    lines = "{{ben}} {{noi_dung}} {{thoa_thuan}}"
    load_form(
        administrator(office), office.world.commune, "hoa_giai", "van_ban_hoa_giai_thanh", screened(form(lines)), "1/QĐ"
    )
    view = paper_view(case, "van_ban_hoa_giai_thanh")
    assert NAME not in text_of(docx_of(view)) and NAME in text_of(docx_of(view, looked=True))
    names = form_names(known_kinds()["to_cao"][-1], known_kinds()["to_cao"][-1].papers["ket_luan"])
    assert "nguoi" not in names and "nguoi_bi_to_cao" in names


@pytest.mark.django_db
def test_the_form_of_a_book_repeats_its_row(office: Office) -> None:
    for day in ("2026-08-03", "2026-08-04"):
        office.mediation(day)
    data = form(
        "SỔ {{co_quan}} từ {{tu_ngay}}", rows=(("STT", "Các bên"), ("{{so_thu_tu}}", "{{ben}} {{ket_qua.thanh}}"))
    )
    load_form(administrator(office), office.world.commune, "hoa_giai", "so_hoa_giai", screened(data), "1/QĐ")
    client = signed_in(office.officer)
    told = text_of(body(client.get("/vu-viec/hoa_giai/in-so/so.docx?tu=1/8/2026&den=31/8/2026")))
    assert "SỔ Ủy ban nhân dân xã Một từ 1/8/2026" in told and told.count("•••") == 2 and NAME not in told
    with pytest.raises(ValidationError, match="đúng một dòng bảng"):
        load_form(
            administrator_of(OfficialForm.objects.get()), office.world.commune, "hoa_giai", "so_hoa_giai",
            screened(form("{{ben}}")), "1/QĐ",
        )  # fmt: skip


@pytest.mark.django_db
def test_who_may_load_a_form(office: Office) -> None:
    good = screened(form("{{nguoi}}"))
    for stranger in (office.officer, office.leader, office.inspector):
        with pytest.raises(PermissionDenied):
            load_form(stranger, office.world.commune, "khieu_nai", "thong_bao_thu_ly", good, "1/QĐ")
    admin = administrator(office)
    with pytest.raises(PermissionDenied):
        load_form(admin, office.world.province, "khieu_nai", "thong_bao_thu_ly", good, "1/QĐ")
    with pytest.raises(ValidationError, match="Không có giấy này"):
        load_form(admin, office.world.commune, "khieu_nai", "khong_co", good, "1/QĐ")
    with pytest.raises(ValidationError, match="văn bản ban hành mẫu"):
        load_form(admin, office.world.commune, "khieu_nai", "thong_bao_thu_ly", good, "  ")
    assert not OfficialForm.objects.exists()


@pytest.mark.django_db
def test_the_page_of_forms(office: Office) -> None:
    admin, at = administrator(office), "/vu-viec/mau-giay-to/"
    client = signed_in(admin)
    assert "Sổ tiếp công dân" in client.get(at).content.decode()
    sent = {"giay": "khieu_nai.thong_bao_thu_ly", "van-ban": "155/2026/NĐ-CP"}
    bad = client.post(f"{at}nap/", sent | {"tep": SimpleUploadedFile("mau.docx", form("{{ten_la}}"), DOCX)})
    assert bad.status_code == 400 and "không có trường «ten_la»" in bad.content.decode()
    good = client.post(
        f"{at}nap/", sent | {"tep": SimpleUploadedFile("mau.docx", form("{{nguoi}}"), DOCX)}, follow=True
    )
    assert "Đã nạp mẫu, phiên bản 1" in good.content.decode()
    row = OfficialForm.objects.get()
    assert zipfile.is_zipfile(io.BytesIO(body(client.get(f"{at}{row.pk}/mau.docx"))))
    assert signed_in(office.officer).post(f"{at}nap/", sent).status_code in (400, 403)
    assert signed_in(office.other).get(f"{at}{row.pk}/mau.docx").status_code == 404
    gone = client.post(f"{at}thoi-dung/", {"mau": row.pk, "ly-do": "có mẫu mới"}, follow=True)
    assert "Đã thôi dùng mẫu" in gone.content.decode()
