"""Whether an act may be done: known, possible in this state, by this hat, in order of days, with what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thuongton.cases.definition.model import ANY, CaseKind, KindField, KindTransition
from thuongton.cases.engine.acts import CaseAct, CaseAnswer, CaseSentence
from thuongton.cases.engine.built_in import BUILT_IN, BUILT_IN_FIELDS, CORRECT, LATE_REASON, MOVE, UNDO
from thuongton.cases.engine.fold import Versions, effects_of
from thuongton.cases.engine.moving import why_not_moved
from thuongton.cases.engine.state import ActView, FoldedCase, day_of
from thuongton.cases.engine.timing import Timekeeper
from thuongton.web.dates import day_words


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


ASKED = _("Nên ghi «%(field)s».")
"""Said of a field that an act asks for and that was not given."""
MOST_EXTENDED = 3_660
"""No extension is longer, whatever its unit."""


class _Refused(Exception):
    def __init__(self, code: str, what: str, **values: Any) -> None:
        super().__init__(what)
        self.code = code
        self.sentence = CaseSentence(what, values)


def allowed(case: FoldedCase, by: str, time: Timekeeper) -> tuple[str, ...]:
    """The acts that a hat may do now, in the order of the file, then those of every kind."""
    own = tuple(name for name, one in case.kind.leaving(case.state).items() if by in one.role)
    return own + (tuple(name for name, one in BUILT_IN.items() if by in one.role) if case.state is not None else ())


def judge(
    case: FoldedCase,
    act: CaseAct,
    time: Timekeeper,
    *,
    recorded: int = 0,
    sent_before: bool = False,
    versions: Versions | None = None,
) -> CaseAnswer:
    """What becomes of an act. ``recorded``: how many acts the case has; ``sent_before``: its ``tx`` is known."""
    if sent_before:
        return CaseAnswer(repeated=True)
    try:
        if act.seq is not None and act.seq != recorded:
            raise _Refused("stale", _("Hồ sơ đã có thao tác mới hơn; mở lại hồ sơ rồi làm lại."))
        transition = _possible(case, act)
        _days(case, act)
        if act.do in BUILT_IN:
            _built_in(case, act, versions)
        return CaseAnswer(warnings=tuple(_given(case, act, transition, time)))
    except _Refused as refused:
        return CaseAnswer(refused.sentence, refused.code, allowed=allowed(case, act.by, time))


def _possible(case: FoldedCase, act: CaseAct) -> KindTransition:
    """The transition of an act that the state and the hat allow."""
    kind = case.kind
    transition = kind.transitions.get(act.do) or BUILT_IN.get(act.do)
    if transition is None:
        raise _Refused("unknown-act", _("Sổ «%(kind)s» không có thao tác «%(act)s»."), kind=kind.label.vi, act=act.do)
    label = transition.label.vi
    if case.state is None:
        if not transition.opens:
            raise _Refused("state", _("Hồ sơ chưa được tiếp nhận nên chưa thể «%(act)s»."), act=label)
    elif transition.opens:
        raise _Refused("state", _("Hồ sơ đã được tiếp nhận, không tiếp nhận lần nữa."))
    elif act.do not in BUILT_IN and act.do not in kind.leaving(case.state):
        state = kind.states[case.state].label.vi
        raise _Refused(
            "state", _("Hồ sơ đang ở trạng thái «%(state)s» nên không thể «%(act)s»."), state=state, act=label
        )
    if act.by not in transition.role:
        raise _Refused("role", _("Vai này không được làm «%(act)s»."), act=label)
    return transition


def _days(case: FoldedCase, act: CaseAct) -> None:
    if act.day > act.at.date():
        raise _Refused("day", _("Ngày xảy ra sau ngày ghi; ghi khi việc đã xảy ra."))
    if case.moved_on is not None and act.day < case.moved_on:
        raise _Refused(
            "day",
            _("Ngày của thao tác trước ngày của thao tác mà nó tiếp theo (%(day)s)."),
            day=day_words(case.moved_on),
        )


def _given(case: FoldedCase, act: CaseAct, transition: KindTransition, time: Timekeeper) -> Iterator[CaseSentence]:
    """Check what the act gives; yields warnings."""
    view = ActView(case, act, time)
    if transition.when is not None and not transition.when.holds(view):
        if transition.refusal is not None:
            raise _Refused("condition", "%(why)s", why=transition.refusal.vi)
        raise _Refused("condition", _("Chưa đủ điều kiện để «%(act)s»."), act=transition.label.vi)
    fields: Mapping[str, KindField] = BUILT_IN_FIELDS if act.do in BUILT_IN else case.kind.fields
    for need in transition.requires:
        if need.when is not None and not need.when.holds(view):
            continue
        if act.data.get(need.field) in (None, "", [], {}):
            raise _Refused(
                "missing",
                _("Phải ghi «%(field)s» để «%(act)s»."),
                field=fields[need.field].label.vi,
                act=transition.label.vi,
            )
    for name in transition.asks:
        if act.data.get(name) in (None, "", [], {}):
            yield CaseSentence(ASKED, {"field": fields[name].label.vi})
    known = transition.given
    for name, value in act.data.items():
        field = fields.get(name)
        if name == LATE_REASON and name not in fields:
            if not isinstance(value, str | None):
                raise _Refused("value", _("Giá trị của «%(field)s» không đúng kiểu."), field=LATE_REASON)
        elif field is None or name not in known:
            yield CaseSentence(_("Thao tác này không có trường «%(field)s»."), {"field": name})
        elif act.do not in BUILT_IN:
            check_value(field, value)
    _extensions(case, act)
    if transition.within and view.late():
        yield CaseSentence(_("Thao tác này đã quá hạn; hồ sơ được ghi là trễ."))


def check_value(field: KindField, value: Any) -> None:
    """Refuse a value that does not fit its field; null always does."""
    if value is None:
        return
    label = field.label.vi
    if field.kind == "choice" and not (isinstance(value, str) and value in field.choices):
        raise _Refused(
            "value", _("«%(value)s» không có trong các lựa chọn của «%(field)s»."), value=str(value)[:80], field=label
        )
    fits = {
        "yes_no": lambda: isinstance(value, bool),
        "number": lambda: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "money": lambda: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "day": lambda: isinstance(value, str) and day_of(value) is not None,
        "moment": lambda: isinstance(value, str) and day_of(value) is not None,
        "rows": lambda: isinstance(value, list) and all(isinstance(one, dict) for one in value),
        "text": lambda: isinstance(value, str | int),
        "case": lambda: isinstance(value, str | int) and not isinstance(value, bool),
        "clause": lambda: isinstance(value, str | dict),
        "long_text": lambda: isinstance(value, str),
    }.get(field.kind)
    if fits is not None and not fits():
        raise _Refused("value", _("Giá trị của «%(field)s» không đúng kiểu."), field=label)


def _extensions(case: FoldedCase, act: CaseAct) -> None:
    """Refuse an extension that the law does not give: too many times, or too long."""
    effects = effects_of(case.kind).get(act.do)
    for clock in effects.extended if effects else ():
        extension = clock.extension
        running = case.clocks.get(clock.name)
        if extension is None or running is None:
            continue
        if extension.most is not None and len(running.extensions) >= extension.most:
            raise _Refused("extension", _("Thời hạn này chỉ được gia hạn %(most)d lần."), most=extension.most)
        n = act.data.get(extension.field) if extension.field else None
        limit = extension.limit or MOST_EXTENDED
        if isinstance(n, int) and n > limit:
            raise _Refused("extension", _("Mỗi lần gia hạn không quá %(limit)d."), limit=limit)


def _built_in(case: FoldedCase, act: CaseAct, versions: Versions | None) -> None:
    if act.do == CORRECT:
        _correction(case, act)
    elif act.do == UNDO and len(case.acts) < 2:
        raise _Refused("state", _("Không hoàn tác được thao tác mở hồ sơ."))
    elif act.do == MOVE:
        number = act.data.get("phien_ban")
        new = versions(case.kind.kind, number) if versions and isinstance(number, int) else None
        if new is None:
            raise _Refused("value", _("Không có phiên bản «%(version)s» của sổ này."), version=str(number)[:20])
        for reason in why_not_moved(case, new):
            raise _Refused("move", reason.what, **reason.values)


def _correction(case: FoldedCase, act: CaseAct) -> None:
    name = act.data.get("truong")
    if name in (None, "", [], {}):
        return  # said as missing
    if not isinstance(name, str):
        raise _Refused("value", _("Giá trị của «%(field)s» không đúng kiểu."), field=BUILT_IN_FIELDS["truong"].label.vi)
    given, dot, inner = name.partition(".")
    field = case.kind.fields.get(inner if dot else name)
    if field is None or (dot and given not in case.given):
        raise _Refused("value", _("Hồ sơ không có trường «%(field)s» để đính chính."), field=name[:80])
    check_value(field, act.data.get("gia_tri"))


def stuck(case: FoldedCase, kind: CaseKind) -> bool:
    """Whether nobody in office can do an act that changes the state of an open case."""
    assert case.state is not None
    return not any(
        one.to not in (None, case.state) and {"congchuc", "lanhdao"} & set(one.role)
        for one in kind.leaving(case.state).values()
        if ANY not in one.sources
    )
