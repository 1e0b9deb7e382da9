"""Findings as people work on them: keys, order, comparison of versions, switches of rules, sheets, kept readings."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vanban
from thuongton.documents.findings import ShownFinding, by_family, compare, findings_of, in_order, key_of, known_rules
from thuongton.documents.marking import TextMark, mark
from thuongton.documents.review_page import asked_of, review
from thuongton.documents.rule_switches import standings
from thuongton.documents.rule_texts import FAMILY_NAMES, FAMILY_REASONS, example_of, family_name
from thuongton.documents.source_marks import KINDS
from thuongton.documents.text_sheets import sheet_at, sheets_of
from vanban.lint import FAMILIES, lint, rules
from vanban.model import Finding
from vanban.rereading import reading_again


def found(*given: tuple[str, str, str]) -> list[ShownFinding]:
    """Findings of ``(rule, severity, quote)`` at growing places."""
    return findings_of(
        Finding(rule, severity, at * 10, at * 10 + 5, quote, "Sai.") for at, (rule, severity, quote) in enumerate(given)
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("a", "Lạc Phụng"), ("a", "Lạc\nPhụng "), True),
        (("a", "Lạc Phụng"), ("a", "La\u0323c Phu\u0323ng"), True),  # NFD
        (("a", "Lạc Phụng"), ("b", "Lạc Phụng"), False),
        (("a", "Lạc Phụng"), ("a", "Lạc Phượng"), False),
        (("a", ""), ("a", ""), True),
    ],
)
def test_a_finding_is_known_again_by_rule_and_words(left: tuple[str, str], right: tuple[str, str], same: bool) -> None:
    assert (key_of(*left) == key_of(*right)) is same


@pytest.mark.parametrize(
    ("before", "after", "gone", "new", "stay"),
    [
        ("", "", "", "", ""),
        ("a", "a", "", "", "a"),
        ("ab", "b", "a", "", "b"),
        ("a", "ab", "", "b", "a"),
        ("aab", "ac", "ab", "c", "a"),  # one of two equal ones is gone
        ("a", "aa", "", "a", "a"),
    ],
)
def test_what_became_of_the_findings(before: str, after: str, gone: str, new: str, stay: str) -> None:
    old = found(*(("number-blank", "warning", word) for word in before))
    fresh = found(*(("number-blank", "warning", word) for word in after))
    told = compare(old, fresh)
    words = {one.number: one.quote for one in fresh}
    assert "".join(sorted(one.quote for one in told.gone)) == "".join(sorted(gone))
    assert sorted(words[number] for number in told.new) == sorted(new)
    assert sorted(words[number] for number in told.stay) == sorted(stay)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_no_finding_is_lost_between_versions(before: str, after: str) -> None:
    old = found(*(("number-blank", "warning", word) for word in before))
    fresh = found(*(("number-blank", "warning", word) for word in after))
    told = compare(old, fresh)
    assert len(told.new) + len(told.stay) == len(after)
    assert len(told.gone) + len(told.stay) == len(before)


def test_the_gravest_family_comes_first_and_rules_stay_together() -> None:
    listed = in_order(
        found(
            ("numbering-dot", "info", "1"),
            ("title-absent", "warning", "2"),
            ("kind-against-symbol", "error", "3"),
            ("date-absent", "warning", "4"),
            ("title-absent", "warning", "5"),
            ("khong-con", "error", "6"),
        )
    )
    assert [one.quote for one in listed] == ["3", "2", "5", "4", "6", "1"]
    assert [family for family, _group in by_family(listed)] == ["form", "khac", "numbering"]


@dataclass
class Switch:
    """A switch as the resolver sees it."""

    unit_id: int
    name: str
    on: bool


@pytest.mark.parametrize(
    ("switches", "chain", "rule_on", "other_on", "family_on"),
    [
        ([], [1, 2], True, True, True),
        ([(1, "form", False)], [1, 2], False, False, False),
        ([(1, "form", False), (2, "form", True)], [1, 2], True, True, True),
        ([(1, "form", False), (2, "title-absent", True)], [1, 2], True, False, False),
        ([(1, "title-absent", False), (2, "form", True)], [1, 2], True, True, True),  # the nearer unit decides
        ([(1, "form", False), (1, "title-absent", True)], [1], True, False, False),  # the rule before its family
        ([(2, "form", False)], [1], True, True, True),  # a unit below or beside tells nothing
        ([(1, "khong-con", False)], [1], True, True, True),
    ],
)
def test_switches_come_down_the_tree(
    switches: list[tuple[int, str, bool]], chain: list[int], rule_on: bool, other_on: bool, family_on: bool
) -> None:
    of_rules, of_families = standings(rules(), [Switch(*one) for one in switches], chain)
    assert (of_rules["title-absent"].on, of_rules["date-absent"].on, of_families["form"].on) == (
        rule_on,
        other_on,
        family_on,
    )
    assert of_rules["numbering-gap"].on and of_rules["numbering-gap"].by is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab\n", max_size=300), st.integers(1, 40))
def test_sheets_cover_the_text_once(text: str, length: int) -> None:
    sheets = sheets_of(text, length)
    assert "".join(text[start:end] for start, end in sheets) == text
    assert all(end - start <= length for start, end in sheets)
    assert all(sheet_at(sheets, start) == number for number, (start, end) in enumerate(sheets, start=1) if end > start)


def test_every_family_is_named_and_every_rule_has_an_example() -> None:
    assert set(FAMILIES) <= set(FAMILY_NAMES) and set(FAMILIES) <= set(FAMILY_REASONS)
    assert family_name("khong-co") == "Khong-co"
    assert [code for code in known_rules() if example_of(code) is None] == []
    assert example_of("khong-co") is None


@pytest.mark.parametrize("seed", ["000", "003", "004"])
def test_a_kept_reading_is_the_reading(shared, seed: str) -> None:
    reading = vanban.read(next((shared / "seeds").glob(f"{seed}_*.txt")))
    again = reading_again(json.loads(json.dumps(reading.kept())))
    assert again == reading
    assert tuple(lint(again)) == reading.findings
    assert vanban.reconcile(again) == vanban.reconcile(reading)


def test_a_reading_of_older_days_is_filled_up() -> None:
    assert reading_again({}, "x").text == ""
    assert reading_again({"text": "a", "figures": [{"start": 0, "end": 1, "surface": "a", "value": 1}]}, "x").figures


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ({}, "?"),
        ({"xem": "loi"}, "?xem=loi"),
        ({"xem": "khong"}, "?xem=khong"),
        ({"xem": "x"}, "?"),
        ({"an": "names,form,x"}, "?an=form,names"),
        ({"trang": "3", "ds": "2", "so": "moi"}, "?so=moi&trang=3&ds=2"),
        ({"trang": "-1", "ds": "x", "tu": "9", "den": "3"}, "?"),
        ({"ban": "2", "xem": "loi,so-lieu"}, "?ban=2&xem=loi,so-lieu"),
    ],
)
def test_the_state_of_the_page_is_its_address(given: dict[str, str], link: str) -> None:
    assert asked_of(given, keep=("ban",)).link() == link


def test_marks_lead_to_the_list_and_back_and_can_be_hidden() -> None:
    text = "Số: /KH-UBND\nmột <b>\n"
    cited = {"start": 4, "end": 12, "surface": text[4:12], "target": "x"}
    reading = reading_again({"text": text, "citations": [cited]})
    one = found(("number-blank", "warning", "Số: /"))
    page = review(reading, one, asked_of({}))
    assert '<a class="back" id="nguon-l-1" href="#loi-1"' in page.source and "⚠1</a>" in page.source
    assert "m-citation" in page.source and "&lt;b&gt;" in page.source
    (group,) = page.groups
    assert group[2][0].jump == "#nguon-l-1" and group[2][0].open
    bare = review(reading, one, asked_of({"xem": "khong"}))
    assert "<mark" not in bare.source and bare.groups[0][2][0].jump.endswith("xem=loi#nguon-l-1")
    hidden = review(reading, one, asked_of({"an": "form"}))
    assert hidden.groups == () and hidden.total == 1 and "nguon-l-1" not in hidden.source
    passage = review(reading, [], asked_of({"tu": "4", "den": "12"}))
    assert 'id="nguon-cho-xem"' in passage.source


def test_the_list_narrows_to_one_severity_and_the_finding_asked_for_is_open() -> None:
    text = "Số: /KH-UBND\nmột <b>\n"
    reading = reading_again({"text": text})
    both = found(("number-blank", "warning", "Số: /"), ("repeated-words", "error", "một"))
    page = review(reading, both, asked_of({"muc": "error"}))
    assert [line.found.severity for _family, _why, lines in page.groups for line in lines] == ["error"]
    assert page.total == 2 and page.all_link == "?" and [one.number for one in page.severities] == [1, 1]
    assert [one.on for one in page.severities] == [True, False]
    page = review(reading, both, asked_of({"chon": "1"}))
    lines = [line for _family, _why, lines in page.groups for line in lines]
    assert [line.open for line in lines] == [line.found.number == 1 for line in lines]
    assert [line.place for line in lines] == [1, 2]
    assert (lines[0].after, lines[1].after) == (f"?chon={lines[1].found.number}", "?")


def test_the_links_of_kinds_turn_one_thing_at_a_time() -> None:
    page = review(reading_again({"text": "a"}), [], asked_of({"an": "names"}))
    chips = dict(zip((kind.name for kind in KINDS), page.kinds, strict=True))
    assert chips["loi"].on and chips["loi"].link == "?an=names&xem=the-thuc,vien-dan,nhiem-vu"
    assert not chips["so-lieu"].on and chips["so-lieu"].link == "?an=names&xem=loi,the-thuc,vien-dan,nhiem-vu,so-lieu"


def test_a_mark_with_a_way_back_is_escaped() -> None:
    shown = mark("abc", [TextMark(0, 2, "x", "y", 'nói "<b>"', "?a=1&b=2#c", "<1>")])
    assert '<a class="back" id="nguon-y" href="?a=1&amp;b=2#c" title="nói &quot;&lt;b&gt;&quot;">&lt;1&gt;</a>' in shown
