"""Tabler is trimmed to what pages can match: nothing that pages need is missing, and it stays light."""

from __future__ import annotations

import doctest
import gzip
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import css_in_use  # noqa: E402
import vendor_assets  # noqa: E402

LIGHTEST = 12_000
"""Bytes that the trimmed Tabler may weigh on its way; the whole is 79,000."""

CASES = [
    (".btn,.modal{color:red}", ".btn{color:red}"),
    (".btn.modal{color:red}", ""),
    (".btn:not(.modal){color:red}", ".btn:not(.modal){color:red}"),
    ("a>b~c{color:red}", "a>b~c{color:red}"),
    ("[data-bs-popper]{top:0}[type=date]{top:0}", "[type=date]{top:0}"),
    ("@media print{.modal{top:0}}@media print{.btn{top:0}}", "@media print{.btn{top:0}}"),
    (".btn{--a:1;--b:2;color:var(--c)}p{--c:var(--a)}", ".btn{--a:1;color:var(--c)}p{--c:var(--a)}"),
    ("p{--own:1}", "p{--own:1}"),
    ("@keyframes turn{to{top:0}}@keyframes idle{to{top:0}}.btn{animation:1s turn}",
     "@keyframes turn{to{top:0}}.btn{animation:1s turn}"),
    ('.btn{background:url("data:a;b{c}")}', '.btn{background:url("data:a;b{c}")}'),
    (r".w-1\/2{top:0}", ""),
    ("/* .btn */.modal{top:0}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("css", "left"), CASES)
def test_a_rule_stays_when_pages_can_match_it(css: str, left: str) -> None:
    assert css_in_use.trimmed(css, {"btn", "type", "date"}, "x{top:var(--own)}") == left


def test_the_examples_in_the_module_are_true() -> None:
    assert doctest.testmod(css_in_use).failed == 0


def test_a_brace_that_is_not_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="a brace is not closed"):
        list(css_in_use.blocks("p{top:0"))


def test_words_of_docstrings_and_of_vendored_files_are_no_uses(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<p class="one {% if x %}two-2{% endif %}">', "utf-8")
    (tmp_path / "view.py").write_text('"""three"""\nCSS = "four five"\ndef f():\n    """six"""\n', "utf-8")
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "other.js").write_text("seven", "utf-8")
    assert css_in_use.words_of(tmp_path) >= {"one", "two-2", "four", "five"}
    assert not css_in_use.words_of(tmp_path) & {"three", "six", "seven"}


def _rules(css: str) -> set[tuple[str, str, str]]:
    """Each selector with each of its declarations, and the rule about media around it."""
    found: set[tuple[str, str, str]] = set()
    waiting = [("", block) for block in css_in_use.blocks(css_in_use.COMMENT.sub("", css))]
    while waiting:
        around, block = waiting.pop()
        if block.blocks:
            waiting += [(around + block.prelude, inner) for inner in block.blocks]
        for selector in css_in_use.parts(block.prelude, ","):
            found |= {(around, selector, one) for one in css_in_use.parts(block.body or "", ";")}
    return found


def test_what_pages_need_of_tabler_is_in_the_product() -> None:
    wanted = _rules(vendor_assets.trimmed_tabler())
    missing = wanted - _rules(vendor_assets.TRIMMED.read_text("utf-8"))
    assert len(wanted) > 1000
    assert not missing, f"chạy scripts/vendor_assets.py --trim; tabler.min.css thiếu: {sorted(missing)[:5]}"


def test_the_trimmed_tabler_stays_light() -> None:
    assert len(gzip.compress(vendor_assets.TRIMMED.read_bytes(), 9)) <= LIGHTEST


def test_the_whole_tabler_is_no_part_of_the_product() -> None:
    assert not vendor_assets.WHOLE.is_relative_to(vendor_assets.PLATFORM)
    assert vendor_assets.WHOLE.stat().st_size > 10 * vendor_assets.TRIMMED.stat().st_size
