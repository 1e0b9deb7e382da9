"""Puts what was typed back into the form of a finished page: one way for every form, without a script. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Pairs = Sequence[tuple[str, str]]
MARKS = frozenset({"csrfmiddlewaretoken", "_mau", "_tep-giu", "seen"})
"""Hidden fields that stand for the moment, not for the thing acted on: they are never filled and never compared."""
_NOT_TYPED = frozenset({"hidden", "submit", "button", "image", "reset", "password"})
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass
class _Control:
    """One field: where its tag begins and ends, its attributes, and for a text box where its text ends."""

    tag: str
    start: int
    end: int
    attributes: dict[str, str | None]
    close: int = 0
    options: list[_Control] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text").lower() if self.tag == "input" else self.tag


@dataclass
class _Form:
    """One form of the page, with the closed folds (``details``) it stands in."""

    attributes: dict[str, str | None]
    opened: int
    closed: int = 0
    controls: list[_Control] = field(default_factory=list)
    buttons: list[dict[str, str | None]] = field(default_factory=list)
    folds: list[_Control] = field(default_factory=list)


class _Page(HTMLParser):
    """Finds the forms that write, and every element with an id, by their places in the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for line in html.splitlines(keepends=True) if "\r" not in html else []:
            self.lines.append(self.lines[-1] + len(line))
        if "\r" in html:  # the parser counts \n only
            for line in html.split("\n"):
                self.lines.append(self.lines[-1] + len(line) + 1)
        self.forms: list[_Form] = []
        self.open_form: _Form | None = None
        self.folds: list[_Control] = []
        self.select: _Control | None = None
        self.area: _Control | None = None
        self.ids: dict[str, _Control] = {}
        self.placed: list[_Control] = []  # elements that carry data-place or data-refusal
        self.stack: list[_Control] = []
        self.main = 0
        self.feed(html)
        self.close()

    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self.at()
        one = _Control(tag, start, start + len(self.get_starttag_text() or ""), dict(attrs))
        if tag not in _VOID:
            self.stack.append(one)
        if one.attributes.get("id"):
            self.ids.setdefault(one.attributes["id"] or "", one)
        if "data-place" in one.attributes or "data-refusal" in one.attributes:
            self.placed.append(one)
        if tag == "main":
            self.main = one.end
        elif tag == "details":
            self.folds.append(one)
        elif tag == "form":
            self.open_form = _Form(one.attributes, one.end, folds=list(self.folds))
            self.forms.append(self.open_form)
        elif self.open_form is not None:
            self.in_form(self.open_form, one)

    def in_form(self, form: _Form, one: _Control) -> None:
        if one.tag in ("input", "select", "textarea"):
            form.controls.append(one)
            self.select = one if one.tag == "select" else self.select
            self.area = one if one.tag == "textarea" else self.area
        elif one.tag == "option" and self.select is not None:
            self.select.options.append(one)
        elif one.tag == "button":
            form.buttons.append(one.attributes)

    def handle_endtag(self, tag: str) -> None:
        here = self.at()
        while self.stack and tag not in _VOID:
            last = self.stack.pop()
            last.close = here
            if last.tag == tag:
                break
        if tag == "form" and self.open_form is not None:
            self.open_form.closed, self.open_form = here, None
        elif tag == "details" and self.folds:
            self.folds.pop()
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area is not None:
            self.area.close, self.area = here, None


def _tag(one: _Control, changes: Mapping[str, str | None], without: Sequence[str] = ()) -> str:
    attributes = {name: value for name, value in one.attributes.items() if name not in without} | dict(changes)
    written = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes.items()
    )
    return f"<{one.tag}{written}>"


def _path(address: str, here: str) -> str:
    try:
        return urlsplit(urljoin(here, address or here)).path
    except ValueError:
        return ""


def _belongs(form: _Form, address: str, here: str, sent: Pairs) -> bool:
    """Whether what was sent to an address came from this form: the same address and the same thing acted on."""
    targets = [form.attributes.get("action") or "", *(b["formaction"] or "" for b in form.buttons if "formaction" in b)]
    if (form.attributes.get("method") or "get").lower() != "post" or address not in {_path(t, here) for t in targets}:
        return False
    given = set(sent)
    names = {name for name, _value in sent}
    return all(
        (one.name, one.attributes.get("value") or "") in given
        for one in form.controls
        if one.kind == "hidden" and one.name in names and one.name not in MARKS
    )


