"""Mutants: whole files of every format, damaged in the ways files are damaged by accident and on purpose.

Each mutant is made from its number alone, so that a number tells which bytes they were.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from waiting import LONG

SEEDS = Path(__file__).resolve().parents[2] / "src" / "thuongton" / "demo" / "seeds"
TEXT = (
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH A\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\n"
    "A, ngày 05 tháng 11 năm 2025\nKẾ HOẠCH\nTriển khai công tác tư pháp năm 2026\n\nCăn cứ Luật A;\n"
    "I. MỤC ĐÍCH\n1. Rà soát 5 văn bản theo điểm a, b khoản 2 Điều 5 Luật Đất đai, đạt 95%.\n"
    "TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\tRà soát\tSở Tư pháp\tQuý I/2026\n2\tBáo cáo\tSở A\tThường xuyên\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN\n"
)
HEAD = ("Mã", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn")
ROWS = (
    ("1", "Ban hành kế hoạch", "Sở Tư pháp", "Sở Nội vụ", "Kế hoạch", "Tháng 12/2026"),
    ("2", "Rà soát văn bản", "UBND xã A; UBND xã B", "", "Báo cáo", "31/3/2026"),
    ("3", "Kiểm tra", "Sở Tư pháp", "", "", "Thường xuyên"),
)
WEIGHTS = {
    "docx": 27, "xlsx": 27, "pdf": 14, "html": 10, "txt": 6, "csv": 6, "jsonl": 3, "png": 3, "seed": 2, "rtf": 1,
    "doc": 1,
}  # fmt: skip
"""Mutants of each format in a hundred; old Word files cost LibreOffice two seconds each."""
TABLES = frozenset({"xlsx", "csv", "jsonl"})
"""Formats that are sent as tables of tasks."""
PIECES = (
    b"\x00", b"\xff\xfe", b"<", b"&", b"((((", b"9" * 5000, b"-1", b"\xc2\xb2", b"\xed\xa0\x80", b"]]>", b'"', b"\n",
    b"\r", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#xD800;", b"&#1114112;", b"%00", b"\x1a",
    b"\xef\xbb\xbf", b"\x0c",
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"9" * 20, b"9" * 5000, b"65536", b"4294967296", b"1e999", b"NaN", b"", b"1048577", b"\xc2\xb2")


@dataclass(frozen=True, slots=True)
class Mutant:
    """Damaged bytes, the name they are sent under, of which format they were and what was done to them."""

    number: int
    form: str
    name: str
    data: bytes
    done: tuple[str, ...]


@cache
def whole(form: str) -> bytes:
    """A small whole file of a format; of ``seed`` see :func:`seeds`. ``doc`` and ``rtf`` need LibreOffice."""
    return _MAKERS[form]()


@cache
def seeds() -> tuple[bytes, ...]:
    """The seed papers."""
    return tuple(path.read_bytes() for path in sorted(SEEDS.glob("*.txt")))


def _docx() -> bytes:
    import docx

    paper = docx.Document()
    for line in TEXT.splitlines():
        paper.add_paragraph(line)
    paper.add_paragraph("một", style="List Number")
    table = paper.add_table(rows=len(ROWS) + 1, cols=len(HEAD))
    for row, cells in zip(table.rows, (HEAD, *ROWS), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 3).merge(table.cell(2, 4))
    paper.sections[0].footer.paragraphs[0].text = "trang 1"
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def _xlsx() -> bytes:
    import datetime as dt

    from openpyxl import Workbook

    book = Workbook()
    for title in ("Nhiệm vụ", "Khác"):
        sheet = book.create_sheet(title)
        for row in (HEAD, *ROWS):
            sheet.append(row)
        sheet.append((4, 1.5, dt.date(2026, 3, 31), dt.time(7, 30), True, "=A1+1"))
        sheet.merge_cells("C2:D3")
    made = io.BytesIO()
    book.save(made)
    return _stored(made.getvalue())


def _stored(data: bytes) -> bytes:
    """The same package, written again without compression: damage then meets the text and not the deflated bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return made.getvalue()


def _pdf() -> bytes:
    import pikepdf

    pdf = pikepdf.new()
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        rows = b"".join(
            b"1 0 0 1 70 %d Tm (Dieu %d. Quy dinh so 12/QD-UBND) Tj " % (780 - 20 * n, n) for n in range(25)
        )
        page.Contents = pdf.make_stream(b"BT /F1 13 Tf " + rows + b"ET 50 100 200 30 re S 50 130 200 30 re S")
    made = io.BytesIO()
    pdf.save(made, compress_streams=False)
    return made.getvalue()


