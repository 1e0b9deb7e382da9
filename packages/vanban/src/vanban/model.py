"""The values that a reading is made of: frozen, slotted dataclasses, each with ``to_dict()`` and ``from_dict()``.

Offsets are Unicode code points into ``Reading.text``. Dates are :class:`datetime.date` here and ISO 8601
in ``to_dict()``. Missing is ``None`` or an empty tuple, never an invented value and never ``""``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, Self

from vanban.moving import Move
from vanban.settling import Settled, settled
from vanban.shapes import BadShape, jsonable, made, written

SCHEMA = "vanban/1"


class Value:
    """Base of every value of a reading: a dataclass that knows its JSON form and is read back from it."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The object of the public JSON; ``class_`` is written as ``class``."""
        return written(self)

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> Self:
        """The value that an object of :meth:`to_dict` was written from; what an older version left out has its default.

        Raises:
            BadShape: the object lacks something or holds something else than it should; the sentence says where.
        """
        return made(cls, body)


@dataclass(frozen=True, slots=True)
class Span(Value):
    """A passage of the text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source(Value):
    """The file that was read. ``pages`` is None when the format has no pages; ``ocr`` tells a scan.

    ``encoding`` names the old sets that letters were turned from (TCVN3, VNI …), None for Unicode.
    """

    name: str
    format: str
    sha256: str
    pages: int | None = None
    ocr: bool = False
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Cell(Value):
    """One cell of a table: its text (lines joined) and where each printed piece of it stands."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def start(self) -> int | None:
        """Where the first printed piece begins, or None for an empty cell."""
        return self.spans[0].start if self.spans else None

    @property
    def end(self) -> int | None:
        """Where the last printed piece ends, or None for an empty cell."""
        return self.spans[-1].end if self.spans else None


