"""Letters of every old set come out as Unicode, by the name of a font or by the syllables; other texts stay."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from vanban import UnreadableFile, open_document, read
from vanban.files import charsets
from vanban.files.blocks import Grid, GridCell, Paragraph, lay_out
from vanban.files.charsets import Chart
from vanban.files.syllables import is_marked

PAPER = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN HÒA\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND\tTân Hòa, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Triển khai công tác tư pháp năm 2026

I. NHIỆM VỤ
1. Tổ chức hội nghị phổ biến pháp luật
- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.
- Thời hạn hoàn thành: Trước ngày 30/6/2026; khuyến khích kỹ năng nghề nghiệp; thúy, quỹ, bẫy, ngoẵng.
Số
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"


def written(text: str, chart: Chart) -> bytes:
    """A text in an old set, as the typing programs of the time wrote it."""
    codes = {letter: bytes([byte]) for byte, letter in chart.letters.items()}
    marks: dict[str, bytes] = {}
    for mark, composed in reversed(chart.marks.items()):
        marks["".join(sorted(composed))] = mark.encode("latin-1")
    return b"".join(_letter(letter, chart, codes, marks) for letter in text)


def _letter(letter: str, chart: Chart, codes: dict[str, bytes], marks: dict[str, bytes]) -> bytes:
    if letter.isascii():
        return letter.encode()
    if letter in codes:
        return codes[letter]
    if chart.capitals and letter.lower() in codes:
        return codes[letter.lower()]
    bare, *rest = unicodedata.normalize("NFD", letter)
    if not marks:  # Windows-1258: letters with a hat are its own, tones follow
        hats = "".join(mark for mark in rest if mark not in TONES)
        whole = unicodedata.normalize("NFC", bare + hats)
        return (whole + "".join(mark for mark in rest if mark in TONES)).encode("cp1258")
    if "\u031b" in rest:
        bare = unicodedata.normalize("NFC", bare + "\u031b")
        rest.remove("\u031b")
    return codes.get(bare, bare.encode("ascii", "ignore")) + marks["".join(sorted(rest))]


def shown(data: bytes) -> str:
    """What a program shows that takes the bytes for Windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize("chart", charsets.charts(), ids=lambda chart: chart.name)
def test_a_paper_in_an_old_set(chart: Chart) -> None:
    data = written(PAPER, chart)
    assert charsets.decode(data) == charsets.Decoded(PAPER, chart.name)
    assert charsets.settle(shown(data)) == charsets.Decoded(PAPER, chart.name)
    document = open_document(data, "ke-hoach.txt")
    assert (document.text, document.source.encoding) == (PAPER, chart.name)
    assert read(data, "ke-hoach.txt").header.number == "12/KH-UBND"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Hộ tịch".encode("utf-16"), None, "Hộ tịch"),
        ("Hộ tịch ở xã".encode("utf-16-le"), None, "Hộ tịch ở xã"),
        ("\ufeff\ufeffHộ tịch".encode(), None, "Hộ tịch"),
        ("Hộ tịch".encode(), "windows-1252", "Hộ tịch"),
        ("Hộ tịch".encode(), "unicode", "Hộ tịch"),
        ("C\xf4ng v\xe0 s\xe2n".encode("cp1252"), "windows-1252", "Công và sân"),
        (written("Hộ tịch", charsets.charts()[1]), "x-viet-tcvn", "Hộ tịch"),
        (written("Hộ tịch", charsets.charts()[2]), "x-viet-vni", "Hộ tịch"),
        (written("Họ tên;Ngày", charsets.charts()[0]), None, "Họ tên;Ngày"),
        ("Đã ký \u201cgấp\u201d".encode() + b"\x96" + "Đã họp các xã ".encode() * 200, None, None),
        (b"He said \x93yes\x94 \x96 then left.", None, "He said “yes” – then left."),
        ("Vu la loi relative aux pouvoirs des collectivit\xe9s".encode("cp1252"), None, None),
    ],
)
def test_bytes(data: bytes, declared: str | None, text: str | None) -> None:
    decoded = charsets.decode(data, declared)
    assert text is None or decoded.text == text
    assert "\x00" not in decoded.text and len(decoded.text) > 5


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 4, b"\x00\x01\x02\x03" * 50, b"\xe9\xff\xfa\xc3\xd5" * 40])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        charsets.decode(data)
    assert refused.value.code == "broken"


