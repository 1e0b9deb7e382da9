"""Numerals and numbering: «1.127», «9,49», «mười hai», «thứ nhì», XIV, «đ)»; words in ``data/numerals.toml``.

Every reader and writer of a number or of the label of a part asks here: Arabic, Roman, the Vietnamese letters a … y
with đ, and numbers spelled out.
"""

from __future__ import annotations

from itertools import pairwise

from vanban.patterns import words_in

_DATA = words_in("numerals.toml")

LETTERS: str = _DATA["letters"]
"""The letters of points in their order: a, b, c, d, đ, e, g …"""
FOREIGN_LETTERS = frozenset(_DATA["foreign_letters"])
"""Letters that number nothing in Vietnamese."""
_NEXT_LETTER = dict(pairwise(LETTERS))
_ROMAN: dict[str, int] = _DATA["roman"]
_DIGITS: dict[str, int] = _DATA["digits"]
_SCALES: dict[str, int] = _DATA["scales"]
_ORDINALS: dict[str, int] = _DATA["ordinals"]
_MONTHS: dict[str, int] = _DATA["months"]
_DOUBTFUL = frozenset(_DATA["doubtful"])
_TEN, _TENS = _DATA["tens"]
_WORDS = (*_DIGITS, *_SCALES, _TEN, _TENS, "trăm", *_DATA["joints"])

NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,8}(?!\d)|\d{1,25})(?:,\d{1,25})?"
"""A printed number: points part the thousands, a comma begins the decimals (pattern)."""
SPELLED = rf"(?:{'|'.join(_WORDS)})(?:[^\S\n]+(?:{'|'.join(_WORDS)}))*"
"""A number in words (pattern, small letters)."""
ORDINALS = tuple(
    word for word in (*_ORDINALS, *_DIGITS, _TEN) if _DIGITS.get(word, 1) and word not in ("mốt", "lăm", "nhăm", "bẩy")
)
"""Words that stand after «thứ», one word each: nhất, nhì, hai … mười."""
_MONTH_WORDS = (*_MONTHS, *(word for word in ORDINALS if word not in _ORDINALS and word not in ("năm", _TEN)))
MONTH = rf"(?:{'|'.join(_MONTH_WORDS)}|{_TEN}(?:\s+(?:một|hai))?)"
"""The number of a month in words (pattern, small letters); «tháng năm» is left out, it is a month and a year."""


def read_number(printed: str) -> float | int:
    """The value of a number in Vietnamese writing.

    >>> read_number("1.127"), read_number("9,5"), read_number("05")
    (1127, 9.5, 5)
    """
    bare = printed.replace(".", "")
    return float(bare.replace(",", ".")) if "," in bare else int(bare)


def plain(value: float | int) -> str:
    """A number in Vietnamese writing.

    >>> plain(1127), plain(9.5)
    ('1.127', '9,5')
    """
    if isinstance(value, float) and not value.is_integer():
        return f"{value:g}".replace(".", ",")
    return f"{int(value):,}".replace(",", ".")


def read_spelled(words: str, *, certain: bool = False) -> int | None:
    """The value of a number in words, None when the words make no number or are more often something else.

    Args:
        certain: something else says that a number stands here, so that «năm» alone is five.

    >>> read_spelled("hai mươi lăm"), read_spelled("một nghìn hai trăm linh ba"), read_spelled("năm")
    (25, 1203, None)
    """
    parts = words.casefold().split()
    if not parts or (len(parts) == 1 and parts[0] in _DOUBTFUL and not certain):
        return None
    total = group = 0
    digit: int | None = None
    for part in parts:
        if part in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[part]
        elif part == _TEN:
            if digit is not None:
                return None
            group += 10
        elif part in (_TENS, "trăm"):
            if digit is None:
                return None
            group, digit = group + digit * (10 if part == _TENS else 100), None
        elif part in _SCALES:
            amount = group + (digit or 0)
            if not amount:
                return None
            total, group, digit = total + amount * _SCALES[part], 0, None
        elif part not in _WORDS or digit is not None:  # «linh», «lẻ» stand between hundreds and units
            return None
    return total + group + (digit or 0)


