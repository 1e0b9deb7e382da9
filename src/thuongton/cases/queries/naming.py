"""What a case, its state and its clocks are called where nothing that stands in the case may be said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.stories import version_of
from thuongton.cases.words import said_label


def register_called(case: Case) -> str:
    """The register of a case."""
    kind = version_of(case.kind, case.version)
    return said_label(kind.label) if kind is not None else case.kind


def called(case: Case) -> str:
    """A case by its register and number."""
    return f"{register_called(case)} {case}"


def state_called(case: Case) -> str:
    """The state of a case."""
    kind = version_of(case.kind, case.version)
    state = kind.states.get(case.state) if kind is not None else None
    return said_label(state.label) if state is not None else _("không xác định")


def clock_called(term: CaseTerm) -> str:
    """A clock as its kind calls it, without the body it is asked of."""
    kind = version_of(term.case.kind, term.case.version)
    clock = kind.clocks.get(term.key.partition(":")[0]) if kind is not None else None
    return said_label(clock.label) if clock is not None else _("thời hạn")
