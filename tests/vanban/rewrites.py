"""Harmless rewrites of a text: the same paper typed, saved or copied another way. Places move, nothing else does."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_OPEN = (("o", "a", "òóõỏọ", "àáãảạ"), ("o", "e", "òóõỏọ", "èéẽẻẹ"), ("u", "y", "ùúũủụ", "ỳýỹỷỵ"))
NEW_TO_OLD = {
    case(new + last): case(first + old)
    for first, last, news, olds in _OPEN
    for new, old in zip(news, olds, strict=True)
    for case in (str.lower, str.upper, str.capitalize)
}
OLD_TO_NEW = {old: new for new, old in NEW_TO_OLD.items()}
_NEW = re.compile("(?<![qQ])(?:" + "|".join(NEW_TO_OLD) + r")(?!\w)")
_OLD = re.compile("(?<![qQ])(?:" + "|".join(OLD_TO_NEW) + r")(?!\w)")
_LATIN_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXaeopcxy", "АВСЕНКМОРТХаеорсху")
_FULL_WIDTH = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in ":;(),%/0123456789"}
_KINDS = "KẾ HOẠCH|BÁO CÁO|QUYẾT ĐỊNH|THÔNG BÁO|TỜ TRÌNH|NGHỊ ĐỊNH|THÔNG TƯ|NGHỊ QUYẾT"
_WIDTHS = (90, 84, 96, 102, 78, 108)


def old_tones(text: str) -> str:
    """«hòa» → «hoà», «ủy» → «uỷ»."""
    return _NEW.sub(lambda found: NEW_TO_OLD[found[0]], text)


def new_tones(text: str) -> str:
    """«hoà» → «hòa», «uỷ» → «ủy»."""
    return _OLD.sub(lambda found: OLD_TO_NEW[found[0]], text)


def mixed_tones(text: str) -> str:
    """Now «Uỷ», now «Ủy»."""
    chance = random.Random(9)
    return _NEW.sub(lambda found: NEW_TO_OLD[found[0]] if chance.random() < 0.5 else found[0], new_tones(text))


def half_composed(text: str) -> str:
    """Letters with their hat or horn, tone marks apart, as Windows-1258 has them."""

    def letter(found: re.Match[str]) -> str:
        first, *marks = unicodedata.normalize("NFD", found[0])
        shape = "".join(mark for mark in marks if mark not in TONES)
        return unicodedata.normalize("NFC", first + shape) + "".join(mark for mark in marks if mark in TONES)

    return re.sub("[À-ỹ]", letter, text)


def wrapped(text: str) -> str:
    """Paragraphs cut into lines, as in a message; rows of tables stay.

    At the first width at which no paragraph ends at the margin: such a line cannot be told from one that goes on.
    """
    text = unicodedata.normalize("NFC", text)
    return next((found for width in _WIDTHS if (found := _cut(text, width)) is not None), text)


def _cut(text: str, width: int) -> str | None:
    lines = text.split("\n")
    found: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "\t" in line or line.startswith("|") or len(line) <= width:
            found.append(line)
        else:
            found += textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False)
        word = following.split(" ", 1)[0]
        if "\t" not in found[-1] + following and word and len(found[-1]) < width < len(found[-1]) + 1 + len(word):
            return None
    return "\n".join(found)


def paged(text: str) -> str:
    """A page break with the number of the page every forty lines, outside tables."""
    return "".join(_pages(text.split("\n")))


def _pages(lines: list[str]) -> Iterator[str]:
    page = count = 0
    for at, line in enumerate(lines):
        count += 1
        yield line
        if at + 1 == len(lines):
            return
        if count >= 40 and line and lines[at + 1] and "\t" not in line + lines[at + 1]:
            page, count = page + 1, 0
            yield f"\n\n     {page}\n\f"
        else:
            yield "\n"


def heading_case(text: str) -> str:
    """The words of the form in the other case: «SỐ:», «ĐIỀU 5.», «Kế hoạch» alone on its line."""
    text = re.sub(r"^Độc lập - Tự do - Hạnh phúc$", lambda found: found[0].upper(), text, flags=re.MULTILINE)
    text = re.sub(r"^(?:Số|Kính gửi|Nơi nhận)(?=:)", lambda found: found[0].upper(), text, flags=re.MULTILINE)
    text = re.sub(r"^(?:Điều|Chương|Mục)(?= [\dIVX])", lambda found: found[0].upper(), text, flags=re.MULTILINE)
    nation = "Cộng hòa xã hội chủ nghĩa Việt Nam"
    text = re.sub(f"^{nation.upper()}$", nation, text, flags=re.MULTILINE)
    return re.sub(
        rf"^([ *#]*)({_KINDS})(?=[ *]*$)",
        lambda found: found[1] + found[2].capitalize(),
        text,
        count=1,
        flags=re.MULTILINE,
    )


REWRITES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "half composed": half_composed,
    "old tones": old_tones,
    "new tones": new_tones,
    "mixed tones": mixed_tones,
    "eth for Đ": lambda text: text.replace("Đ", "Ð"),
    "Cyrillic letters": lambda text: text.translate(_LATIN_TO_CYRILLIC),
    "full-width signs": lambda text: text.translate(_FULL_WIDTH),
    "tabs behind markers": lambda text: re.sub(
        r"^(-|\d{1,2}\.|[a-zđ]\)) (?=[^\t\n]+$)", r"\1\t", text, flags=re.MULTILINE
    ),
    "lines set in by a tab": lambda text: re.sub(r"^(?=[^\t\n]{60,}$)", "\t", text, flags=re.MULTILINE),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "thin spaces and marks of direction": lambda text: "\ufeff" + text.replace(" ", "\u2009").replace(".", ".\u200e"),
    "spaces at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "indented lines": lambda text: re.sub(r"^(?=[^\n])", "      ", text, flags=re.MULTILINE),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "soft hyphens": lambda text: text.replace("nh", "n\u00adh"),
    "no-break hyphens": lambda text: re.sub(r"(?<=[A-ZĐ])-(?=[A-ZĐ])", "\u2011", text),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "page breaks": paged,
    "wrapped lines": wrapped,
    "case of the form": heading_case,
}
"""The eleven of the first list (issue 9) and eleven more, by what is done to the text."""
