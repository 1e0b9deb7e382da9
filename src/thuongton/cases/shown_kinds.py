"""A kind as its page shows it: acts with their numbers, clocks in words, the drawing of its states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.drawing import DrawnKind, draw
from thuongton.cases.definition.model import ANY, CaseKind, ClockRule, KindClock, KindField, KindTransition
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words

UNIT_WORDS = {
    "working_day": gettext_lazy("ngày làm việc"),
    "calendar_day": gettext_lazy("ngày"),
    "month": gettext_lazy("tháng"),
    "year": gettext_lazy("năm"),
    "hour": gettext_lazy("giờ"),
}
CONFIDENCE_WORDS = {
    "seen": gettext_lazy("đã đọc văn bản"),
    "seen_2nd": gettext_lazy("cần kiểm tra: nơi khác dẫn lại"),
    "memory": gettext_lazy("cần kiểm tra: chỉ nhớ"),
    "unknown": gettext_lazy("chưa rõ"),
}
ROLE_WORDS = {
    "congchuc": gettext_lazy("công chức"),
    "lanhdao": gettext_lazy("lãnh đạo"),
    "he_thong": gettext_lazy("hệ thống"),
}
TYPE_WORDS = {
    "text": gettext_lazy("chữ"),
    "long_text": gettext_lazy("đoạn văn"),
    "choice": gettext_lazy("chọn một"),
    "yes_no": gettext_lazy("có, không"),
    "number": gettext_lazy("số"),
    "money": gettext_lazy("số tiền"),
    "day": gettext_lazy("ngày"),
    "moment": gettext_lazy("ngày, giờ"),
    "clause": gettext_lazy("điều khoản"),
    "case": gettext_lazy("hồ sơ khác"),
    "rows": gettext_lazy("bảng nhiều dòng"),
}


@dataclass(frozen=True, slots=True)
class ActOfKind:
    """An act in the table beside the drawing."""

    number: int
    label: str
    sources: str
    target: str
    roles: str
    needs: str
    begins: str
    stops: str


@dataclass(frozen=True, slots=True)
class RuleOfKind:
    """A dated number of a clock."""

    words: str
    clause: str
    confidence: str
    sure: bool
    since: str
    until: str
    line: int


@dataclass(frozen=True, slots=True)
class ClockOfKind:
    """A clock in words; ``standing`` says when it is no limit of the office's own by law."""

    label: str
    rules: Sequence[RuleOfKind]
    begins: str
    stops: str
    standing: str
    note: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class FieldOfKind:
    """A field; ``kept`` says how its value is protected."""

    name: str
    label: str
    type: str
    choices: str
    kept: str


def drawing_of(kind: CaseKind) -> DrawnKind:
    """The drawing of a kind with labels in the language of the reader."""
    labels = {name: said_label(one.label) for name, one in kind.states.items()}
    return draw(kind, {**labels, ANY: _("Mọi trạng thái")})


def acts_shown(kind: CaseKind, drawn: DrawnKind) -> list[ActOfKind]:
    """Every act of a kind with the number it has in the drawing."""
    return [
        ActOfKind(
            drawn.numbers[name],
            said_label(act.label),
            _sources(kind, act),
            said_label(kind.states[act.to].label) if act.to else _("giữ nguyên"),
            _joined([str(ROLE_WORDS.get(role, role)) for role in act.role]),
            _joined([_label(kind.fields, need.field) + ("*" if need.when else "") for need in act.requires]),
            _joined([said_label(one.label) for one in kind.clocks.values() if _touches(one.starts, name)]),
            _joined([said_label(one.label) for one in kind.clocks.values() if _touches(one.ends, name)]),
        )
        for name, act in kind.transitions.items()
    ]


def _touches(touches: Sequence[object], act: str) -> bool:
    return any(getattr(one, "act", "") == act for one in touches)


def _sources(kind: CaseKind, act: KindTransition) -> str:
    if act.opens:
        return _("mở hồ sơ")
    if ANY in act.sources:
        return _("mọi trạng thái")
    return _joined([said_label(kind.states[name].label) for name in act.sources])


def _label(fields: object, name: str) -> str:
    found = fields.get(name) if hasattr(fields, "get") else None
    return said_label(found.label) if found is not None else name


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words)


def clocks_shown(kind: CaseKind) -> list[ClockOfKind]:
    """Every clock of a kind with its numbers, clauses and how surely they are known."""
    return [
        ClockOfKind(
            said_label(clock.label),
            [_rule(rule, promised=clock.norm) for rule in clock.rules],
            _joined([_act(kind, touch.act) for touch in clock.starts]),
            _joined([_act(kind, touch.act) for touch in clock.ends]),
            _standing(clock),
            clock.note,
            clock.to_check,
        )
        for clock in kind.clocks.values()
    ]


def _act(kind: CaseKind, name: str) -> str:
    found = kind.transitions.get(name)
    return said_label(found.label) if found is not None else name


def _rule(rule: ClockRule, *, promised: bool) -> RuleOfKind:
    words = _("trong ngày") if rule.unit == "same_day" else f"{rule.n} {UNIT_WORDS[rule.unit]}"
    if rule.direction == "before":
        words = _("trước %(span)s") % {"span": words}
    if rule.cutoff is not None:
        words = _("%(span)s, nhận trước %(hour)s") % {"span": words, "hour": f"{rule.cutoff:%H:%M}"}
    return RuleOfKind(
        words,
        rule.clause,
        "–" if promised and rule.confidence == "unknown" else str(CONFIDENCE_WORDS[rule.confidence]),
        rule.confidence == "seen" or promised,
        day_words(rule.valid_from) if rule.valid_from else "",
        day_words(rule.valid_to) if rule.valid_to else "",
        rule.line,
    )


def _standing(clock: KindClock) -> str:
    if clock.off:
        return _("đang tắt")
    if clock.norm:
        return _("định mức của đơn vị, không phải luật")
    if clock.followed:
        return _("thời hạn của cơ quan khác, chỉ theo dõi")
    return ""


def fields_shown(kind: CaseKind) -> list[FieldOfKind]:
    """Every field of a kind, parts of rows after it."""
    found: list[FieldOfKind] = []
    for name, one in kind.fields.items():
        found.append(_field(kind, name, one))
        found += [_field(kind, f"{name}.{part.name}", part) for part in one.parts]
    return found


def _field(kind: CaseKind, name: str, one: KindField) -> FieldOfKind:
    kept = ""
    if name.partition(".")[0] in kind.closed:
        kept = _("chỉ người xử lý và lãnh đạo mở được")
    elif one.sensitive:
        kept = _("niêm phong, che; mở phải nêu mục đích")
    elif one.personal:
        kept = _("niêm phong")
    choices = _joined([said_label(label) for label in one.choices.values()])
    return FieldOfKind(name, said_label(one.label), str(TYPE_WORDS.get(one.kind, one.kind)), choices, kept)
