"""Word 2003 XML (WordprocessingML 2003) told in the words of today, so that one reader reads both.

Source: Microsoft Office 2003 XML Reference Schemas. Lists, tracked changes, notes and page heads have other names and
places there; what has the same name keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vanban.files.word.package import Package, R, W

W2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_NAMES = {
    "listPr": "numPr",
    "ilfo": "numId",
    "listDef": "abstractNum",
    "list": "num",
    "ilst": "abstractNumId",
    "listStyleLink": "numStyleLink",
    "vmerge": "vMerge",
    "hdr": "hdr",
    "ftr": "ftr",
}
_ATTRIBUTES = {
    "listDefId": "abstractNumId",
    "ilfo": "numId",
    "h-ansi": "hAnsi",
    "fareast": "eastAsia",
    "instr": "instr",
}
_FORMS = {
    "0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "5": "ordinal",
    "22": "decimalZero", "23": "bullet", "57": "numberInDash", "255": "none",
}  # fmt: skip
_CHANGES = {
    "Word.Deletion": "del",
    "Word.Insertion": "ins",
    "Word.Formatting": None,
    "Word.Numbering": None,
}
_PAGES = {"odd": "default", "even": "even", "first": "first"}


def package_of(root: Any) -> Package:
    """The parts that a document of Word 2003 would have today. The tree is changed."""
    from lxml import etree

    _rename(root)
    _unwrap(root)
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = etree.Element("Relationships")
    parts: dict[str, Callable[[], Any]] = {}

    def add(name: str, kind: str, tree: Any) -> str:
        identity = f"r{len(parts)}"
        etree.SubElement(relations, "Relationship", Id=identity, Type=f"{types}/{kind}", Target=name)
        parts[f"word/{name}"] = lambda: tree
        return identity

    for kind, holder, items in (("styles", "styles", None), ("numbering", "lists", ("abstractNum", "num"))):
        tree = root.find(f"{W}{holder}")
        if tree is not None:
            add(f"{kind}.xml", kind, tree if items is None else _numbering(tree))
    for kind in ("footnote", "endnote"):
        notes = _notes(root, kind)
        if len(notes):
            add(f"{kind}s.xml", f"{kind}s", notes)
    for number, head in enumerate(list(root.iter(f"{W}hdr", f"{W}ftr"))):
        kind = "header" if head.tag == f"{W}hdr" else "footer"
        reference = etree.Element(f"{W}{kind}Reference")
        reference.set(f"{W}type", _PAGES.get(head.get(f"{W}type") or "odd", "default"))
        reference.set(f"{R}id", add(f"{kind}{number}.xml", kind, head))
        head.getparent().replace(head, reference)
    parts["word/document.xml"] = lambda: root
    parts["word/_rels/document.xml.rels"] = lambda: relations
    properties = root.find("{urn:schemas-microsoft-com:office:office}DocumentProperties")
    if properties is not None:
        parts["docprops/core.xml"] = lambda: properties
    return Package(parts)


def _rename(root: Any) -> None:
    for element in root.iter("*"):
        if element.tag.startswith(W2003):
            local = element.tag[len(W2003) :]
            element.tag = f"{W}{_NAMES.get(local, local)}"
        for name, value in list(element.attrib.items()):
            if name.startswith(W2003):
                local = name[len(W2003) :]
                del element.attrib[name]
                element.set(f"{W}{_ATTRIBUTES.get(local, local)}", value)
        if element.tag == f"{W}nfc":
            element.tag = f"{W}numFmt"
            element.set(f"{W}val", _FORMS.get(element.get(f"{W}val") or "", "decimal"))
        elif element.tag == f"{W}suff":
            element.set(f"{W}val", (element.get(f"{W}val") or "").casefold())


def _unwrap(root: Any) -> None:
    """Sections of the hints for other programs go; tracked changes stand where they stand today."""
    for element in list(root.iter(f"{_WX}sect", f"{_WX}sub-section", f"{_WX}pBdrGroup", f"{_WX}borders")):
        _replace(element, list(element))
    for change in list(root.iter(f"{_AML}annotation")):
        name = _CHANGES.get(change.get(f"{W}type") or "", "")
        content = change.find(f"{_AML}content")
        if name and content is None:
            change.tag = f"{W}{name}"
        elif name:
            content.tag = f"{W}{name}"
            _replace(change, [content])
        elif name is None or content is None:
            _replace(change, [])
        else:
            _replace(change, list(content))


def _replace(element: Any, others: list[Any]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    for number, other in enumerate(others):
        parent.insert(at + number, other)


def _numbering(lists: Any) -> Any:
    from lxml import etree

    root = etree.Element(f"{W}numbering")
    for element in list(lists):
        if element.tag in (f"{W}abstractNum", f"{W}num"):
            root.append(element)
    return root


def _notes(root: Any, kind: str) -> Any:
    """The notes that stand in the text where their marks do, as a part of their own."""
    from lxml import etree

    notes = etree.Element(f"{W}{kind}s")
    for number, note in enumerate(list(root.iter(f"{W}{kind}")), 1):
        reference = etree.Element(f"{W}{kind}Reference")
        reference.set(f"{W}id", str(number))
        parent = note.getparent()
        if parent is None or parent.tag == f"{W}{kind}s":
            continue
        parent.replace(note, reference)
        note.set(f"{W}id", str(number))
        notes.append(note)
    return notes
