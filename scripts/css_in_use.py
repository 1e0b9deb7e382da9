"""Trims a stylesheet of others to the rules that the product can match; `scripts/vendor_assets.py --trim`.

A rule stays when every class, id and attribute of one of its selectors stands as a word in the templates, the scripts
or the strings of the Python code; what stands within ``:not()``, ``:is()`` and ``:where()`` is not asked. Then custom
properties that nothing refers to go, and ``@keyframes`` without an animation of their name. Words are asked, not uses:
a rule too many costs bytes, a rule too few would cost the look.

    >>> trimmed(".btn,.modal{color:red}.carousel{top:0}", words={"btn"})
    '.btn{color:red}'
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
NAME = re.compile(
    r"""[.#](?P<name>-?[A-Za-z_](?:[\w-]|\\.)*)|\[(?P<attribute>[\w-]+)(?:[~|^$*]?=(?P<value>[^\]]*))?\]""", re.ASCII
)
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NESTED = ("@media", "@supports", "@layer", "@container")
KEEP = frozenset({"data-bs-theme", "light"})
"""Words that no source needs to hold: Tabler's tokens of its light theme."""


@dataclass
class Block:
    """A piece of a stylesheet: its prelude, and what stands in braces: text, or blocks of a nesting rule."""

    prelude: str
    body: str | None = None
    blocks: list[Block] = field(default_factory=list)

    def __str__(self) -> str:
        if self.blocks:
            return f"{self.prelude}{{{''.join(map(str, self.blocks))}}}"
        return f"{self.prelude};" if self.body is None else f"{self.prelude}{{{self.body}}}"


def _end(css: str, start: int, stops: str) -> int:
    """Where the next of ``stops`` stands from ``start`` on, outside strings and parentheses; else the length."""
    depth, quote, at = 0, "", start
    while at < len(css):
        sign = css[at]
        if sign == "\\":
            at += 1
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign in stops and depth <= 0:
            return at
        at += 1
    return len(css)


def _closing(css: str, start: int) -> int:
    """Where the brace that was opened before ``start`` is closed."""
    depth, at = 1, start
    while depth:
        at = _end(css, at, "{}")
        if at >= len(css):
            raise ValueError(f"a brace is not closed: {css[start : start + 60]}")
        depth += 1 if css[at] == "{" else -1
        at += 1
    return at - 1


def blocks(css: str) -> Iterator[Block]:
    """The blocks of a stylesheet without comments, in order."""
    at = 0
    while at < len(css):
        stop = _end(css, at, "{;")
        prelude = css[at:stop].strip()
        if stop >= len(css) or css[stop] == ";":
            if prelude:
                yield Block(prelude)
            at = stop + 1
            continue
        close = _closing(css, stop + 1)
        inner = css[stop + 1 : close]
        yield Block(prelude, None, list(blocks(inner))) if prelude.startswith(NESTED) else Block(prelude, inner)
        at = close + 1


def parts(text: str, sign: str) -> list[str]:
    """The text cut at ``sign`` where that stands outside strings and parentheses."""
    found, at = [], 0
    while at <= len(text):
        stop = _end(text, at, sign)
        found.append(text[at:stop])
        at = stop + 1
    return found


def _without_arguments(selector: str) -> str:
    """The selector without what stands in the parentheses of its pseudo-classes."""
    kept, depth = [], 0
    for sign in selector:
        depth += sign == "("
        if not depth:
            kept.append(sign)
        depth -= sign == ")"
    return "".join(kept)


def matches(selector: str, words: frozenset[str] | set[str]) -> bool:
    """Whether sources that hold these words may hold an element of the selector."""
    for found in NAME.finditer(_without_arguments(selector)):
        name, value = found["name"] or found["attribute"], (found["value"] or "").strip("\"'")
        if name.replace("\\", "") not in words or (WORD.fullmatch(value) and value not in words):
            return False
    return True


def _kept(found: list[Block], words: frozenset[str]) -> list[Block]:
    kept = []
    for one in found:
        if one.blocks:
            inner = _kept(one.blocks, words)
            if inner:
                kept.append(Block(one.prelude, None, inner))
        elif one.prelude.startswith("@"):
            kept.append(one)
        else:
            selectors = [part for part in parts(one.prelude, ",") if matches(part, words)]
            if selectors and one.body:
                kept.append(Block(",".join(selectors), one.body))
    return kept


def _rules(found: list[Block]) -> Iterator[Block]:
    for one in found:
        if one.blocks:
            yield from _rules(one.blocks)
        elif one.body is not None:
            yield one


def _referred(found: list[Block], elsewhere: str) -> set[str]:
    """The custom properties that rules or ``elsewhere`` refer to, straight or through other custom properties."""
    wanted = set(VARIABLE.findall(elsewhere))
    through: dict[str, set[str]] = {}
    for rule in _rules(found):
        for declaration in parts(rule.body or "", ";"):
            name, _, value = declaration.partition(":")
            names = set(VARIABLE.findall(value))
            if name.strip().startswith("--"):
                through.setdefault(name.strip(), set()).update(names)
            else:
                wanted |= names
    waiting = list(wanted)
    while waiting:
        for name in through.pop(waiting.pop(), set()) - wanted:
            wanted.add(name)
            waiting.append(name)
    return wanted


def _without_idle(found: list[Block], wanted: set[str], animations: str) -> list[Block]:
    kept = []
    for one in found:
        if one.blocks:
            one.blocks = _without_idle(one.blocks, wanted, animations)
            if one.blocks:
                kept.append(one)
        elif one.prelude.startswith("@keyframes"):
            if re.search(rf"(?<![\w-]){re.escape(one.prelude.split()[-1])}(?![\w-])", animations):
                kept.append(one)
        elif one.body is None or one.prelude.startswith("@"):
            kept.append(one)
        else:
            left = [part for part in parts(one.body, ";") if not _idle(part, wanted)]
            if any(left):
                kept.append(Block(one.prelude, ";".join(filter(None, left))))
    return kept


def _idle(declaration: str, wanted: set[str]) -> bool:
    name = declaration.partition(":")[0].strip()
    return name.startswith("--") and name not in wanted


def trimmed(css: str, words: set[str] | frozenset[str], elsewhere: str = "") -> str:
    """The stylesheet with the rules that sources with these words can match.

    ``elsewhere`` is the text of other stylesheets, which may refer to custom properties and animations of this one.
    """
    found = _kept(list(blocks(COMMENT.sub("", css))), frozenset(words) | KEEP)
    values = elsewhere + "".join(
        part.partition(":")[2]
        for rule in _rules(found)
        if not rule.prelude.startswith("@")
        for part in parts(rule.body or "", ";")
        if part.startswith(("animation", "--"))
    )
    return "".join(map(str, _without_idle(found, _referred(found, elsewhere), values)))


def _of_python(text: str) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(text)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def words_of(folder: Path) -> set[str]:
    """Every word that could be a class, id or attribute in templates, scripts, drawings and Python of a folder."""
    words: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".html", ".js", ".svg", ".py") or {"vendor", "migrations"} & set(path.parts):
            continue
        text = path.read_text("utf-8")
        words.update(WORD.findall(" ".join(_of_python(text)) if path.suffix == ".py" else text))
    return words