def _html() -> bytes:
    paragraphs = "".join(f"<p style='text-align:center'><b>{line}</b></p>" for line in TEXT.splitlines())
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *ROWS))
    table = f"<table>{rows}<tr><td rowspan=2 colspan=3>TT</td><td>x</td></tr><tr><td>y</td></tr></table>"
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{paragraphs}{table}</body></html>".encode()


def _png() -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (200, 60), 255)
    ImageDraw.Draw(image).text((10, 20), "So 12/KH-UBND", fill=0)
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def _csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *ROWS)).encode()


def _jsonl() -> bytes:
    import json

    return "\n".join(json.dumps(dict(zip(HEAD, row, strict=True)), ensure_ascii=False) for row in ROWS).encode()


def _rtf() -> bytes:
    lines = "".join(f"{''.join(_rtf_letter(letter) for letter in line)}\\par\n" for line in TEXT.splitlines())
    return (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs26 " + lines + "}").encode("ascii")


def _rtf_letter(letter: str) -> str:
    return letter if ord(letter) < 128 else f"\\u{ord(letter)}?"


def _doc() -> bytes:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return b""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        (Path(folder) / "a.docx").write_bytes(whole("docx"))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "doc", "--outdir", folder, f"{folder}/a.docx"]
        subprocess.run(command, capture_output=True, check=True, timeout=LONG)
        return (Path(folder) / "a.doc").read_bytes()


_MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "html": _html, "png": _png, "csv": _csv, "jsonl": _jsonl, "rtf": _rtf,
    "doc": _doc, "txt": TEXT.encode,
}  # fmt: skip


# --- damage -----------------------------------------------------------------------------------------------------------


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 4, 50, 1000)) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _double(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.choice((1, 10, 100, 2000))] * 3 + data[at:]


