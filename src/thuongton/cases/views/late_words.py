"""Why a figure is not what was sent: each late act, correction or act taken back in words; nothing of sealed fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.built_in import BUILT_IN, CORRECT
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.late_records import LateLine
from thuongton.cases.rows import zoned
from thuongton.cases.sealed_fields import corrected_field
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words, moment_words


@dataclass(frozen=True, slots=True)
class LateWords:
    """A line of the list: the case, what was recorded, when it happened, when it was recorded, why it counts."""

    case: Case
    register: str
    act: str
    on: str
    at: str
    why: str


def late_lines(lines: Iterable[LateLine]) -> list[LateWords]:
    """The lines in the order in which they were recorded."""
    return [_line(one) for one in sorted(lines, key=lambda line: (line.record.act.at, line.case.pk))]


def _line(one: LateLine) -> LateWords:
    kind, act, took = kind_of(one.case), one.record.act, one.record.took
    if took is not None:
        why = _("hoàn tác «%(act)s» của %(day)s") % {"act": _label(kind, took), "day": day_words(took.day)}
    elif act.do == CORRECT:
        field = kind.fields.get(corrected_field(act.data))
        why = _("đính chính «%(field)s»") % {"field": said_label(field.label) if field else _("không xác định")}
    else:
        why = _("xảy ra trong kỳ hoặc trước kỳ, ghi sau ngày gửi")
    at = moment_words(zoned(act.at))
    return LateWords(one.case, said_label(kind.label), _label(kind, act), day_words(act.day), at, why)


def _label(kind: CaseKind, act: CaseAct) -> str:
    found = kind.transitions.get(act.do) or BUILT_IN.get(act.do)
    return said_label(found.label) if found else act.do
