"""Bodies a browser would send: forms as the pages print them, blanks filled with plausible values.

A form tells the names, the choices and the values that stand in it; what a view asks for beyond that (names noted by
:mod:`security.recorder`) gets values tried one after the other. So that most acts get as far as writing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from security.recorder import FRAME

TODAY = "2026-11-20"
LATER = "2026-12-20"
WORD = "Nội dung thử"
BY_TYPE = {"date": TODAY, "number": "3", "email": "thu@example.vn", "password": "mat-khau-thu-nghiem-2", "url": "/"}
Values = dict[str, list[str]]


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and what may be chosen."""

    address: str
    method: str
    values: Values = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    blank: dict[str, str] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    printed: Values = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def as_printed(self, hints: Mapping[str, str] | None = None) -> Values:
        """What a browser sends when nothing but the demanded blanks is filled: what is chosen and ticked stays so."""
        found = {name: list(values) for name, values in self.values.items() if name not in self.printed}
        for name, kind in self.blank.items():
            found[name] = [(hints or {}).get(name, kind) if name in self.needed else ""]
        return {**found, **{name: list(values) for name, values in self.printed.items() if values}}

    def changed(self, hints: Mapping[str, str] | None = None) -> Values:
        """What a browser sends when somebody has written on in the texts that stand in the form."""
        found = self.as_printed(hints)
        return {**found, **{name: [f"{found[name][0]} {WORD}"] for name in self.texts if found.get(name)}}

    def filled(self, turn: int = 0, hints: Mapping[str, str] | None = None, *, optional: bool = True) -> Values:
        """The values with the blanks filled (only those that are demanded, unless ``optional``).

        Each ``turn`` takes the next choices; ``hints`` are the values that some names want.
        """
        found = {name: list(values) for name, values in self.values.items()}
        for name, kind in self.blank.items():
            filling = (hints or {}).get(name, kind)
            found[name] = [filling if optional or name in self.needed or name in (hints or {}) else ""]
        for name, choices in self.choices.items():
            usable = [choice for choice in choices if choice] or choices
            found[name] = [usable[turn % len(usable)]] if usable else []
        return found


def forms_of(page: bytes, at: str) -> Iterator[Form]:
    """The forms of a page, and the buttons that send by themselves (``hx-post`` and the like)."""
    try:
        tree = html.document_fromstring(page.decode("utf-8", "replace") or "<p/>")
    except (ValueError, html.etree.ParserError):
        return
    for form in tree.iter("form"):
        yield from _of_form(tree, form, at)
    for method in ("get", "post", "put", "patch", "delete"):
        for each in tree.xpath(f"//*[@hx-{method}]"):
            address = urlsplit(each.get(f"hx-{method}") or at).path or at
            made = Form(address, method.upper())
            around = next(each.iterancestors("form"), None)
            if each.tag == "form" or around is not None:
                _controls(tree, each if each.tag == "form" else around, made)
            _control(each, made)
            yield made


def _of_form(tree: html.HtmlElement, form: html.HtmlElement, at: str) -> Iterator[Form]:
    method = (form.get("method") or "get").upper()
    address = urlsplit(form.get("action") or at).path or at
    plain = Form(address, method)
    buttons = _controls(tree, form, plain)
    if not buttons:
        yield plain
    for button in buttons:
        made = Form(
            urlsplit(button.get("formaction") or address).path, method,
            {name: list(values) for name, values in plain.values.items()},
            plain.choices, plain.files, dict(plain.blank), plain.needed, dict(plain.printed), plain.texts,
        )  # fmt: skip
        if button.get("name"):
            made.values[button.get("name")] = [button.get("value") or ""]
        yield made


def _controls(tree: html.HtmlElement, form: html.HtmlElement, into: Form) -> list[html.HtmlElement]:
    """Take every control of a form; returns its buttons, each of which makes a body of its own."""
    found = list(form.iter("input", "select", "textarea", "button"))
    if form.get("id"):
        found += tree.xpath(f"//*[@form='{form.get('id')}']")
    buttons = []
    for each in found:
        if each.tag == "button" or each.get("type") in ("submit", "image"):
            if (each.get("type") or "submit") != "button":
                buttons.append(each)
        else:
            _control(each, into)
    return buttons


def _control(each: html.HtmlElement, into: Form) -> None:
    name, kind = each.get("name"), (each.get("type") or "text").lower()
    if not name or name in FRAME or each.get("disabled") is not None:
        return
    if each.get("required") is not None:
        into.needed.add(name)
    if each.tag == "select":
        into.choices[name] = [_value(option) for option in each.iter("option")]
        chosen = [_value(option) for option in each.iter("option") if option.get("selected") is not None]
        into.printed[name] = chosen or ([] if each.get("multiple") is not None else into.choices[name][:1])
    elif each.tag == "textarea":
        into.texts.append(name)
        _keep(into, name, (each.text or "").removeprefix("\n"), WORD)  # a browser drops the first one
    elif kind == "file":
        into.files.append(name)
    elif kind == "radio":
        into.choices.setdefault(name, []).append(each.get("value") or "on")
        _ticked(each, into)
    elif kind == "checkbox":
        into.values.setdefault(name, []).append(each.get("value") or "on")
        _ticked(each, into)
    else:
        _keep(into, name, each.get("value") or "", TODAY if _takes_a_day(each) else BY_TYPE.get(kind, WORD))


def _value(option: html.HtmlElement) -> str:
    return str(option.get("value", option.text or ""))


def _ticked(each: html.HtmlElement, into: Form) -> None:
    kept = into.printed.setdefault(each.get("name"), [])
    if each.get("checked") is not None:
        kept.append(each.get("value") or "on")


def _takes_a_day(each: html.HtmlElement) -> bool:
    """Whether a field of text is that of a day (``web.widgets.DayInput``)."""
    return each.get("inputmode") == "numeric" and each.get("maxlength") == "10"


def complained_of(page: bytes) -> set[str]:
    """Names of the controls that a page marks as wrong."""
    try:
        tree = html.document_fromstring(page.decode("utf-8", "replace") or "<p/>")
    except (ValueError, html.etree.ParserError):
        return set()
    wrong = tree.xpath("//*[@name and @aria-invalid='true']")
    wrong += tree.xpath("//*[contains(concat(' ', @class, ' '), ' wrong ')]//*[@name]")
    return {each.get("name") for each in wrong}


def _keep(into: Form, name: str, value: str, filling: str) -> None:
    if value.strip():
        into.values.setdefault(name, []).append(value)
    else:
        into.blank[name] = filling


def paper() -> SimpleUploadedFile:
    """A small paper that can be read."""
    text = "ỦY BAN NHÂN DÂN\nSố: 7/KH-UBND\nKẾ HOẠCH\nThử nghiệm\n"
    return SimpleUploadedFile("ke-hoach.txt", text.encode(), content_type="text/plain")


def workbook() -> SimpleUploadedFile:
    """A small table of tasks, and one of the book of mediations."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn"])
    sheet.append(["1", "Ban hành kế hoạch", "Sở Tư pháp", "", "Kế hoạch", "Tháng 12/2026"])
    mediations = book.create_sheet("So")
    mediations.append(["Ngày nhận", "Phạm vi"])
    mediations.append(["1/11/2026", "khác"])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bang.xlsx", out.getvalue())


def csv_table() -> SimpleUploadedFile:
    """A small table of units."""
    text = "mã định danh,tên,loại,mã cấp trên\nWZ,Phòng Thử,phòng,WC\n"
    return SimpleUploadedFile("bang.csv", text.encode())