def _piece(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(PIECES) + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = re.compile(rb"\d+").search(data, chance.randrange(len(data)))
    return data if found is None else data[: found.start()] + chance.choice(NUMBERS) + data[found.end() :]


def _splice(data: bytes, chance: random.Random) -> bytes:
    """The beginning of one format with the end of another."""
    other = whole(chance.choice(("docx", "xlsx", "pdf", "html", "txt", "png", "csv")))
    if chance.random() < 0.3:
        return data + other if chance.random() < 0.5 else other + data
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _recode(data: bytes, chance: random.Random) -> bytes:
    """The text in another encoding than it says."""
    code = chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1258", "latin-1", "shift-jis", "utf-8-sig"))
    text = data.decode("utf-8", "replace")
    return text.encode(code, "replace")


def _repeat(data: bytes, chance: random.Random) -> bytes:
    """One place many times."""
    at = chance.randrange(len(data))
    piece = data[at : at + chance.choice((1, 3, 12))]
    return data[:at] + piece * chance.choice((100, 5_000)) + data[at:]


_TAG = re.compile(rb"<[^<>]*>")
_QUOTED = re.compile(rb'"[^"<>]*"')
_GIVEN = (
    *NUMBERS, b"true", b"A1:XFD1048576", b"rId9999", b"../x.xml", b"#REF!", b"A0", b"ZZZZ9", b"-", b"d", b"s", b"e",
)  # fmt: skip
_VALUE = re.compile(rb'="([^"<>]*)"|>([^<>]+)<')
PLAIN = (_flip, _cut, _end, _double, _piece, _number, _splice, _recode, _repeat)
Members = list[tuple[str, bytes]]


def _package(data: bytes, chance: random.Random) -> bytes:
    """One or two members of a package damaged, in the package or in their own XML; the package itself is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    for _ in range(chance.choice((1, 1, 2))):
        members = chance.choice(MEMBERS)(members, chance)
    made = io.BytesIO()
    packing = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", packing) as package:
        warnings.simplefilter("ignore", UserWarning)  # two members of one name are meant
        for name, part in members:
            package.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def _one(members: Members, chance: random.Random, change: Callable[[str, bytes], tuple[str, bytes]]) -> Members:
    if not members:
        return members
    weights = [4 if re.search(r"document|sheet\d|sharedStrings|workbook\.xml$", name) else 1 for name, _ in members]
    at = chance.choices(range(len(members)), weights)[0]
    return [*members[:at], change(*members[at]), *members[at + 1 :]]


def _drop(members: Members, chance: random.Random) -> Members:
    at = chance.randrange(len(members) or 1)
    return members[:at] + members[at + 1 :]


def _duplicate(members: Members, chance: random.Random) -> Members:
    return [*members, *([chance.choice(members)] if members else [])]


def _rename(members: Members, chance: random.Random) -> Members:
    names = [
        "../../etc/passwd",
        "/abs",
        "",
        "word/document.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "a" * 60_000,
    ]
    names += ["word\\document.xml", "\u202ex", "[Content_Types].xml", "_rels/.rels", "XL/WORKBOOK.XML"]
    return _one(members, chance, lambda _name, part: (chance.choice(names), part))


def _swap(members: Members, chance: random.Random) -> Members:
    if not members:
        return members
    other = chance.choice(members)[1]
    return _one(members, chance, lambda name, _part: (name, other))


def _foreign(members: Members, chance: random.Random) -> Members:
    form = chance.choice(("html", "txt", "png", "pdf", "docx", "csv"))
    return _one(members, chance, lambda name, _part: (name, whole(form)))


def _inside(members: Members, chance: random.Random) -> Members:
    damage = chance.choice(PLAIN)
    return _one(members, chance, lambda name, part: (name, damage(part, chance) if part else b"\x00"))


def _xml(members: Members, chance: random.Random) -> Members:
    return _one(members, chance, lambda name, part: (name, _tags(part, chance)))


def _values(members: Members, chance: random.Random) -> Members:
    """Texts and attributes changed, so that the XML stays well formed and what it says is wrong."""

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        for _ in range(chance.choice((1, 3, 10))):
            found = list(_VALUE.finditer(part))
            if found:
                at = chance.choice(found)
                group = 1 if at[1] is not None else 2
                part = part[: at.start(group)] + chance.choice(_GIVEN) + part[at.end(group) :]
        return name, part

    return _one(members, chance, change)


def _huge(members: Members, chance: random.Random) -> Members:
    """A text that is enormous, or the same one thousands of times."""
    words = chance.choice((b"A" * 300_000, b"\xe1\xba\xbf" * 100_000, b"1" * 300_000, b"( " * 100_000))

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, re.sub(rb">([^<>]+)</", lambda match: b">" + words + b"</", part, count=chance.choice((1, 3)))

    return _one(members, chance, change)


def _tags(part: bytes, chance: random.Random) -> bytes:
    """XML whose elements are doubled, dropped, moved, nested or given other attributes."""
    tags = list(_TAG.finditer(part))
    if not tags:
        return part
    for _ in range(chance.choice((1, 2, 6))):
        one, other = chance.choice(tags), chance.choice(tags)
        match chance.randrange(7):
            case 0:
                part = part[: one.start()] + part[one.end() :]
            case 1:
                part = part[: one.start()] + other[0] + part[one.start() :]
            case 2:
                first, last = sorted((one.start(), other.end()))
                part = part[:last] + part[first:last] + part[last:]
            case 3:
                first, last = sorted((one.start(), other.end()))
                part = part[:first] + part[last:]
            case 4 | 5:
                quoted = list(_QUOTED.finditer(part))
                if quoted:
                    at = chance.choice(quoted)
                    part = part[: at.start()] + b'"' + chance.choice(_GIVEN) + b'"' + part[at.end() :]
            case _:
                texts = list(re.finditer(rb">([^<>]+)<", part))
                if texts:
                    at = chance.choice(texts)
                    part = part[: at.start(1)] + chance.choice(_GIVEN) + part[at.end(1) :]
    return part


MEMBERS = (
    _drop, _duplicate, _rename, _swap, _foreign, _inside, _inside, _xml, _xml, *(_values,) * 4, _huge,
)  # fmt: skip


def mutant(number: int, weights: dict[str, int] | None = None) -> Mutant:
    """The mutant of a number."""
    chance = random.Random(number)
    weights = weights or WEIGHTS
    form = chance.choices(list(weights), list(weights.values()))[0]
    data = chance.choice(seeds()) if form == "seed" else whole(form)
    done: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if not data:
            break
        if form in ("docx", "xlsx") and not done and chance.random() < 0.75:
            damage: Callable[[bytes, random.Random], bytes] = _package
        elif form == "html" and chance.random() < 0.4:
            damage = _tags
        else:
            damage = chance.choice(PLAIN)
        data = damage(data, chance)
        done.append(damage.__name__.strip("_"))
    name = f"tep.{'txt' if form == 'seed' else form}"
    if chance.random() < 0.05:
        name = chance.choice(("tep", "tep.docx", "tep.xlsx", "tep.pdf", "tep.txt", "tep.csv"))
    return Mutant(number, form, name, data, tuple(done))
