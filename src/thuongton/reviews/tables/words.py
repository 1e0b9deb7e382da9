"""The words of working tables (``words.toml``): what a column means, what a handling and a state are called.

All patterns are met on folded words: no marks, small letters, one space.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from vanban.text import clean, fold

TableAction = Literal["thay_the", "bai_bo", "sua_doi", "ban_hanh_moi", "giu_nguyen", "het_hieu_luc", "chua_xac_dinh"]
"""The closed list of what a row of a table says of its documents."""
ACTIONS: tuple[TableAction, ...] = get_args(TableAction)
LONGEST = 4_000
"""Letters of a cell that are looked at for words of handling, step and state."""
_REASON = re.compile(r"(?<!xu ly)(?:(?<!xu) ly do|\s(?:do|vi|nham|truong hop|neu))\b|(?<=xu ly) do\b")


@dataclass(frozen=True, slots=True)
class ToldAction:
    """A handling as the words tell it: ``key`` of the closed list, ``form`` the house's finer name, where it stands."""

    key: TableAction
    form: str
    at: int


def plain(text: str) -> str:
    """Words to look patterns up in: look-alike letters mended, folded, one space between words, bounded.

    >>> plain(" Bãi\\nbỏ ")
    'bai bo'
    """
    return " ".join(fold(clean(text[:LONGEST]).text).split())


@cache
def _told() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as stream:
        return tomllib.load(stream)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (
            one["means"],
            _any(one["whole"]) if "whole" in one else None,
            _any(one["part"]) if "part" in one else None,
        )
        for one in _told()["column"]
    )


@cache
def _actions() -> tuple[tuple[TableAction, str, re.Pattern[str]], ...]:
    return tuple((one["key"], one["form"], _any(one["told"])) for one in _told()["action"])


@cache
def _outside() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((one["form"], one["label"], _any(one["told"])) for one in _told()["outside"])


@cache
def _states(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one["words"], _any(one["told"])) for one in _told()[group])


def meaning_of(name: str) -> str | None:
    """What a column with these folded words means («ordinal», «document», «action» …); None where no word fits."""
    for means, whole, part in _columns():
        if (whole is not None and whole.fullmatch(name)) or (part is not None and part.search(name)):
            return means
    return None


def column_of_action(name: str) -> TableAction | None:
    """The handling that a column to be ticked is named after, or None.

    >>> column_of_action("het hieu luc theo thoi gian"), column_of_action("ghi chu")
    ('het_hieu_luc', None)
    """
    told = name.replace("_", " ")
    if told.replace(" ", "_") in ACTIONS:
        return next(one for one in ACTIONS if one == told.replace(" ", "_"))
    found = actions_in(told)
    return found[0].key if len(found) == 1 and len(told.split()) <= 6 else None


def actions_in(told: str) -> list[ToldAction]:
    """The handlings that folded words name, in their order; what a reason after them says is left out.

    Words inside those of another handling are not counted twice: «ban hành mới thay thế» is «thay thế».
    """
    reason = _REASON.search(told)
    if reason is not None and reason.start() > 0:
        told = told[: reason.start()]
    spans: list[tuple[int, int, ToldAction]] = []
    for key, form, pattern in _actions():
        for match in pattern.finditer(told):
            spans.append((match.start(), match.end(), ToldAction(key, form, match.start())))
    kept: list[tuple[int, int, ToldAction]] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    first: dict[TableAction, ToldAction] = {}
    for _start, _end, one in kept:
        first.setdefault(one.key, one)
    if "thay_the" in first:
        first.pop("ban_hanh_moi", None)
    if len(first) > 1:
        first.pop("chua_xac_dinh", None)
    return list(first.values())


def outside_in(told: str) -> tuple[str, str] | None:
    """A handling that the closed list has no word for, as the house's name and its words; None without one."""
    return next(((form, label) for form, label, pattern in _outside() if pattern.search(told)), None)


def state_in(told: str) -> str | None:
    """The state of the handling that folded words tell, as words; None where they tell none.

    >>> state_in("dang tong hop y kien gop y"), state_in("tre han")
    ('đang thực hiện', 'trễ hạn')
    """
    found = [next((words for words, pattern in _states("state") if pattern.search(told)), None)]
    found += [words for words, pattern in _states("beside") if pattern.search(told)]
    return "; ".join(one for one in found if one) or None
