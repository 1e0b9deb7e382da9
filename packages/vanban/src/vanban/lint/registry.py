"""The table of rules: each registered by its code, with a sentence, an example that fires and one that must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vanban.lint.faults import Fault, KnownDocument
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
    "normative": "soạn thảo quy phạm",
}


Check = Callable[[Paper], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter. ``sentence`` is what an officer reads; ``fires`` and ``silent`` are papers as text.

    ``issued`` tells a rule on what a paper gets only when it is issued (số, ngày): a draft cannot have it yet.
    """

    code: str
    family: str
    severity: str
    sentence: str
    fires: str
    silent: str
    check: Check
    known: tuple[KnownDocument, ...] = ()
    letters: bool = False
    issued: bool = False

    @property
    def on_scans(self) -> bool:
        """Whether the rule may speak of a scan, whose layout and single letters are what the machine made of them."""
        return not self.letters and self.family not in ("form", "numbering")


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
    letters: bool = False,
    issued: bool = False,
) -> Callable[[Check], Check]:
    """Register a check under a code in kebab-case; ``known`` is the register that its examples are read with.

    ``letters`` marks a rule that hangs on single letters and signs: it is silent on the text of a scan.
    ``issued`` marks a rule on what only an issued paper has.
    """
    if code in _RULES:
        raise ValueError(f"two rules have the code {code!r}")
    if family not in FAMILIES or severity not in SEVERITIES:
        raise ValueError(f"unknown family or severity of {code!r}: {family!r}, {severity!r}")

    def register(check: Check) -> Check:
        _RULES[code] = Rule(code, family, severity, sentence, fires, silent, check, known, letters, issued)
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
