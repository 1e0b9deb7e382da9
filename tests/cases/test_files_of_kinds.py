"""The files of the product: kinds, forms and books without a finding, and what unusable files are refused for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import pace
from thuongton.cases.commands import check_files
from thuongton.cases.definition.books import book_files
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.library import clock_names, clock_rule, kind_files, known_kinds
from thuongton.cases.definition.lines import MOST_BYTES, Unreadable, read_lines
from thuongton.cases.statistics.form_files import form_files, known_forms


def test_the_files_of_the_product_have_no_findings() -> None:
    assert check_files([*kind_files(), *form_files(), *book_files()]) == ([], [])


def test_a_kind_bears_the_name_of_its_file() -> None:
    assert {Path(kind.file).stem for versions in known_kinds().values() for kind in versions} >= set(known_kinds())


def test_every_counted_kind_names_the_forms_that_count_it() -> None:
    for form in known_forms().values():
        for name in form.kinds:
            assert form.form in [one.form for one in known_kinds()[name][-1].statistics], (form.form, name)


def test_a_clock_whose_law_was_not_read_is_off_or_marked() -> None:
    for versions in known_kinds().values():
        for clock in versions[-1].clocks.values():
            if any(rule.confidence in ("memory", "unknown") for rule in clock.rules):
                assert clock.off, clock.name


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"kind: hoa_giai\nlabel: \x00\n", "syntax", 2),
        (b"kind: a\nlabel: \xff\n", "syntax", 2),
        (b"kind: a\nx: !!python/object/apply:os.system [ls]\n", "syntax", 2),
        (b"a: &a [x]\nb: *a\n", "syntax", 1),
        (b"a: [1, 2\nb: 3\n", "syntax", 2),
        (b"", "syntax", 1),
        (b"a: 1\n---\nb: 2\n", "syntax", 2),
        (b"x" * (MOST_BYTES + 1), "too-large", 1),
        (b"a: " + b"[" * 2_000, "too-large", 1),
    ],
)
def test_what_is_no_usable_file_is_refused_with_its_line(raw: bytes, code: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read_lines("x.yaml", raw)
    assert (refused.value.finding.code, refused.value.finding.line) == (code, line)
    assert str(refused.value).startswith(f"x.yaml:{line}: ")


def test_a_bomb_and_200000_fields_are_refused_in_seconds() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    fields = "kind: x\nfields:\n" + "".join(f"  f{n}: {{type: text}}\n" for n in range(200_000))
    few = "a:\n" + "".join(f" f{n}: 1\n" for n in range(24_000))

    def refused() -> None:
        for text in (bomb, fields, few):
            with pytest.raises(Unreadable):
                read_lines("x.yaml", text.encode())

    pace.within(5, refused)


def test_a_large_file_full_of_mistakes_is_answered_in_seconds() -> None:
    states = "".join(f"  s{n}: {{label: {{vi: a, en: a}}}}\n" for n in range(1_500))
    acts = "".join(f"  a{n}: {{label: {{vi: a, en: a}}, from: s{n}, to: s{n + 1}, role: x{n}}}\n" for n in range(1_200))
    head = "kind: x\nversion: 1\nlabel: {vi: a, en: b}\nnorm: true\nfields: {}\n"

    def answered() -> None:
        for text in (f"{head}states:\n{states}transitions:\n{acts}", f"{head}states:\n{states}transitions:\n"):
            whole = text.replace("x1", "congchuc").encode() + acts.replace("role: x", "rolle: x").encode()
            with pytest.raises(Unreadable):
                read_kind("x.yaml", whole)

    pace.within(8, answered)


def test_versions_of_a_kind_neither_overlap_nor_leave_a_gap(tmp_path: Path) -> None:
    path = next(one for one in kind_files() if one.stem == "hoa_giai")
    first, second = tmp_path / "hoa_giai.yaml", tmp_path / "hoa_giai.2.yaml"
    text = path.read_text("utf-8")
    for until, since, codes in (
        ("2026-06-30", "2026-07-01", []),
        ("2026-07-01", "2026-07-01", ["overlapping-versions"]),
        ("2026-06-28", "2026-07-01", ["gap-between-versions"]),
    ):
        first.write_text(text.replace("version: 1", f"version: 1\nvalid_to: {until}"), "utf-8")
        second.write_text(text.replace("version: 1", f"version: 2\nvalid_from: {since}"), "utf-8")
        found = check_files([first, second])[0]
        assert [(one.code, one.line) for one in found] == [(code, 4) for code in codes for _file in range(2)]


def test_versions_of_a_clock_neither_overlap_nor_leave_a_gap() -> None:
    text = next(one for one in kind_files() if one.stem == "khieu_nai").read_text("utf-8")
    for until, codes in (
        ("2026-06-30", []),
        ("2026-07-05", ["overlapping-versions"]),
        ("2026-06-01", ["gap-between-versions"]),
    ):
        found = read_kind("x.yaml", text.replace("valid_to: 2026-06-30", f"valid_to: {until}").encode())[1]
        assert [one.code for one in found] == [code for code in codes for _day in range(2)]
        assert {text.splitlines()[one.line - 1].partition(":")[0].strip() for one in found} <= {
            "valid_from",
            "valid_to",
        }


def test_plain_words_stay_words() -> None:
    root, _found = read_lines("x", b"on: no\nday: 2026-07-01\nn: 3\nq: '3'\nt: true\ne:\n")
    assert root.plain() == {"on": "no", "day": "2026-07-01", "n": 3, "q": "3", "t": True, "e": None}


def test_two_keys_of_one_name_are_found() -> None:
    twice = b"\n  da_chuyen: {label: {vi: a, en: b}}\ntransitions:\n"
    path = next(one for one in kind_files() if one.stem == "don_thu")
    raw = path.read_bytes().replace(b"\ntransitions:\n", twice, 1)
    _kind, found = read_kind("x.yaml", raw)
    assert [one.code for one in found] == ["duplicate"]


def test_the_rule_of_the_day_of_the_start_event_applies() -> None:
    old, new = (
        clock_rule("khieu_nai.acceptance", dt.date(2026, 6, 30)),
        clock_rule("khieu_nai.acceptance", dt.date(2026, 7, 1)),
    )
    assert old is not None and new is not None
    assert (old.n, old.unit, new.n, new.unit) == (10, "calendar_day", 7, "working_day")
    assert clock_rule("ho_tich.default", dt.date(2027, 3, 1)) is None
    assert "du_lieu_ca_nhan.erase" in clock_names()
