"""Official forms (mẫu chính thức): a Word file with named places such as ``{{ho_ten}}``, checked and filled, never run.

A place is a plain name: there are no expressions. ``{{ket_qua.thanh}}`` holds «x» where the field has that value. In
the form of a book the row of a table that holds places is repeated for each case. Parts of the file that are not filled
stay as they are, byte for byte.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanban.files.word.package import W, open_package, parsed
from vanban.model import UnreadableFile

MOST_BYTES = 5_000_000
MOST_INFLATED = 60_000_000
MOST_PARTS = 1_000
MOST_PLACES = 500
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCUMENT = "word/document.xml"
_FILLED = re.compile(r"word/(?:document|(?:head|foot)er\d*|(?:foot|end)notes)\.xml\Z")
_PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}(?:\.[\w.]{1,64})?\Z")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FIELDS = frozenset({
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "REF", "PAGEREF", "SEQ", "SYMBOL", "FORMTEXT",
    "FORMCHECKBOX", "FORMDROPDOWN",
})  # fmt: skip
"""Fields of Word that a form may have: none of them fetches or runs anything."""
_ACTIVE = (
    (re.compile(r"vba|macro", re.I), "Mẫu có macro nên không nhận; hãy lưu lại thành .docx không có macro."),
    (re.compile(r"activex|embeddings|oleobject", re.I), "Mẫu có tệp hoặc điều khiển nhúng nên không nhận; hãy gỡ ra."),
    (re.compile(r"afchunk", re.I), "Mẫu có phần nhập từ tệp khác nên không nhận; hãy dán phần đó vào mẫu."),
)


class BadForm(ValueError):
    """A file that is no form to be filled; its text is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class FormPlaces:
    """The named places of a form, each once, in the order of the file."""

    names: tuple[str, ...]


def read_form(data: bytes, known: Iterable[str], *, book: bool = False) -> FormPlaces:
    """The places of a form. Raises BadForm with one sentence for a file that may not be filled.

    ``known`` are the names that the paper gives; ``book``: the places of its rows stand in one row of a table.
    """
    names: list[str] = []
    with _opened(data) as package:
        _demand_parts(package)
        for name in package.namelist():
            if name.endswith(".rels"):
                _demand_inside(_tree(package, name))
            elif name.startswith("word/") and name.endswith(".xml"):
                tree = _tree(package, name)
                _demand_still(tree)
                if _FILLED.match(name):
                    names += _places(tree)
        if book:
            _row_of(_tree(package, _DOCUMENT))
    _demand_known(names, set(known))
    return FormPlaces(tuple(dict.fromkeys(names)))


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(data) > MOST_BYTES:
        raise BadForm(f"Mẫu lớn hơn {MOST_BYTES // 1_000_000} MB nên không nhận; hãy giảm dung lượng ảnh trong mẫu.")
    if not data.startswith(b"PK"):
        raise BadForm("Mẫu phải là tệp Word .docx; hãy mở bằng Word rồi lưu lại thành .docx.")
    try:
        package = open_package(data)
    except UnreadableFile as error:
        raise BadForm(error.sentence) from error
    if sum(entry.file_size for entry in package.infolist()) > MOST_INFLATED:
        raise BadForm("Tệp nén phình ra quá lớn so với dung lượng của nó nên bị từ chối.")
    return package


def _demand_parts(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if len(names) > MOST_PARTS or len(set(map(str.casefold, names))) != len(names):
        raise BadForm("Tệp Word có cấu trúc khác thường (quá nhiều phần hoặc phần trùng tên) nên không nhận.")
    if any(name.startswith("/") or ".." in name or "\\" in name for name in names):
        raise BadForm("Tệp Word có cấu trúc khác thường (tên phần không hợp lệ) nên không nhận.")
    if _DOCUMENT not in names or "[Content_Types].xml" not in names:
        raise BadForm("Mẫu phải là tệp Word .docx; hãy mở bằng Word rồi lưu lại thành .docx.")
    types = [str(one.get("ContentType")) for one in _tree(package, "[Content_Types].xml").iter("{*}Override")]
    types += [str(one.get("ContentType")) for one in _tree(package, "[Content_Types].xml").iter("{*}Default")]
    for pattern, sentence in _ACTIVE:
        if any(pattern.search(name) for name in names) or any(pattern.search(one) for one in types):
            raise BadForm(sentence)
    if _MAIN not in types:
        raise BadForm("Mẫu phải là tệp Word .docx; hãy mở bằng Word rồi lưu lại thành .docx.")


def _tree(package: zipfile.ZipFile, name: str) -> Any:
    try:
        data = package.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise BadForm("Tệp Word có khai báo XML lạ nên không nhận; hãy mở bằng Word rồi lưu lại.")
        return parsed(data)
    except UnreadableFile as error:
        raise BadForm(error.sentence) from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, BadForm):
            raise
        raise BadForm("Tệp Word bị hỏng, không mở được; hãy mở bằng Word rồi lưu lại.") from error


def _demand_inside(tree: Any) -> None:
    """Refuse what leads out of the file."""
    for one in tree.iter("{*}Relationship"):
        if str(one.get("TargetMode", "")).casefold() == "external":
            raise BadForm("Mẫu có liên kết ra ngoài tệp (ảnh, mẫu hoặc trang mạng) nên không nhận; hãy gỡ liên kết.")
        for pattern, sentence in _ACTIVE:
            if pattern.search(str(one.get("Type", ""))):
                raise BadForm(sentence)


