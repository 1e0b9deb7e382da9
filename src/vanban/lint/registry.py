"""The table of rules: each registered by its code, with a sentence, an example that fires and one that must not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vanban.model import Span

if TYPE_CHECKING:
    from vanban.lint.paper import Paper

SEVERITIES = ("error", "warning", "info")
FAMILIES = {
    "form": "thể thức",
    "numbering": "đánh số",
    "names": "tên gọi",
    "copypaste": "sao chép",
    "plans": "giao việc",
    "progress": "kết quả thực hiện",
    "citations": "căn cứ, viện dẫn",
    "numbers": "số liệu",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: the faulty passage, and what is to be said of it when the rule's sentence is not enough."""

    start: int
    end: int
    message: str | None = None
    suggestion: str | None = None
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What a law register knows of a document (sổ văn bản): its day, title, and from when it is no longer in force."""

    number: str
    date: dt.date | None = None
    title: str | None = None
    expired_on: dt.date | None = None
    replaced_by: str | None = None


class Register(Protocol):
    """A law register: answers for a target ``number@issuer``, or None when it does not know the document."""

    def find(self, target: str) -> KnownDocument | None:
        """What is known of the document, or None."""


Check = Callable[["Paper"], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter. ``sentence`` is what an officer reads; ``fires`` and ``silent`` are papers as text."""

    code: str
    family: str
    severity: str
    sentence: str
    fires: str
    silent: str
    check: Check
    known: tuple[KnownDocument, ...] = ()


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    family: str,
    severity: str,
    sentence: str,
    *,
    fires: str,
    silent: str,
    known: tuple[KnownDocument, ...] = (),
) -> Callable[[Check], Check]:
    """Register a check under a code in kebab-case; ``known`` is the register that its examples are read with."""
    if code in _RULES:
        raise ValueError(f"two rules have the code {code!r}")
    if family not in FAMILIES or severity not in SEVERITIES:
        raise ValueError(f"unknown family or severity of {code!r}: {family!r}, {severity!r}")

    def register(check: Check) -> Check:
        _RULES[code] = Rule(code, family, severity, sentence, fires, silent, check, known)
        return check

    return register


def rules() -> tuple[Rule, ...]:
    """All rules, family by family."""
    order = list(FAMILIES)
    return tuple(sorted(_RULES.values(), key=lambda r: (order.index(r.family), r.code)))


class UnknownRule(ValueError):
    """A code or family that no rule has; ``str(error)`` is one Vietnamese sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Không có quy tắc nào tên «{code}». Xem danh sách bằng lệnh: vanban lint --rules.")
        self.code = code


def chosen(select: list[str] | None, ignore: list[str] | None) -> tuple[Rule, ...]:
    """The rules to run: those of ``select`` (codes or families; all when None) without those of ``ignore``."""
    names = set(_RULES) | set(FAMILIES)
    for name in [*(select or ()), *(ignore or ())]:
        if name not in names:
            raise UnknownRule(name)
    return tuple(
        r
        for r in rules()
        if (select is None or r.code in select or r.family in select)
        and not (ignore and (r.code in ignore or r.family in ignore))
    )