def read_ordinal(words: str) -> int | None:
    """The place that an ordinal names, with or without «thứ».

    >>> read_ordinal("thứ nhất"), read_ordinal("Thứ tư"), read_ordinal("thứ mười một"), read_ordinal("thứ sau")
    (1, 4, 11, None)
    """
    bare = words.casefold().strip().removeprefix("thứ").strip()
    return _ORDINALS.get(bare) or read_spelled(bare, certain=True) or None


def read_month(words: str) -> int | None:
    """The month that a word or words name: «giêng», «chạp», «mười hai».

    >>> read_month("giêng"), read_month("tư"), read_month("mười  một"), read_month("mười ba")
    (1, 4, 11, None)
    """
    value = _MONTHS.get(words.casefold()) or read_spelled(words, certain=True)
    return value if value is not None and 1 <= value <= 12 else None


def roman(value: int) -> str:
    """The Roman numeral of a positive number.

    >>> roman(4), roman(13), roman(1990)
    ('IV', 'XIII', 'MCMXC')
    """
    written = []
    for amount, letters in _AMOUNTS:
        count, value = divmod(value, amount)
        written.append(letters * count)
    return "".join(written)


def _amounts() -> list[tuple[int, str]]:
    """What a Roman numeral is put together from, the largest first: 1000 M, 900 CM, 500 D …"""
    found = [(value, letter) for letter, value in _ROMAN.items()]
    for letter, value in _ROMAN.items():
        for smaller, less in _ROMAN.items():
            if less * 10 in (value, value * 2) and str(less)[0] == "1":
                found.append((value - less, smaller + letter))
    return sorted(found, reverse=True)


_AMOUNTS = _amounts()


def read_roman(label: str, *, strictly: bool = False) -> int | None:
    """The value of a Roman numeral in capitals, or None when it is none.

    Args:
        strictly: only numerals as they should be written; otherwise «IIII» is 4, as some papers have it.

    >>> read_roman("XIV"), read_roman("IIII"), read_roman("IIII", strictly=True), read_roman("A")
    (14, 4, None, None)
    """
    total = above = 0
    for letter in reversed(label):
        value = _ROMAN.get(letter)
        if value is None:
            return None
        total += value if value >= above else -value
        above = max(above, value)
    if strictly and roman(total) != label:
        return None
    return total or None


def read_quarter(label: str) -> int | None:
    """The quarter of a year in either numerals: «III», «iv», «2».

    >>> read_quarter("III"), read_quarter("2"), read_quarter("V")
    (3, 2, None)
    """
    value = int(label) if label.isdecimal() else read_roman(label.upper(), strictly=True)
    return value if value is not None and 1 <= value <= 4 else None


def letter(place: int) -> str | None:
    """The letter of the point at a place counted from 1; None past the end of the alphabet.

    >>> letter(4), letter(5), letter(24)
    ('d', 'đ', None)
    """
    return LETTERS[place - 1] if 1 <= place <= len(LETTERS) else None


def read_letter(label: str) -> int | None:
    """The place of a letter among the points, counted from 1.

    >>> read_letter("đ"), read_letter("f"), read_letter("ab")
    (5, None, None)
    """
    return LETTERS.index(label) + 1 if len(label) == 1 and label in LETTERS else None


def next_letter(label: str) -> str | None:
    """The letter after one: d → đ, đ → e."""
    return _NEXT_LETTER.get(label)


def next_label(label: str) -> str | None:
    """The label right after one, in whichever numbering it is: «5» → «6», «d» → «đ», «IV» → «V».

    >>> next_label("5"), next_label("d"), next_label("XIV"), next_label("y")
    ('6', 'đ', 'XV', None)
    """
    if label.isdecimal():
        return str(int(label) + 1)
    if label in LETTERS and len(label) == 1:
        return next_letter(label)
    value = read_roman(label, strictly=True)
    return None if value is None else roman(value + 1)


def latin(place: int) -> str:
    """a, b … z, aa, bb … as Word counts: without đ, and with the letters that Vietnamese leaves out.

    >>> latin(5), latin(27)
    ('e', 'aa')
    """
    return chr(ord("a") + (place - 1) % 26) * ((place - 1) // 26 + 1)
