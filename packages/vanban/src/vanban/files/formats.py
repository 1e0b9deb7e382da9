"""The formats that are read: what each is called, how its content is known, what must be on the machine for it."""

from __future__ import annotations

import codecs
import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec

from vanban.files.word.package import Package, open_package
from vanban.model import UnreadableFile


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read.

    ``suffixes`` are the names that such files have; a file of another format under them is refused. ``needs`` is what
    must be on the machine: a Python package, or a program.
    """

    key: str
    words: str
    suffixes: tuple[str, ...]
    needs: str | None = None
    also: tuple[str, ...] = ()  # suffixes under which programs save it too

    @property
    def is_ready(self) -> bool:
        """Whether this machine reads it."""
        if self.needs is None:
            return True
        if self.needs == "LibreOffice":
            return bool(shutil.which("soffice") or shutil.which("libreoffice"))
        if self.needs == "tesseract":
            return shutil.which("tesseract") is not None
        return find_spec(self.needs) is not None


FORMATS = (
    Format("docx", "tệp Word", ("docx", "docm", "dotx", "dotm"), "lxml", also=("doc",)),
    Format("word-xml", "tệp Word dạng XML", ("xml",), "lxml", also=("doc",)),
    Format("doc", "tệp Word đời cũ", ("doc", "dot"), "LibreOffice"),
    Format("rtf", "tệp RTF", ("rtf",), "LibreOffice", also=("doc",)),
    Format("odt", "văn bản OpenDocument", ("odt", "ott", "fodt"), "LibreOffice"),
    Format("pdf", "tệp PDF", ("pdf",), "pypdfium2"),
    Format("html", "trang web", ("html", "htm", "xhtml"), "lxml", also=("doc", "txt", "mht", "mhtml")),
    Format("mht", "trang web lưu một tệp", ("mht", "mhtml"), "lxml", also=("doc", "htm", "html")),
    Format("txt", "tệp chữ", ("txt", "md", "text", "csv", "tsv")),
    Format("image", "ảnh", ("png", "jpg", "jpeg", "tif", "tiff"), "tesseract"),
)
"""In the order in which they are shown."""
WORDS = {one.key: one.words for one in FORMATS}
NAMED: dict[str, set[str]] = {
    suffix: {one.key for one in FORMATS if suffix in (*one.suffixes, *one.also)}
    for own in FORMATS
    for suffix in own.suffixes
}
"""The formats that a file with this ending may have."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OTHER_PICTURES = (b"GIF8", b"BM\x00", b"\x00\x00\x00\x0cjP")
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html|<head|<body|<div|<p[ >]|<table)", re.I | re.S
)
_MESSAGE = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]{0,900}\r?\n(?:[ \t][^\n]{0,900}\r?\n){0,20}){1,40}", re.ASCII)
_CARRIES_PAGE = re.compile(rb"^content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_WORD_XML = re.compile(
    rb"""<\?mso-application\s+progid="Word\.Document" | <(?:\w+:)?wordDocument\b | <pkg:package\b""", re.VERBOSE
)
_SHEET_XML = re.compile(
    rb"""<\?mso-application\s+progid="Excel\.Sheet" | urn:schemas-microsoft-com:office:spreadsheet""", re.VERBOSE
)
_PROGRAM = "Đây là chương trình máy tính, không phải văn bản, nên không nhận. Hãy xoá tệp này nếu không rõ ai gửi."
_PROGRAM_MARKS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_XML = "Tệp XML này không phải văn bản Word hay trang web. Hãy gửi văn bản dạng .docx hoặc .pdf."
_SHEET = "Tệp là bảng tính Excel, không phải văn bản. Hãy gửi văn bản dạng .docx hoặc .pdf."


def _is_program(data: bytes) -> bool:
    """Whether the bytes are a program: of Windows (MZ with its header), Linux (ELF), macOS (Mach-O) or Java."""
    windows = data.startswith(b"MZ") and b"\x00" in data[:64]
    return windows or data.startswith(_PROGRAM_MARKS)


def sniff(data: bytes) -> str:
    """The key of the format of the bytes; raises ``UnreadableFile`` for what is not read."""
    if _is_program(data):
        raise UnreadableFile("unsupported", _PROGRAM)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES):
        return "image"
    if (
        data.startswith(_OTHER_PICTURES)
        or data[8:12] == b"WEBP"
        or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif")
    ):
        raise UnreadableFile(
            "unsupported",
            "Tệp là ảnh loại không đọc được. Hãy gửi ảnh .png, .jpg, .tiff hoặc bản Word, PDF của văn bản.",
        )
    return _sniff_text(_plain_head(data))


def _plain_head(data: bytes) -> bytes:
    """The beginning of a text with one byte for each plain letter."""
    head = data[:8192]
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark) or (mark == codecs.BOM_UTF16_LE and head[1:40:2].count(0) > 15):
            return head.removeprefix(mark).decode(codec, "ignore").encode("latin-1", "replace")
    while head.startswith(codecs.BOM_UTF8):
        head = head.removeprefix(codecs.BOM_UTF8)
    return head


def _sniff_text(head: bytes) -> str:
    bare = head.lstrip()
    if bare.startswith(b"<") and _WORD_XML.search(head):
        return "word-xml"
    if bare.startswith(b"<") and _SHEET_XML.search(head):
        raise UnreadableFile("unsupported", _SHEET)
    if _HTML.match(head[:4096]):
        return "html"
    if bare.startswith(b"<?xml") or bare.startswith(b"<office:document"):
        if b"application/vnd.oasis.opendocument.text" in head:
            return "odt"
        raise UnreadableFile("unsupported", _XML)
    fields = _MESSAGE.match(bare)
    if fields is not None and b"mime-version" in fields[0].lower() and _CARRIES_PAGE.search(fields[0]):
        return "mht"
    return "txt"


def _sniff_zip(data: bytes) -> str:
    with open_package(data) as file:
        package = Package.of_zip(file)
        names = list(package.names())
        if package.is_word():
            return "docx"
        kind = package.data("mimetype") if "mimetype" in names else b""
    if kind and kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("xl/") for name in names) or (kind or b"").endswith(b"spreadsheet"):
        raise UnreadableFile("unsupported", _SHEET)
    raise UnreadableFile("unsupported", "Tệp nén này không phải văn bản Word. Hãy giải nén rồi gửi từng văn bản.")


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("encrypted", "Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if "WordDocument".encode("utf-16-le") not in data:
        raise UnreadableFile("unsupported", "Tệp không phải văn bản Word. Hãy gửi văn bản dạng .docx hoặc .pdf.")
    return "doc"


def check_name(form: str, name: str) -> None:
    """Raise ``UnreadableFile('wrong_type')`` for a file whose ending is that of another format."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    allowed = NAMED.get(suffix)
    if allowed is not None and form not in allowed:
        raise UnreadableFile(
            "wrong_type",
            f"Tên tệp có đuôi .{suffix} nhưng nội dung là {WORDS[form]}. Hãy kiểm tra và đặt lại tên đúng loại tệp.",
        )
