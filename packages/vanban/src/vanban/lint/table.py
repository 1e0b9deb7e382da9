"""The table of rules as a page of the documentation: ``python -m vanban.lint.table docs/lint-rules.md`` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from vanban.lint import FAMILIES, rules
from vanban.show import SEVERITIES

_HEAD = """# Rules of the linter

`vanban lint` reads a draft like an experienced reviewer. Each rule has a code, a severity and one sentence. Beside
the rule in `vanban/lint/` stand a paper on which it fires and one on which it must not; the tests run both.

`vanban lint --explain CODE` shows one rule with its example. `--select` and `--ignore` take codes or families, parted
by commas. This page is written by `python -m vanban.lint.table docs/lint-rules.md`.

"""


def rules_page() -> str:
    """The page in Markdown: one table a family."""
    parts = [_HEAD + f"{len(rules())} rules in {len(FAMILIES)} families.\n"]
    for family, name in FAMILIES.items():
        rows = [f"| `{r.code}` | {SEVERITIES[r.severity]} | {r.sentence} |" for r in rules() if r.family == family]
        parts.append(
            f"\n## `{family}` — {name}\n\n| Code | Severity | Sentence |\n|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_page(), encoding="utf-8")
