"""Moving cases to a newer version of their kind: which can, which cannot, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.engine.state import FoldedCase
from thuongton.keyring.box import is_sealed


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


def why_not_moved(case: FoldedCase, new: CaseKind) -> Iterator[CaseSentence]:
    """Each reason why a case cannot go on under another version; none when it can."""
    if new.kind != case.kind.kind:
        yield CaseSentence(_("Đây là sổ khác, không phải phiên bản khác của sổ."))
        return
    if new.version <= case.kind.version:
        yield CaseSentence(_("Phiên bản %(version)d không mới hơn phiên bản của hồ sơ."), {"version": new.version})
    if case.state not in new.states:
        yield CaseSentence(_("Phiên bản mới không có trạng thái «%(state)s»."), {"state": case.state})
    for name, value in case.data.items():
        field = new.fields.get(name)
        if field is None:
            yield CaseSentence(_("Phiên bản mới không có trường «%(field)s»."), {"field": name})
        elif field.kind == "choice" and value is not None and not is_sealed(value) and value not in field.choices:
            yield CaseSentence(
                _("Phiên bản mới không có lựa chọn «%(value)s» của «%(field)s»."), {"value": str(value), "field": name}
            )
    for clock in case.clocks.values():
        if not clock.over and clock.clock.name not in new.clocks:
            yield CaseSentence(_("Phiên bản mới không có thời hạn đang chạy «%(clock)s»."), {"clock": clock.clock.name})


def preview_move(cases: Iterable[FoldedCase], new: CaseKind) -> tuple[list[str], dict[str, list[CaseSentence]]]:
    """Which cases can move to a newer version, and the reasons of those that cannot; by id."""
    can: list[str] = []
    cannot: dict[str, list[CaseSentence]] = {}
    for case in cases:
        reasons = list(why_not_moved(case, new))
        if reasons:
            cannot[case.id] = reasons
        else:
            can.append(case.id)
    return can, cannot