def _demand_still(tree: Any) -> None:
    """Refuse fields that fetch or run something when the file is opened."""
    codes = [str(one.get(f"{W}instr") or "") for one in tree.iter(f"{W}fldSimple")]
    codes += ["".join(one.itertext()) for one in _instructions(tree)]
    for code in codes:
        word = code.split()[0].upper() if code.split() else ""
        if word and word not in _FIELDS:
            raise BadForm(f"Mẫu có trường Word «{word[:20]}» nên không nhận; hãy thay trường đó bằng chữ thường.")


def _instructions(tree: Any) -> Iterator[Any]:
    """Codes of fields: a code split over several runs of a paragraph is read whole."""
    for paragraph in tree.iter(f"{W}p"):
        parts = list(paragraph.iter(f"{W}instrText", f"{W}delInstrText"))
        if parts:
            whole = copy.deepcopy(parts[0])
            begins = paragraph.iter(f"{W}fldChar")
            if sum(one.get(f"{W}fldCharType") == "begin" for one in begins) > 1:
                yield from parts
                continue
            whole.text = "".join(one.text or "" for one in parts)
            yield whole


def _texts(paragraph: Any) -> list[Any]:
    """The texts of a paragraph, without those of paragraphs inside it (a text box)."""
    return [one for one in paragraph.iter(f"{W}t") if next(one.iterancestors(f"{W}p"), None) is paragraph]


def _places(tree: Any) -> Iterator[str]:
    for paragraph in tree.iter(f"{W}p"):
        whole = "".join(one.text or "" for one in _texts(paragraph))
        if "{{" not in whole and "}}" not in whole:
            continue
        rest = _PLACE.sub("", whole)
        if "{{" in rest or "}}" in rest:
            raise BadForm(f"Mẫu có chỗ điền viết dở ở đoạn «{whole.strip()[:60]}»; viết liền dạng {{{{ho_ten}}}}.")
        yield from (match.group(1).strip() for match in _PLACE.finditer(whole))


def _demand_known(names: Sequence[str], known: set[str]) -> None:
    if not names:
        raise BadForm("Mẫu không có chỗ điền nào; hãy ghi tên trường trong hai dấu ngoặc, ví dụ {{ho_ten}}.")
    if len(names) > MOST_PLACES:
        raise BadForm(f"Mẫu có hơn {MOST_PLACES} chỗ điền nên không nhận.")
    bad = [name for name in dict.fromkeys(names) if not _NAME.match(name) or name not in known]
    if bad:
        told = ", ".join(f"«{name[:40]}»" for name in bad[:5])
        raise BadForm(f"Giấy này không có trường {told}; các chỗ điền dùng được: {', '.join(sorted(known))[:600]}.")


def filled(
    data: bytes, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] | None = None, title: str = ""
) -> bytes:
    """The form with its places filled; ``rows`` fill the repeated row of a book. The same values give the same bytes.

    A name without a value is filled with nothing.
    """
    out = io.BytesIO()
    with _opened(data) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in package.namelist():
            body = package.read(name)
            if _FILLED.match(name) and b"{" in body:
                body = _filled_part(_tree(package, name), values, rows if name == _DOCUMENT else None)
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    return out.getvalue()


def _filled_part(tree: Any, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] | None) -> bytes:
    from lxml import etree

    row = _row_of(tree) if rows is not None else None
    kept = set(row.iter(f"{W}p")) if row is not None else set()
    for paragraph in tree.iter(f"{W}p"):
        if paragraph not in kept:
            _fill(paragraph, values)
    if row is not None:
        _repeat(row, rows or ())
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _row_of(tree: Any) -> Any:
    """The one row of a table that holds places."""
    found = []
    for row in tree.iter(f"{W}tr"):
        inner = "".join(text.text or "" for text in row.iter(f"{W}t"))
        if _PLACE.search(inner) and next(row.iter(f"{W}tbl"), None) is None:
            found.append(row)
    if len(found) != 1:
        raise BadForm("Mẫu sổ phải có đúng một dòng bảng chứa chỗ điền; dòng đó được lặp cho từng hồ sơ.")
    return found[0]


def _repeat(row: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """A copy of the row for each case; what a value holds is never read as a place again."""
    before = row
    for values in rows:
        made = copy.deepcopy(row)
        made.tail = None
        for paragraph in made.iter(f"{W}p"):
            _fill(paragraph, values)
        before.addnext(made)
        before = made
    above = row.getparent()
    del above[above.index(row)]


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put values into the places of a paragraph; a place that is split over runs is written into the first of them."""
    texts = _texts(paragraph)
    whole = "".join(one.text or "" for one in texts)
    matches = list(_PLACE.finditer(whole))
    if not matches:
        return
    start = done = turn = 0
    for one in texts:
        end = start + len(one.text or "")
        at, pieces = max(start, done), []
        while turn < len(matches) and matches[turn].start() < end:
            match = matches[turn]
            pieces += [whole[at : match.start()], _clean(values.get(match.group(1).strip(), ""))]
            done, at, turn = match.end(), min(match.end(), end), turn + 1
        pieces.append(whole[at:end])
        start = end
        _write(one, "".join(pieces))


def _clean(words: str) -> str:
    return _UNPRINTABLE.sub("", words)


def _write(text: Any, words: str) -> None:
    """The words of a text; a line break becomes one of Word."""
    first, *more = words.split("\n")
    text.text = first
    text.set(_SPACE, "preserve")
    parent, after = text.getparent(), text
    for line in more:
        for tag, inner in ((f"{W}br", None), (f"{W}t", line)):
            made = text.makeelement(tag, {})
            if inner is not None:
                made.text = inner
                made.set(_SPACE, "preserve")
            parent.insert(parent.index(after) + 1, made)
            after = made