def test_utf8_that_went_through_windows_1252() -> None:
    twice = shown(PAPER.encode())
    assert charsets.settle(twice) == charsets.Decoded(PAPER, "UTF-8 hai lần")
    assert charsets.settle(shown(twice.encode())).text == PAPER  # three times
    assert charsets.settle(twice.replace("\xa0", " ")).text == PAPER
    assert charsets.settle(PAPER.encode().decode("latin-1")).text == PAPER


LANGUAGES = {
    "Việt": PAPER + "Diện tích 100 m² ± 5 %, 30°C; “ngoặc” – … ½ µg/m³; Ø20; 50 ÷ 80; 3 × 4; «vì sao?»",
    "Việt tổ hợp": unicodedata.normalize("NFD", PAPER),
    "Anh": "© 2026 The café’s rôle — naïve; 5 µm × 3; £20; ‘quoted’ «text» · point",
    "Pháp": "Vu la loi relative à l'été: collectivités, arrêté, décret, où, ça, œuvre, Noël; déjà vu « ici »",
    "Đức": "Für die Übersetzung größer als schöne Straßen müssen Maße können; Ärger, Öl, Übung",
    "Tây Ban Nha": "El señor y el niño español: ¿cómo está? ¡sí! mañana, corazón, año",
    "Séc": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Nga": "Постановление правительства о порядке",
    "Lào": "ສາທາລະນະລັດ ປະຊາທິປະໄຕ",
    "Trung": "越南社会主义共和国",
}


@pytest.mark.parametrize("text", LANGUAGES.values(), ids=LANGUAGES)
def test_other_texts_stay(text: str) -> None:
    assert charsets.settle(text) == charsets.Decoded(text)
    assert not charsets.is_strange(text)
    assert open_document((text * 3).encode(), "a.txt").text == text * 3


def test_a_line_in_two_sets() -> None:
    chart = charsets.charts()[1]
    old = shown(written("tổ chức hội nghị phổ biến pháp luật", chart))
    mixed = f"Xã Tân Hòa sẽ {old} trước ngày\n1. {old[0].upper() + old[1:]}.\tSở Tư pháp\n" + PAPER
    found = charsets.settle(mixed)
    assert found.text.split("\n")[:2] == [
        "Xã Tân Hòa sẽ tổ chức hội nghị phổ biến pháp luật trước ngày",
        "1. Tổ chức hội nghị phổ biến pháp luật.\tSở Tư pháp",
    ]
    assert found.text.endswith(PAPER) and found.encoding == "TCVN3"


@pytest.mark.parametrize(
    ("font", "chart", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        (".VnTimeH", "TCVN3", True),
        ("ABCDEF+.VnArialH", "TCVN3", True),
        ("'.VnTimeH', serif", "TCVN3", True),
        (".VnTimeH-Bold", "TCVN3", True),
        ("VnTime", "TCVN3", False),
        ("VNI-Times", "VNI", False),
        ("VNI Helve", "VNI", False),
        ("VPS Times", "VPS", False),
        ("VI Times", "VISCII", False),
        ("Times New Roman", None, False),
        ("Vnu Sans", None, False),
        ("VINAH", None, False),
        (None, None, False),
    ],
)
def test_the_set_of_a_font(font: str | None, chart: str | None, capitals: bool) -> None:
    found = charsets.chart_of_font(font)
    assert (found.name if found else None, charsets.prints_capitals(font)) == (chart, capitals)


