"""docs/security.md against the standard and the code: every requirement has its row, every test named exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from thuongton.files.screening import MEDIA_TYPES
from thuongton.people import scopes
from thuongton.people.models import Hat, Role, Unit, User
from thuongton.people.passwords import OFFICE_WORDS
from thuongton.people.scopes import Right
from thuongton.web.limits import ACTS
from vanban.files.formats import NAMED

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"

# OWASP ASVS 5.0.0: the level of each requirement of a section, in the order of their numbers («1.2»: 1.2.1, 1.2.2 …).
# fmt: off
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}
# fmt: on
STATES = ("tested", "reasoned", "**not met**", "n/a")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker")


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows() -> list[list[str]]:
    """The rows of the requirements: number, level, what is asked, state, how, tests."""
    return [cells(line) for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line)]


def section(title: str) -> str:
    """The text under a heading of the page."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## )", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


@cache
def names_in(module: Path) -> frozenset[str]:
    """The names of the tests of a module, by its syntax tree."""
    tree = ast.parse(module.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def missing(text: str) -> list[str]:
    """The tests a text names that are not there."""
    return [
        f"{path}::{name}"
        for path, name in NAMED_TEST.findall(text)
        if not (ROOT / path).is_file() or name not in names_in(ROOT / path)
    ]


def test_the_list_of_the_standard_is_whole() -> None:
    """The standard counts 70 requirements of level 1, 183 of level 2 and 92 of level 3."""
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_1_and_2_has_its_row() -> None:
    wanted = [
        (f"{part}.{place}", level)
        for part, levels in LEVELS.items()
        for place, level in enumerate(levels, 1)
        if level in "12"
    ]
    assert [(number, level) for number, level, *_rest in rows()] == wanted


def test_no_row_is_empty_and_every_state_is_grounded() -> None:
    wrong = []
    for row in rows():
        if len(row) != 6 or not all(row):
            wrong.append(f"{row[0]}: ô trống hoặc thừa")
            continue
        number, _level, _asked, state, _how, shown = row
        named = NAMED_TEST.findall(shown)
        if state not in STATES:
            wrong.append(f"{number}: {state}")
        if (state == "tested") != bool(named) or (not named and shown != "–"):
            wrong.append(f"{number}: «tested» có kiểm thử, trạng thái khác thì không")
    assert not wrong, "\n".join(wrong)


def test_every_test_that_is_named_exists() -> None:
    assert missing(PAGE.read_text("utf-8")) == []


def test_a_test_that_is_not_there_is_named() -> None:
    here = "tests/house/test_security_page.py"
    text = f"`{here}::test_no_such`, `tests/no/test_file.py::test_a`, `{here}::test_a_test_that_is_not_there_is_named`"
    assert missing(text) == [f"{here}::test_no_such", "tests/no/test_file.py::test_a"]


def test_the_counts_are_those_of_the_rows() -> None:
    counted: dict[str, Counter[str]] = {"all": Counter()}
    for number, _level, _asked, state, *_rest in rows():
        for key in (number.split(".")[0], "all"):
            counted.setdefault(key, Counter())[state] += 1
    shown = {
        line[0].split()[0]: [int(cell) for cell in line[1:]]
        for line in map(cells, PAGE.read_text("utf-8").splitlines())
        if len(line) == 6 and line[1].isdigit() and re.match(r"(\d+|all)\b(?!\.)", line[0])
    }
    assert shown == {key: [found.total(), *(found[state] for state in STATES)] for key, found in counted.items()}


def test_links_lead_to_headings() -> None:
    text = PAGE.read_text("utf-8")
    headings = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.M)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_rights_on_the_page_are_those_of_the_code() -> None:
    unit = Unit(pk=1, path="/1/")
    shown = {cells(line)[0]: cells(line)[1:] for line in section("Rights").splitlines() if line.startswith("| ")}
    shown.pop("role")
    for role in Role:
        user = User(username="ai-do")
        user.hat = Hat(user=user, role=role, unit=unit, scope=None if role == Role.CITIZEN else unit)
        held = scopes.over_unit(user, unit)
        kinds = (Right.READ, Right.ACT, Right.DECIDE, Right.ADMINISTER)
        assert shown.pop(role.value) == ["yes" if right in held else "no" for right in kinds], role
    assert not shown


def test_limits_on_the_page_are_those_of_the_code() -> None:
    assert {act: int(most) for act, most in re.findall(r"`([a-z-]+)` (\d+)", section("Heavy work"))} == dict(ACTS)


def test_words_that_are_no_password_are_those_of_the_code() -> None:
    (listed,) = re.findall(r"\*\(checked\)\* (.*?);", section("Signing in"), re.DOTALL)
    assert re.findall(r"`(\w+)`", listed) == list(OFFICE_WORDS)


def test_kinds_of_files_on_the_page_are_those_of_the_code() -> None:
    text = section("Files")
    papers, pictures = re.findall(r"(?:read|pictures) ?:? ((?:`\w+`(?:, )?)+)", text)
    assert set(re.findall(r"\w+", papers)) == set(MEDIA_TYPES)
    taken = {suffix for suffix, forms in NAMED.items() if forms == {"image"}}
    assert {name.replace("jpeg", "jpg").replace("tiff", "tif") for name in taken} == {
        name.replace("tiff", "tif") for name in re.findall(r"\w+", pictures)
    }
    assert f"({settings.MAX_UPLOAD_BYTES // 2**20}) megabytes" in text
    assert f"a form {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20}." in text


@pytest.mark.parametrize("script", sorted((ROOT / "src").rglob("static/*/*.js")), ids=lambda path: path.name)
def test_scripts_store_nothing_in_the_browser(script: Path) -> None:
    if script.parent.name == "vendor":
        # htmx keeps pages for going back only where it is asked to; the meta beside it says not to
        base = (ROOT / "src/thuongton/web/templates/web/parts/htmx.html").read_text("utf-8")
        assert '"historyCacheSize": 0' in base or '"historyCacheSize":0' in base
        return
    assert not STORES.search(script.read_text("utf-8"))
