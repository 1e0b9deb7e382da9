"""A text as bytes, one for each character (ảnh byte của văn bản): what is asked of every character is asked of these.

Vietnamese papers are written in fewer than 256 characters. A text that keeps to them becomes bytes of the same length
in one pass, and bytes are searched many times faster than text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from vanban.letters import INVISIBLE, LIGATURES, MARKS, ODD

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in _TONES
)
_SIGNS = "“”‘’–…•«»²³°×≥≤"
LOOSE = "".join(filter(None, _TONES))
"""The tone marks that stand behind their letters in a text that is not composed."""
USUAL = "".join(dict.fromkeys(f"\0\t\n\f\r{_ASCII}đĐ{_LETTERS}{_SIGNS}{LOOSE}"))
"""The characters of papers, loose tone marks among them; the first one stands for none of them."""
_WORD, _SIGN = "w", "."
_PLACES = codecs.charmap_build(USUAL + "\ufffe" * (256 - len(USUAL)))
_NOTICED = re.compile(f"[{ODD}{MARKS}{INVISIBLE}{LIGATURES}]")


def image(text: str) -> bytes | None:
    """One byte for each character of a text in its one form, but for loose tone marks; None for a text that has
    characters to replace. Letters of other alphabets and rare signs are the byte of «?».
    """
    try:
        found = codecs.charmap_encode(text, "strict", _PLACES)[0]
    except UnicodeEncodeError as unusual:
        if _NOTICED.search(text, unusual.start) is not None:
            return None
        found = codecs.charmap_encode(text, "replace", _PLACES)[0]
    return None if 0 in found else found


def classes(*named: tuple[str, str]) -> bytes:
    """A table for ``bytes.translate``: the usual characters of each class as its sign, words as «w», all others as «.».

    >>> image("hoà, quý").translate(classes(("o", "o"), ("àá", "A")))
    b'woA..www'
    """
    table = bytearray(_SIGN.encode() * 256)
    for place, letter in enumerate(USUAL):
        if letter.isalnum() or letter == "_":
            table[place] = ord(_WORD)
    for letters, sign in named:
        for letter in letters:
            table[USUAL.index(letter)] = ord(sign)
    return bytes(table)
