"""The parts of a Word document, whichever file carries them: a zip package or one flat XML file (Open Packaging, OPC).

ISO/IEC 29500-2 (packages and relations) and -4 (the two namespaces, transitional and strict). Names of parts are
compared without regard to capitals; a back-slash in a name is taken for a slash, as some programs write it.
"""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vanban.model import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
MAX_INFLATED = 300 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
BROKEN = "Tệp Word bị hỏng, không mở được nội dung. Hãy mở bằng Word rồi lưu lại, hoặc xin lại tệp từ nơi gửi."
BOMB = "Tệp nén phình ra quá lớn so với dung lượng của nó nên bị từ chối. Hãy kiểm tra lại nguồn gửi tệp."
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1],
}
_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.",
    "application/vnd.ms-word.",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its identity, its kind (the last word of its type) and the name of the other part."""

    identity: str
    kind: str
    target: str


def open_package(data: bytes) -> zipfile.ZipFile:
    """The zip package, after its declared sizes were checked; raises ``UnreadableFile`` bomb, broken or encrypted."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise UnreadableFile("broken", BROKEN) from None
    total = 0
    for entry in entries:
        total += entry.file_size
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile("bomb", BOMB)
        if entry.flag_bits & 1:
            raise UnreadableFile("encrypted", "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if total > MAX_INFLATED or len(entries) > MAX_ENTRIES:
        raise UnreadableFile("bomb", BOMB)
    return package


def parsed(data: bytes) -> Any:
    """The root of an XML text; nothing outside it is fetched, no entity is opened.

    Raises ``UnreadableFile`` bomb or broken. A document in the strict namespace comes back in the transitional one.
    """
    from lxml import etree

    if len(data) > MAX_PART:
        raise UnreadableFile("bomb", BOMB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("broken", BROKEN) from error
    if any(uri in _STRICT for uri in root.nsmap.values()):
        _make_transitional(root)
    return root


def _make_transitional(root: Any) -> None:
    for element in root.iter("*"):
        element.tag = _transitional(element.tag)
        for name, value in list(element.attrib.items()):
            other = _transitional(name)
            if other != name:
                del element.attrib[name]
                element.set(other, value)


def _transitional(name: str) -> str:
    if not name.startswith("{"):
        return name
    uri, _brace, local = name[1:].partition("}")
    return f"{{{_STRICT[uri]}}}{local}" if uri in _STRICT else name


class Package:
    """The parts of a document by name.

    ``parts`` gives for a name (small letters, no slash before it) what reads the bytes or the tree of that part.
    """

    def __init__(self, parts: Mapping[str, Callable[[], Any]]) -> None:
        self._parts = parts
        self._types: dict[str, str] | None = None

    @classmethod
    def of_zip(cls, package: zipfile.ZipFile) -> Package:
        """The parts of an opened zip file, which must stay open."""
        return cls({_plain(info.filename): _reader(package, info) for info in package.infolist()})

    @classmethod
    def of_flat(cls, root: Any) -> Package:
        """The parts of a flat file (Word's «XML document»)."""
        parts: dict[str, Callable[[], Any]] = {}
        types: dict[str, str] = {}
        for part in root.iterchildren(f"{PKG}part"):
            name = _plain(part.get(f"{PKG}name") or "")
            types[name] = part.get(f"{PKG}contentType") or ""
            parts[name] = _flat_reader(part)
        found = cls(parts)
        found._types = types
        return found

    def names(self) -> Iterator[str]:
        """The names of all parts, in small letters."""
        return iter(self._parts)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is none; raises ``UnreadableFile`` broken or bomb."""
        read = self._parts.get(_plain(name))
        if read is None:
            return None
        found = read()
        if isinstance(found, bytes):
            return found
        from lxml import etree

        return bytes(etree.tostring(found))

    def tree(self, name: str | None) -> Any | None:
        """The XML tree of a part, None when there is none; raises as :meth:`data`."""
        read = None if name is None else self._parts.get(_plain(name))
        if read is None:
            return None
        found = read()
        return parsed(found) if isinstance(found, bytes) else found

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part inside the package, in their order; of the package itself for an empty name."""
        folder, name = posixpath.split(_plain(part))
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for one in () if root is None else root:
            if isinstance(one.tag, str) and one.get("TargetMode") != "External":
                target = (one.get("Target") or "").replace("\\", "/")
                path = target if target.startswith("/") else posixpath.join(folder, target)
                kind = (one.get("Type") or "").rpartition("/")[2]
                found.append(Relation(one.get("Id") or "", kind, _plain(posixpath.normpath(path))))
        return found

    def type_of(self, name: str) -> str:
        """The content type of a part, empty when none is declared."""
        if self._types is None:
            self._types = {}
            root = self.tree("[content_types].xml")
            for one in () if root is None else root.iter("{*}Override", "{*}Default"):
                key = one.get("PartName") or f".{one.get('Extension')}"
                self._types[_plain(key)] = one.get("ContentType") or ""
        plain = _plain(name)
        return self._types.get(plain) or self._types.get(posixpath.splitext(plain)[1]) or ""

    def main(self) -> str | None:
        """The name of the part that holds the document: by the package's relation, else where Word puts it."""
        for one in self.relations(""):
            if one.kind == "officeDocument" and one.target in self._parts:
                return one.target
        return next((name for name in ("word/document.xml", "document.xml") if name in self._parts), None)

    def is_word(self) -> bool:
        """Whether the package holds a document of Word."""
        main = self.main()
        if main is None:
            return False
        return main.startswith("word/") or self.type_of(main).startswith(_MAIN_TYPES) or main == "document.xml"


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _reader(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if info.file_size > MAX_PART:
            raise UnreadableFile("bomb", BOMB)
        try:
            with package.open(info) as stream:
                return stream.read(MAX_PART + 1)
        except Exception as error:  # zlib and zipfile each have their own errors for a damaged part
            raise UnreadableFile("broken", BROKEN) from error

    return read


def _flat_reader(part: Any) -> Callable[[], Any]:
    def read() -> Any:
        inner = part.find(f"{PKG}xmlData")
        if inner is not None:
            return next(iter(inner.iterchildren("*")), None)
        text = part.findtext(f"{PKG}binaryData") or ""
        try:
            return base64.b64decode(text)
        except (binascii.Error, ValueError) as error:
            raise UnreadableFile("broken", BROKEN) from error

    return read