def test_runs_of_one_paragraph() -> None:
    tcvn, vni = charsets.charts()[1], charsets.charts()[2]
    old = shown(written("hội nghị", tcvn))
    assert charsets.settle_runs([("Tổ chức ", "Arial"), (old[:2], ".VnTime"), (old[2:], ".VnTime")]) == [
        "Tổ chức ",
        "hộ",
        "i nghị",
    ]
    assert charsets.settle_runs([(shown(written("xã hội", tcvn)), ".VnTimeH")]) == ["XÃ HỘI"]
    parted = shown(written("hoàn", vni))  # the mark stands in the next run than its letter
    assert "".join(charsets.settle_runs([(parted[:3], "VNI-Times"), (parted[3:], "VNI-Times")])) == "hoàn"
    assert charsets.settle_runs([("hội nghị đã họp", ".VnTime")]) == ["hội nghị đã họp"]  # Unicode all the same
    symbols = "".join(chr(0xF000 + ord(c)) if ord(c) > 0x7F else c for c in written("hội nghị", tcvn).decode("latin-1"))
    assert charsets.settle_runs([(symbols, ".VnTime")]) == ["hội nghị"]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("X· T¢N HßA  §éc lËp - Tù do", "XÃ TÂN HÒA  Độc lập - Tự do"),
        ("I. NHIÖM Vô", "I. NHIỆM VỤ"),
        ("b¸o c¸o ñy ban nh©n d©n x·", "báo cáo Ủy ban nhân dân xã"),
        ("Sè: 12/KH-UBND", "Số: 12/KH-UBND"),
        ("V¨n phßng H§ND vµ UBND x·", "Văn phòng HĐND và UBND xã"),
        ("¤ng Lª V¨n A", "Ông Lê Văn A"),
    ],
)
def test_capitals_that_a_set_has_not(typed: str, read_as: str) -> None:
    met: set[str] = set()
    assert charsets.settle_runs([(typed[:4], ".VnTime"), (typed[4:], ".VnTime")], met)[0] == read_as[:4]
    assert "".join(charsets.settle_runs([(typed[:4], ".VnTime"), (typed[4:], ".VnTime")])) == read_as
    assert met == {"TCVN3"}


def test_blocks_are_composed_and_their_places_kept() -> None:
    vni = charsets.charts()[2]
    old = shown(written("Cơ quan chủ trì: Công chức Tư pháp - Hộ tịch phối hợp với các thôn", vni))
    decomposed = unicodedata.normalize("NFD", "Tiếng Việt")
    laid = lay_out(
        [
            Paragraph(old, ((0, 1), (old.index("phoái"), 2))),
            Paragraph(f"ab {decomposed}", ((0, 2),), ((3, 3 + len(unicodedata.normalize("NFD", "Tiếng"))),)),
            Grid((tuple(GridCell((text,)) for text in ("1", old, decomposed)),) * 2),
        ]
    )
    assert laid.encoding == "VNI"
    second = laid.pages[1]
    assert laid.text[second.start :].startswith("phối hợp với các thôn")
    assert [laid.text[span.start : span.end] for span in laid.doubtful] == ["Tiếng"]
    assert laid.tables[0].rows[0][2].text == "Tiếng Việt"
    assert unicodedata.is_normalized("NFC", laid.text)


GARBAGE = "Tr\xb5n \xb8ph\xaeap l\xb6u\xb9t n\xa7\xa9y \xbac\xa8a x\xb1\xa4ng v\xa2\xb3n k\xbch\xa5o th\xa1\xaft " * 6


@pytest.mark.parametrize(
    "text", [GARBAGE, "C\ufffdng h\ufffda x\ufffd h\ufffdi ch\ufffd ngh\ufffda Vi\ufffdt Nam " * 4]
)
def test_letters_that_nothing_helps(text: str) -> None:
    assert charsets.is_strange(text)
    with pytest.raises(UnreadableFile, match="phông chữ cũ") as refused:
        open_document(text.encode(), "a.txt")
    assert refused.value.code == "unsupported"


@pytest.mark.parametrize(
    ("word", "marked"),
    [
        ("nghĩa", True),
        ("QUYẾT", True),
        ("đến", True),
        ("ban", False),
        ("nhât", False),
        ("ViÖt", False),
        ("Müller", False),
        ("thé", True),
        ("été", False),
    ],
)
def test_syllables(word: str, marked: bool) -> None:
    assert is_marked(word) is marked


@pytest.mark.shared
def test_real_texts_stay(shared: Path) -> None:
    for path in sorted(shared.rglob("*.txt")) + sorted(shared.rglob("*.html")):
        if "public_cases" in path.parts:
            continue
        text = path.read_text("utf-8")
        assert charsets.settle(text).encoding is None, path.name