@dataclass(frozen=True, slots=True)
class Table(Value):
    """A table after joining: rows that broke over a page are one row, repeated heads are dropped."""

    start: int
    end: int
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class PageSpan(Value):
    """A passage ``text[start:end]`` that stands on one page; the first page is 1."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside(Value):
    """Words of a file that are no part of the text of the paper, kept because a mark may stand in them.

    ``carrier`` is what holds them: annotation (of a PDF), slanted (text across the page), running (head or foot of
    the pages), box (text box), property (of the file). They are asked for a mark of secrecy, and nothing else.
    """

    carrier: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as text, with the tables found in it. ``text`` is what every offset counts in.

    ``pages`` tells on which page each passage stands, in the order of the text (notes stand after the body, so a page
    may come twice); it is empty for formats without pages. ``doubtful`` are the words of a scan that a person should
    look at, in the order of the text. ``asides`` are what the file holds beside the text. Readers read ``view``;
    ``settled`` leads from it back into ``text``.
    """

    text: str
    source: Source
    tables: tuple[Table, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    doubtful: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    _seen: dict[str, Document | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def settled(self) -> Settled:
        """The settled text and the way back from it."""
        return settled(self.text)

    @property
    def view(self) -> Document:
        """The same paper in its settled text, its tables, pages and doubtful words at their places in it.

        The document itself when its text is settled as it is read. Made once.
        """
        if "view" not in self._seen:
            self._seen["view"] = self._in(self.settled.text)
        return self._seen["view"] or self

    @property
    def composed(self) -> Document:
        """The view with every tone mark where it was printed, for readers whose values are passages of the paper."""
        if "composed" not in self._seen:
            self._seen["composed"] = self._in(self.settled.composed)
        return self._seen["composed"] or self

    def _in(self, text: str) -> Document | None:
        """The document in another text of it, None in its own."""
        if text == self.text:
            return None
        held = (tuple(_settled_table(table) for table in self.tables), self.pages, self.doubtful)
        offsets = self.settled.offsets
        if offsets is not None:
            held = Move(offsets.forth, text)(held)
        return Document(text, self.source, *held, self.asides)

    def page_at(self, offset: int) -> int | None:
        """The page on which ``text[offset]`` stands, or None when the format has no pages."""
        at = bisect_right(self.pages, offset, key=lambda passage: passage.start)
        return self.pages[max(at - 1, 0)].page if self.pages else None


def _settled_table(table: Table) -> Table:
    """A table with the words of its cells settled; their places stay."""
    header, *rows = ([Cell(settled(cell.text).text, cell.spans) for cell in row] for row in (table.header, *table.rows))
    caption = None if table.caption is None else settled(table.caption).text
    return Table(table.start, table.end, tuple(header), tuple(tuple(row) for row in rows), caption)


@dataclass(frozen=True, slots=True)
class Header(Value):
    """The head and foot of a paper (thể thức): see CONTRACT ``header``."""

    kind: str | None = None
    kind_code: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: dt.date | None = None
    date_text: str | None = None
    place: str | None = None
    issuer: str | None = None
    parent: str | None = None
    title: str | None = None
    addressee: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    signer: str | None = None
    signer_capacity: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node(Value):
    """A numbered part of a paper. ``level`` is phần, chương, mục, điều, khoản, điểm, tiết or gạch đầu dòng."""

    level: str
    label: str
    title: str
    start: int
    end: int
    children: tuple[Node, ...] = ()


class Around(Protocol):
    """Who tells the title, the pinpoint and the role of a mention when they are asked for."""

    @property
    def title(self) -> str | None:
        """The title of a law, or the subject of another document."""

    @property
    def pinpoint(self) -> str | None:
        """The provision that is cited."""

    @property
    def role(self) -> str:
        """What the sentence does with the document."""


class _Asked(Value):
    """A value of which some fields stay empty until they are asked for; nothing else shows that they do."""

    __slots__ = ("_around",)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name not in ("title", "pinpoint", "role"):
                raise AttributeError(name)
            told = getattr(object.__getattribute__(self, "_around"), name)
            object.__setattr__(self, name, told)
            return told


@dataclass(frozen=True, slots=True)
class Citation(_Asked):
    """A mention of a document (viện dẫn): see CONTRACT ``citation``. ``class_`` is written ``class`` in JSON.

    A reader may leave ``title``, ``pinpoint`` and ``role`` to be read when they are first asked for (:meth:`later`).
    """

    start: int
    end: int
    surface: str
    kind: str | None = None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    class_: str = "numbered"
    role: str = "mentions"
    target: str | None = None

    @classmethod
    def later(cls, around: Around, *told: object) -> Self:
        """A mention of which ``around`` tells the rest when it is asked for; ``told`` are the other fields."""
        mention = object.__new__(cls)
        _PUT_AROUND(mention, around)
        for put, value in zip(_PUT_AT_ONCE, told, strict=True):
            put(mention, value)
        return mention

    def elsewhere(self, **fields: Any) -> Self:
        """The mention with other fields (its place in another text); what was not asked for yet stays so."""
        around = getattr(self, "_around", None)
        if around is None:
            return replace(self, **fields)
        moved = self.later(around, *[fields[name] if name in fields else getattr(self, name) for name in _AT_ONCE])
        for name in fields.keys() - _AT_ONCE:
            object.__setattr__(moved, name, fields[name])
        return moved


_AT_ONCE = tuple(each.name for each in dataclass_fields(Citation) if each.name not in ("title", "pinpoint", "role"))
_PUT_AT_ONCE = tuple(getattr(Citation, name).__set__ for name in _AT_ONCE)
_PUT_AROUND = vars(_Asked)["_around"].__set__


class TimingKind(StrEnum):
    """The eleven kinds of deadline rule (loại thời hạn), and ``none`` for a paper that sets no time."""

    FIXED = "fixed"
    WINDOW = "window"
    OPEN_WINDOW = "open_window"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    AFTER_EVENT = "after_event"
    BEFORE_EVENT = "before_event"
    DURING_EVENT = "during_event"
    ON_REQUEST = "on_request"
    EXTERNAL = "external"
    COMPOSITE = "composite"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Timing(Value):
    """A deadline phrase as read (thời hạn). ``rrule`` names the due days, ``window`` the ISO 8601 length before each.

    ``confidence`` is 0 when the phrase was not understood: then only ``text`` speaks and ``kind`` is ``none``.
    """

    kind: TimingKind = TimingKind.NONE
    start: dt.date | None = None
    due: dt.date | None = None
    rrule: str | None = None
    window: str | None = None
    event: str | None = None
    confidence: float = 0.0
    offset_days: int | None = None
    offset_unit: str | None = None  # "day" (ngày) or "working_day" (ngày làm việc)
    parts: tuple[Timing, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Group(Value):
    """The heading a task stands under (nhóm nhiệm vụ)."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Progress(Value):
    """What a report says of a task: its result and note as printed, and their reading."""

    result: str | None = None
    note: str | None = None
    status: str | None = None  # completed | in_progress | not_due
    punctuality: str | None = None  # early | on_time | late


@dataclass(frozen=True, slots=True)
class Task(Value):
    """One task (nhiệm vụ) as the paper states it: see CONTRACT ``task``.

    ``lead_from`` says where the lead was named: cell (a table's), line (a line of its own: «Chủ trì: …», «Giao … :»),
    sentence (the work's own) or heading (inherited from the heading above); None when nobody was.
    """

    code: str
    title: str
    start: int
    end: int
    part: str | None = None
    part_title: str | None = None
    group: Group | None = None
    no: str | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    lead_text: str | None = None
    coordinating_text: str | None = None
    product: str | None = None
    timing_text: str | None = None
    timing: Timing = field(default_factory=Timing)
    progress: Progress | None = None
    reports_on: str | None = None
    duty: bool = False
    spans: dict[str, Span] = field(default_factory=dict)  # field name -> where it stands
    confidence: float = 1.0
    lead_from: str | None = None


@dataclass(frozen=True, slots=True)
class Figure(Value):
    """A number that the paper states (số liệu): see CONTRACT ``figure``.

    ``whole`` is the number of which it is a part («104.462 hồ sơ/108.117»); ``bound`` is at_least («trở lên»), at_most
    («không quá») or about («khoảng»), None when the number is stated as it is.
    """

    start: int
    end: int
    surface: str
    value: float | int
    unit: str | None = None
    subject: str | None = None
    period: str | None = None
    where: str = "body"
    whole: float | int | None = None
    bound: str | None = None


class AmendmentKind(StrEnum):
    """What an instruction of an amending paper does (loại lệnh sửa đổi).

    amend: sửa đổi, thay thế cả nội dung · insert: bổ sung · repeal: bãi bỏ, thay thế văn bản, hết hiệu lực ·
    repeal_operation: bãi bỏ một lệnh sửa đổi · replace_phrase, insert_phrase, delete_phrase: cụm từ · rename: tên ·
    replace_annex: thay phụ lục, mẫu · renumber: đánh số lại · suspend: ngưng hiệu lực ·
    continue: tiếp tục có hiệu lực · correct: đính chính ·
    blanket_derogation: «các quy định trước đây trái với …» · commencement: có hiệu lực ·
    transitional: chuyển tiếp · unread: một lệnh sửa đổi chưa đọc được.
    """

    AMEND = "amend"
    INSERT = "insert"
    REPEAL = "repeal"
    REPEAL_OPERATION = "repeal_operation"
    REPLACE_PHRASE = "replace_phrase"
    INSERT_PHRASE = "insert_phrase"
    DELETE_PHRASE = "delete_phrase"
    RENAME = "rename"
    REPLACE_ANNEX = "replace_annex"
    RENUMBER = "renumber"
    SUSPEND = "suspend"
    CONTINUE = "continue"
    CORRECT = "correct"
    BLANKET_DEROGATION = "blanket_derogation"
    COMMENCEMENT = "commencement"
    TRANSITIONAL = "transitional"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Phrase(Value):
    """Words quoted in an instruction, and where they stand without their marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Place(Value):
    """A provision named in an instruction, as a pinpoint («khoản 3 Điều 7», «tên Điều 14»), and where it is named."""

    start: int
    end: int
    provision: str


@dataclass(frozen=True, slots=True)
class Anchor(Value):
    """Where new text goes: ``position`` is after (vào sau), before (vào trước), end (vào cuối) or into (vào)."""

    position: str
    provision: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Effect(Value):
    """From when an operation acts, as stated: the words, and the days when they can be proved.

    ``until`` is the last day of a suspension or a term; None when its end is an event or is not stated.
    """

    start: int
    end: int
    text: str
    date: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Amendment(Value):
    """One operation that an amending paper orders (lệnh sửa đổi): see docs/vanban.md, «Lệnh sửa đổi».

    ``start``, ``end`` are the instruction itself without the quoted new text. ``scope`` is document (whole document),
    provision, subject (a part told by its subject only) or None; only a ``document`` operation means the whole
    document. ``at`` is where the instruction stands in this paper. ``needs_person`` with a ``reason`` tells that the
    operation must not be applied before a person has looked at it. ``document_name`` is what the document is called
    where its number is not told («Luật Giá»): whoever keeps a register may find it there.
    """

    kind: AmendmentKind
    start: int
    end: int
    surface: str
    at: str | None = None
    document: str | None = None
    provision: str | None = None
    scope: str | None = None
    payload: Span | None = None
    old: Phrase | None = None
    new: Phrase | None = None
    places: tuple[Place, ...] = ()
    anchor: Anchor | None = None
    replacement: str | None = None
    effect: Effect | None = None
    confidence: float = 1.0
    needs_person: bool = False
    reason: str | None = None
    document_name: str | None = None


@dataclass(frozen=True, slots=True)
class Finding(Value):
    """A fault found by a check: see CONTRACT ``finding``."""

    rule: str
    severity: str
    start: int
    end: int
    surface: str
    message: str
    suggestion: str | None = None
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper(Value):
    """One of several papers in a file: where it stands in the text, and what was read of it."""

    start: int
    end: int
    header: Header
    outline: tuple[Node, ...] = ()
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading(Value):
    """Everything read from one paper.

    A file may hold several papers: ``papers`` are all of them then, and the fields of the reading those of the first.
    ``tables`` are for checks that count rows; the JSON leaves them out. ``pages`` and ``doubtful`` are the document's:
    on which page each passage stands, and the words of a scan that a person should look at.
    """

    source: Source
    text: str
    header: Header
    outline: tuple[Node, ...] = ()
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    doubtful: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    papers: tuple[Paper, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The object that ``vanban read --json`` prints."""
        return {"schema": SCHEMA, **{key: shape for key, shape in written(self).items() if key != "tables"}}

    def kept(self) -> dict[str, Any]:
        """The same with the tables, to be kept: ``Reading.from_dict(reading.kept()) == reading``."""
        return {**self.to_dict(), "tables": jsonable(self.tables)}

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> Self:
        """The reading that was kept; raises ``BadShape`` as every value does, also for an object of another schema."""
        if isinstance(body, Mapping) and body.get("schema", SCHEMA) != SCHEMA:
            raise BadShape(f"cần {SCHEMA}, gặp {body['schema']!r}", "schema")
        return made(cls, body)


class UnreadableFile(ValueError):
    """A file that cannot be used. ``str(error)`` is one Vietnamese sentence that says why and what to do.

    ``code`` is one of: empty, wrong_type, encrypted, too_large, bomb, broken, unsupported, scan, secret.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