@dataclass(frozen=True, slots=True)
class Back:
    """What goes back into a form: the values sent to ``address``, and the HTML around and beside them.

    ``head`` stands first in the form, ``foot`` last; ``files`` has for the name of a file field what stands behind it.
    """

    address: str
    sent: Pairs
    head: str = ""
    foot: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    marks: bool = False
    """Whether the mark of what the person saw goes back too, so that a change made meanwhile is still told."""


def filled(html: str, here: str, back: Back) -> str | None:
    """The page with the form filled, opened and in view; None when no form of the page takes what was sent.

    ``here`` is the path of the page. A refusal that the page says elsewhere (``data-refusal``) comes into the form.
    """
    page = _Page(html)
    form = next((one for one in page.forms if one.closed and _belongs(one, back.address, here, back.sent)), None)
    if form is None:
        return None
    edits: list[tuple[int, int, str]] = []
    left = Counter(back.sent)
    queue: dict[str, list[str]] = {}
    for name, value in back.sent:
        queue.setdefault(name, []).append(value)
    for one in form.controls:
        if back.marks and one.kind == "hidden" and one.name == "seen" and queue.get("seen"):
            edits.append((one.start, one.end, _tag(one, {"value": queue["seen"][0]})))
        edits += _control(one, queue, left, back.files)
    for fold in form.folds:
        if "open" not in fold.attributes:
            edits.append((fold.start, fold.end, _tag(fold, {"open": None})))
    said = ""
    for one in page.placed:
        if "data-refusal" in one.attributes and one.close:
            end = html.index(">", one.close) + 1
            said += html[one.start : end]
            edits.append((one.start, end, ""))
    edits.append((form.opened, form.opened, said + back.head))
    edits.append((form.closed, form.closed, back.foot))
    return _edited(html, edits)


def _control(
    one: _Control, queue: dict[str, list[str]], left: Counter[tuple[str, str]], files: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    kind, name = one.kind, one.name
    if kind == "file":
        if name not in files:
            return []
        return [(one.start, one.end, _tag(one, {}, ["required"]) + files[name])]
    if not name or kind in _NOT_TYPED:
        return []
    if kind in ("checkbox", "radio"):
        on = left[(name, one.attributes.get("value") or "on")] > 0
        if on == ("checked" in one.attributes):
            return []
        return [(one.start, one.end, _tag(one, {"checked": None} if on else {}, ["checked"]))]
    values = queue.get(name)
    if not values:
        return []
    if one.tag == "select":
        chosen = values if "multiple" in one.attributes else [values.pop(0)]
        known = {option.attributes.get("value") for option in one.options}
        if not set(chosen) & known:
            return []
        return [
            (o.start, o.end, _tag(o, {"selected": None} if o.attributes.get("value") in chosen else {}, ["selected"]))
            for o in one.options
        ]
    value = values.pop(0)
    if one.tag == "textarea":
        return [(one.end, one.close, ("\n" if value.startswith("\n") else "") + escape(value))]
    return [(one.start, one.end, _tag(one, {"value": value}))]


def _edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    parts, last = [], 0
    for start, end, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        parts += [html[last:start], text]
        last = end
    return "".join([*parts, html[last:]])


def placed(html: str) -> str:
    """The page with each message that names its place (``data-place="khai-bao"``) standing in that section."""
    page = _Page(html)
    edits: list[tuple[int, int, str]] = []
    for one in page.placed:
        target = page.ids.get(one.attributes.get("data-place") or "")
        if target is None or not one.close or target.tag in _VOID:
            continue
        end = html.index(">", one.close) + 1
        block = target.tag in ("section", "div", "article", "li", "td", "main")
        spot = target.end if block else target.start
        edits += [(one.start, end, ""), (spot, spot, html[one.start : end])]
    return _edited(html, edits) if edits else html


def put_first(html: str, block: str) -> str:
    """The page with a block first in its content."""
    spot = _Page(html).main
    return html[:spot] + block + html[spot:]
