"""What was read of a paper as marks over its text: head, citations, tasks, figures, findings; each can be hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.findings import ShownFinding
from thuongton.documents.head import PaperHead
from thuongton.documents.marking import TextMark
from thuongton.documents.proposal import lay_out
from thuongton.documents.rule_texts import SEVERITY_ICONS, SEVERITY_NAMES
from vanban.model import Reading, Span


@dataclass(frozen=True, slots=True)
class MarkKind:
    """One kind of mark: its name in addresses, its class, its words, and whether it is shown unless told."""

    name: str
    mark: str
    words: Any
    shown: bool = True


KINDS = (
    MarkKind("loi", "finding", gettext_lazy("phát hiện")),
    MarkKind("the-thuc", "field", gettext_lazy("thể thức")),
    MarkKind("vien-dan", "citation", gettext_lazy("viện dẫn")),
    MarkKind("nhiem-vu", "task", gettext_lazy("nhiệm vụ")),
    MarkKind("so-lieu", "figure", gettext_lazy("số liệu"), shown=False),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def spans_of_fields(reading: Reading) -> list[TextMark]:
    """The fields of the head where they are printed."""
    shown = lay_out(reading, PaperHead.of(reading.header))
    return [TextMark(*one.span, "field", f"f-{one.field.key}", str(one.field.label)) for one in shown if one.span]


def spans_of_citations(reading: Reading) -> list[TextMark]:
    """The documents that are cited."""
    return [
        TextMark(one.start, one.end, "citation", f"c-{order}", _("viện dẫn %(what)s") % {"what": one.target})
        if one.target
        else TextMark(one.start, one.end, "citation", f"c-{order}", _("viện dẫn"))
        for order, one in enumerate(reading.citations)
    ]


def spans_of_tasks(reading: Reading) -> list[TextMark]:
    """The tasks: the words that name each, or the whole passage when they are not known."""
    found = []
    for order, one in enumerate(reading.tasks):
        span = one.spans.get("title") or Span(one.start, one.end)
        found.append(TextMark(span.start, span.end, "task", f"t-{order}", _("nhiệm vụ %(code)s") % {"code": one.code}))
    return found


def spans_of_figures(reading: Reading) -> list[TextMark]:
    """The stated numbers."""
    return [
        TextMark(one.start, one.end, "figure", f"s-{order}", _("số liệu")) for order, one in enumerate(reading.figures)
    ]


def spans_of_findings(
    found: Iterable[ShownFinding], aside: set[str], back: Callable[[ShownFinding], str]
) -> list[TextMark]:
    """The findings that stand at a passage; ``back`` gives the address of a finding in the list."""
    marks = []
    for one in found:
        if not one.placed:
            continue
        severity = one.severity if one.severity in SEVERITY_ICONS else "info"
        left = one.key in aside
        words = _("%(severity)s %(number)d: %(message)s") % {
            "severity": _("đã bỏ qua") if left else SEVERITY_NAMES[severity],
            "number": one.number,
            "message": one.message,
        }
        sign = f"{'–' if left else SEVERITY_ICONS[severity]}{one.number}"
        kind = "aside" if left else f"finding-{severity}"
        marks.append(TextMark(one.start, one.end, kind, f"l-{one.number}", str(words), back(one), sign))
    return marks


READ: Mapping[str, Callable[[Reading], list[TextMark]]] = {
    "the-thuc": spans_of_fields,
    "vien-dan": spans_of_citations,
    "nhiem-vu": spans_of_tasks,
    "so-lieu": spans_of_figures,
}
"""What the reading itself tells, by kind; findings are added by those who know what was set aside."""
COUNTED: Mapping[str, Callable[[Reading], int]] = {
    "vien-dan": lambda reading: len(reading.citations),
    "nhiem-vu": lambda reading: len(reading.tasks),
    "so-lieu": lambda reading: len(reading.figures),
}
"""How many there are of a kind that a reading tells."""


def on_sheet(marks: Iterable[TextMark], start: int, end: int) -> list[TextMark]:
    """The marks that touch ``text[start:end]``, with offsets that count from ``start``."""
    return [
        TextMark(one.start - start, one.end - start, one.kind, one.id, one.label, one.back, one.sign)
        for one in marks
        if one.start < end and one.end > start
    ]
