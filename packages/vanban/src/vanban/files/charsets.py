"""The letters of a file as Unicode, whatever set they were written in (giải mã chữ Việt).

One decoder for bytes (:func:`decode`), for texts that are Unicode already but hold the letters of an old set
(:func:`settle`), and for printed runs whose font tells the set (:func:`settle_runs`). The sets stand in
``data/charsets.toml``: TCVN3, VNI, VPS, VISCII; Windows-1258 comes from Python. Where no font tells, the set is the one
that gives Vietnamese syllables; other languages give none and stay as they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby

from vanban.files.syllables import is_marked
from vanban.model import UnreadableFile
from vanban.patterns import words_in

CP1258 = "CP1258"
DOUBLE = "UTF-8 hai lần"
NOT_TEXT = (
    "Tệp không phải văn bản đọc được: nội dung không theo bảng mã Unicode, cũng không theo bảng mã cũ nào của tiếng "
    "Việt. Hãy mở tệp bằng Word rồi lưu lại thành .docx hoặc .txt (UTF-8)."
)
STRANGE = (
    "Chữ trong tệp dùng phông chữ cũ hoặc bảng mã lạ nên không đọc được. "
    "Hãy mở tệp bằng Word, chuyển sang phông Unicode (Times New Roman) rồi gửi lại, hoặc gửi bản PDF, bản quét."
)
_SAMPLE = 2_000  # lines that are enough to tell the set of a file
_GLANCE = 4_000  # code points of a line that are enough to tell its set
_MOST_DAMAGED = 2_000  # of so many bytes one may be damaged in UTF-8
_FEWEST_STRANGE, _MOST_STRANGE = 8, 0.3  # words that no language has: how many, and of all words
_FEWEST, _MOST = 3, 0.6  # words beyond ASCII that must become syllables: how many, and of all of them
_MOST_WESTERN = 0.08  # of the letters of a text: those with marks in the languages that Windows-1252 is for
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in Unicode. ``encoding`` names the sets it was turned from (TCVN3, VNI …), None for Unicode."""

    text: str
    encoding: str | None = None


# --- the sets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One old set: its letters by byte (as Latin-1 characters), and the marks that follow a letter, where it has such.

    ``capitals`` tells that capitals with a tone are small letters of another font.
    """

    name: str
    letters: dict[int, str]
    marks: dict[str, str]
    charsets: frozenset[str]
    fonts: re.Pattern[str]
    capitals: bool = False

    def read(self, text: str) -> str:
        """The text of which the characters are the bytes of this set."""
        text = text.translate(_TO_BYTES)
        if self.marks:
            return _followed(self).sub(self._composed, text)
        return unicodedata.normalize("NFC", text.translate(self.letters))

    def _composed(self, found: re.Match[str]) -> str:
        base, mark = found[1], found[2]
        letter = self.letters.get(ord(base), base)
        whole = unicodedata.normalize("NFC", letter + self.marks[mark]) if mark else letter
        return whole if len(whole) == 1 else letter + mark


@cache
def _followed(chart: Chart) -> re.Pattern[str]:
    """A letter that is not itself in a set whose letters have their marks behind them, with its mark if it has one."""
    own = "".join(map(chr, chart.letters))
    return re.compile(f"([aeouyAEOUY{own}])([{''.join(chart.marks)}]?)")


def _as_bytes() -> dict[int, str]:
    """Characters that Windows shows for bytes, each to its byte as a Latin-1 character."""
    table = {0xF000 + byte: chr(byte) for byte in range(0x20, 0x100)}  # fonts marked as symbols
    for byte in range(0x80, 0xA0):
        shown = bytes([byte]).decode("cp1252", "ignore")
        if shown:
            table[ord(shown)] = chr(byte)
    return table


def _as_bytes_of_1258() -> dict[int, str]:
    """The same where the system took the bytes for Windows-1258."""
    table = _as_bytes()
    for byte in range(0x80, 0x100):
        shown = bytes([byte]).decode("cp1258", "ignore")
        if shown and ord(shown) > 0xFF:
            table[ord(shown)] = chr(byte)
    return table


_TO_BYTES = _as_bytes()
_TO_BYTES_OF_1258 = _as_bytes_of_1258()


@cache
def charts() -> tuple[Chart, ...]:
    """The sets that are known, Windows-1258 first."""
    letters = {
        byte: shown for byte in range(0x80, 0x100) if (shown := bytes([byte]).decode("cp1258", "ignore")) != chr(byte)
    }
    found = [Chart(CP1258, letters, {}, frozenset({"windows-1258", "cp1258", "x-cp1258"}), re.compile(r"(?!)"))]
    for row in words_in("charsets.toml").values():
        found.append(
            Chart(
                row["name"],
                {byte: text for line in row["letters"] for byte, text in _pairs(line)},
                {
                    chr(byte): "".join(chr(int(code, 16)) for code in codes.split(","))
                    for line in row.get("marks", ())
                    for byte, codes in _pairs(line)
                },
                frozenset(row["charsets"]),
                re.compile("|".join(row["fonts"])),
                row.get("capitals", False),
            )
        )
    return tuple(found)


def _pairs(line: str) -> Iterator[tuple[int, str]]:
    for pair in line.split():
        code, _equals, value = pair.partition("=")
        yield int(code, 16), value


@lru_cache(maxsize=1024)
def chart_of_font(name: str | None) -> Chart | None:
    """The set of the letters that a font prints, by its name; None for fonts of Unicode.

    >>> chart_of_font(".VnTimeH").name, chart_of_font("ABCDEF+VNI-Times").name, chart_of_font("Times New Roman")
    ('TCVN3', 'VNI', None)
    """
    low = _bare_name(name).casefold()
    return next((chart for chart in charts() if low and chart.fonts.match(low)), None)


def _bare_name(name: str | None) -> str:
    """The first of a list of fonts («'.VnTimeH', serif»), without the mark of a part of a font («ABCDEF+»)."""
    return (name or "").partition(",")[0].strip(" '\"").rpartition("+")[2]


def prints_capitals(name: str | None) -> bool:
    """Whether a font of an old set prints small letters as capitals (``.VnTimeH``)."""
    chart = chart_of_font(name)
    return chart is not None and chart.capitals and _bare_name(name).partition("-")[0].endswith("H")


# --- bytes ------------------------------------------------------------------------------------------------------------


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file, its letters settled (:func:`settle`); arguments and errors as :func:`decode_page`."""
    found = decode_page(data, declared)
    if found.encoding is not None:
        return found
    return settle(found.text)


def decode_page(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file whose fonts are still to be asked: byte-order marks go, then the sets are tried in turn.

    Args:
        declared: the name of the set that the file or its carrier says (``charset``), if any; tried first, then UTF-8,
            UTF-16 and the old sets.

    Raises:
        UnreadableFile: broken, when the bytes are no text of any set known.
    """
    text = _unicode(data) if data.startswith(_MARKS) else None
    if text is None and declared:
        found = _declared(data, declared)
        if found is not None:
            return found
    if text is None:
        text = _unicode(data)
    if text is None:
        return _old(data)
    _demand_text(text)
    return Decoded(text.lstrip("\ufeff"))


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _unicode(data: bytes) -> str | None:
    """The text of bytes in UTF-8 or UTF-16, None for others."""
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif len(data) > 3 and data[:200:2].count(0) * 4 > len(data[:200:2]):
        encoding = "utf-16-be"
    elif len(data) > 3 and data[1:200:2].count(0) * 4 > len(data[1:200:2]):
        encoding = "utf-16-le"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            return data[: len(data) // 2 * 2].decode(encoding, "replace") if len(data) % 2 else None
    text = data.decode("utf-8-sig", "replace")
    damaged = text.count("\ufffd")
    whole = len(data) - len(text)  # letters of several bytes make the text shorter than its bytes
    return text if damaged * 20 < whole and damaged * _MOST_DAMAGED < len(data) else None


def _declared(data: bytes, declared: str) -> Decoded | None:
    """The text in the set that is declared, None when it is not known or the bytes are none of it."""
    name = declared.strip().strip("'\"").casefold()
    for chart in charts():
        if name in chart.charsets:
            text = _raised(chart.read(data.decode("latin-1")), chart)
            return Decoded(text, chart.name) if _unicode(data) is None or data.isascii() else None
    try:
        codec = codecs.lookup(name).name
        text = data.decode(codec)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    if _CONTROL.search(text[:1000]) or (codec in ("cp1252", "iso8859-1", "latin-1") and _unicode(data) is not None):
        return None  # a page that says Latin-1 and holds UTF-8
    text = text.lstrip("\ufeff")
    return Decoded(unicodedata.normalize("NFC", text) if codec == "cp1258" else text)


def _demand_text(text: str) -> None:
    if len(_CONTROL.findall(text[:100_000])) > len(text[:100_000]) // 200 or "\x00" in text:
        raise UnreadableFile("broken", NOT_TEXT)


def _old(data: bytes) -> Decoded:
    """The text of bytes that are no Unicode: the set that gives most Vietnamese syllables."""
    shown = data.decode("latin-1")
    if data.startswith((b"\xef\xbb\xbf",)):
        shown = shown[3:]
    lines = shown.splitlines()[:_SAMPLE]
    best, most = None, 0
    for chart in charts():
        gain = sum(_score(chart.read(line)) for line in lines if not line.isascii())
        if gain > most:
            best, most = chart, gain
    if best is not None:
        text = _raised(best.read(shown), best)
        _demand_text(text)
        return Decoded(text, best.name)
    _demand_text(shown)
    text = data.decode("cp1252", "replace")
    letters = [c for c in text[:200_000] if c.isalpha()]
    if sum(not c.isascii() for c in letters) <= _MOST_WESTERN * len(letters) and "\ufffd" not in text:
        return Decoded(text)  # another language, or only quotation marks and dashes of Windows
    raise UnreadableFile("broken", NOT_TEXT)


# --- texts ------------------------------------------------------------------------------------------------------------

_LETTER_RUN = re.compile(r"[^\W\d_]+")
_LETTERS_APART = re.compile(r"([^\W\d_]+)")
_ODD = re.compile(
    r"""
    [\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6\u00d8\u00db\u00dc\u00de\u00df]  # letters that Vietnamese has not
    | [\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6\u00f8\u00fb\u00fc\u00fe\u00ff\u0152\u0153\u0160\u0161\u0178\u0192]
    | [\u0080-\u009f\u00a1-\u00a6\u00a8-\u00ad\u00af\u00b4-\u00b6\u00b8-\u00bc\u00be\u00bf\u02c6\u02dc]  # signs
    | [\uf021-\uf0ff]  # letters of a font marked as symbols
    | [\u00c3\u00c2\u00e1\u00c4\u00c6][\u00a0-\u00bf\u0152\u0153\u0160\u0161\u0178\u0192\u2013-\u203a\u02c6\u02dc]
    """,
    re.VERBOSE,
)
"""What a text in Unicode seldom has and a text of an old set often."""
_MODERN = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
"""Letters of Vietnamese that Latin-1 has not: where they stand, the text is Unicode."""
_STRANGE = re.compile(
    r"""
    [^\W\d_] [?\u0080-\u009f\u00a1-\u00bf\u2020-\u2022\u20ac\u2122]{1,20} [^\W\d_]   # a sign inside a word
    | \ufffd | [\ue000-\uf8ff]{2}                                              # letters without a code
    """,
    re.VERBOSE,
)
_SEGMENTS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def settle(text: str) -> Decoded:
    """A text in Unicode of which some lines hold the letters of an old set, or of UTF-8 taken for Windows-1252.

    Lines and cells keep their places and their number. Other languages stay as they are.
    """
    if not is_suspect(text):
        return Decoded(text)
    names: Counter[str] = Counter()
    repaired = _once(text)
    if repaired != text:
        names[DOUBLE] += 1
        text = repaired
    if _ODD.search(text):
        text = "".join(_settled(_parts(text), names))
    return Decoded(text, ", ".join(name for name, _count in names.most_common()) or None)


def is_suspect(text: str) -> bool:
    """Whether a text has letters or signs that a text in Unicode seldom has; a quick look."""
    return not text.isascii() and _ODD.search(text) is not None


def settle_all(pieces: Sequence[str]) -> tuple[list[str], str | None]:
    """The same for cells or lines of one paper, judged together; as many come back, and the names of the sets."""
    found = settle("\n".join(piece.replace("\n", "\v") for piece in pieces))
    return [piece.replace("\v", "\n") for piece in found.text.split("\n")], found.encoding


def settle_runs(runs: Sequence[tuple[str, str | None]], met: set[str] | None = None) -> list[str]:
    """The runs of one paragraph, each with the name of its font: those of an old font in Unicode, others unchanged.

    A syllable may go over several runs. A run of an old font that holds Unicode all the same stays; what the font
    prints as capitals becomes capitals. The names of the sets met are added to ``met``.
    """
    found = []
    for font, group in groupby(runs, key=lambda run: run[1]):
        texts = [text for text, _font in group]
        chart = chart_of_font(font)
        if chart is None:
            found += texts
            continue
        settled = _by_font(texts, chart)
        if met is not None and settled != texts:
            met.add(chart.name)
        found += [text.upper() for text in settled] if prints_capitals(font) else settled
    return found


def _by_font(texts: list[str], chart: Chart) -> list[str]:
    """Neighbouring runs of one old font; marks that stand in the next run than their letter come to the letter."""
    whole = "".join(texts)
    if whole.isascii():
        return texts
    plain = whole.translate(_TO_BYTES_OF_1258)
    read = max((chart.read(whole), chart.read(plain)), key=_score)
    if _MODERN.search(whole) and _score(whole) >= _score(read):
        return texts  # Unicode in an old font: Word prints it in another
    if read == chart.read(plain) != chart.read(whole):
        texts = [text.translate(_TO_BYTES_OF_1258) for text in texts]
    if chart.marks:
        texts = list(texts)
        for at in range(len(texts) - 1):
            if texts[at] and texts[at + 1][:1].translate(_TO_BYTES) in chart.marks:
                texts[at], texts[at + 1] = texts[at] + texts[at + 1][0], texts[at + 1][1:]
    texts = [chart.read(text) for text in texts]
    raised = _raised("".join(texts), chart)
    ends = list(accumulate(map(len, texts)))
    return [raised[end - len(text) : end] for text, end in zip(texts, ends, strict=True)]


def is_strange(text: str) -> bool:
    """Whether the words of a text are those of no language: signs inside words, letters without a code.

    Any language in its own letters, tables of figures and lists of symbols are not strange; such letters as OCR or a
    reader of old fonts leaves are (:func:`vanban.files.ocr_layer.is_poor` tells broken words in plain letters).
    """
    if len(_STRANGE.findall(text)) < _FEWEST_STRANGE:
        return False
    strange = words = 0
    for token in text.split():
        if any(c.isalpha() or c >= "\ue000" for c in token):
            words += 1
            strange += _STRANGE.search(token) is not None
    return strange >= _FEWEST_STRANGE and strange > _MOST_STRANGE * words


def demand_letters(text: str) -> None:
    """Raise ``UnreadableFile('unsupported')`` with one sentence when the letters of a text can not be made out."""
    if is_strange(text):
        raise UnreadableFile("unsupported", STRANGE)


@lru_cache(maxsize=16_384)
def _part_score(token: str) -> int:
    parts = [part for part in _LETTER_RUN.findall(token) if not part.isascii()]
    return sum((len(part) > 1) if is_marked(part) else -1 for part in parts)


def _score(text: str) -> int:
    """Words with letters beyond ASCII: those that are Vietnamese syllables, less those that are not."""
    return sum(_part_score(token) for token in text.split() if not token.isascii() and len(token) < 60)


def _parts(text: str) -> list[str]:
    """Lines and cells, with what parts them between: at the odd places."""
    parts: list[str] = []
    position = 0
    for between in _SEGMENTS.finditer(text):
        parts += (text[position : between.start()], between[0])
        position = between.end()
    return [*parts, text[position:]]


def _settled(parts: list[str], names: Counter[str]) -> Iterator[str]:
    """The parts, each in the set that it is written in; ``names`` counts the sets met."""
    likely = _likely(parts)
    mixed = any(_MODERN.search(part) for part in parts[::2])
    last: Chart | None = likely[0] if likely and not mixed else None
    for part in parts:
        if part.isascii() or not likely:
            yield part
            continue
        if _MODERN.search(part):
            last = None
            yield "".join(_settled_words(part, likely, names)) if _ODD.search(part) else part
            continue
        glance = part[:_GLANCE]
        best = max(likely, key=lambda chart: _score(chart.read(glance)))
        now, new = _score(glance), _score(best.read(glance))
        if new > now or (new == now > 0 and last is best):
            last = best
            names[best.name] += 1
            yield _raised(best.read(part), best)
            continue
        last = None if now > new else last
        yield part


def _likely(parts: list[str]) -> list[Chart]:
    """The sets that make syllables of the odd parts, most likely first; a stray letter or sign makes none.

    A set is likely when it turns most words of a line, three at least, into syllables, or most words of all odd parts.
    """
    odd = [part for part in parts[::2] if not part.isascii() and _ODD.search(part)][:_SAMPLE]
    gains = dict.fromkeys(charts(), 0)
    proved = set()
    words = 0
    for part in odd:
        old = " ".join(token for token in part[:_GLANCE].split() if not token.isascii() and not _MODERN.search(token))
        count = len(old.split())
        words += count
        now = max(_score(old), 0)
        for chart in charts():
            new = _score(chart.read(old))
            if new > now and new >= _MOST * count:
                gains[chart] += new
                if new >= _FEWEST:
                    proved.add(chart)
    proved |= {chart for chart, gain in gains.items() if gain >= max(_FEWEST - 1, _MOST * words)}
    return sorted((chart for chart in charts() if chart in proved), key=lambda chart: -gains[chart])


def _settled_words(part: str, likely: list[Chart], names: Counter[str]) -> Iterator[str]:
    """A line in two sets: stretches of words without a letter of Unicode only, in the set that they are written in."""
    for modern, group in groupby(re.split(r"(\s+)", part), key=lambda word: bool(_MODERN.search(word))):
        words = "".join(group)
        if not modern and _ODD.search(words):
            best = max(likely, key=lambda chart: _score(chart.read(words)))
            new = _score(best.read(words))
            if new > max(_score(words), 1) and new >= _MOST * sum(not word.isascii() for word in words.split()):
                names[best.name] += 1
                words = _raised(best.read(words), best)
        yield words


def _raised(text: str, chart: Chart) -> str:
    """Lines and words in capitals as a whole: a set without capitals with tones prints «CéNG» for «CỘNG»."""
    if not chart.capitals:
        return text
    return _COMMITTEE.sub("Ủy ban", "".join(_raised_part(part) for part in _parts(text)))


_COMMITTEE = re.compile(r"\bủy ban(?= nhân dân| Mặt trận| Thường vụ| Kiểm tra)")
"""A name that begins with a capital the set has not («Uû ban» typed «ñy ban»)."""


def _raised_part(part: str) -> str:
    plain = [c for c in part if c.isascii() and c.isalpha()]
    if all(map(str.isupper, plain)) and any(map(_in_capitals, _LETTER_RUN.findall(part))):
        return part.upper()
    pieces = _LETTERS_APART.split(part)
    words = pieces[1::2]
    sure = [False, *map(_in_capitals, words), False]
    for at, word in enumerate(words):
        beside = sure[at] or sure[at + 2]  # «Xã TÂN HÒA»: one capital is all that such a word can have
        if sure[at + 1] or (beside and word[:1].isupper() and not any("a" <= c <= "z" for c in word)):
            pieces[2 * at + 1] = word.upper()
    return "".join(pieces)


def _in_capitals(word: str) -> bool:
    """Whether a word with a marked vowel has two plain capitals and no plain small letter."""
    plain = [c for c in word if c.isascii()]
    return len(plain) > 1 and all(map(str.isupper, plain)) and any(not c.isascii() and c not in "Đđ" for c in word)


_FURTHER = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
"""What Windows-1252 shows for a further byte of a letter in UTF-8."""
_UTF8_TWICE = re.compile(
    rf"""
    \u00c3[ ] | \u00e1[\u00ba\u00bb][ ]      # a space that was no space: «và», «Ạ»
    | [\u00c2-\u00c6\u00cb\u00cc]{_FURTHER}  # two bytes
    | [\u00e1\u00e2]{_FURTHER}{{1,2}}         # three bytes
    """,
    re.VERBOSE,
)


def _once(text: str) -> str:
    """A text that went through UTF-8 twice, once less; any other text as it is."""
    for _time in range(3):
        sample = [piece for piece in _UTF8_TWICE.findall(text[:200_000]) if piece[-1] != " "]
        good = sum(_one_letter(piece) is not None for piece in sample)
        if good < 3 or good * 4 < len(sample) * 3:
            break
        text = _UTF8_TWICE.sub(lambda found: _one_letter(found[0]) or found[0], text)
    return text


@lru_cache(maxsize=16_384)
def _one_letter(piece: str) -> str | None:
    """The one letter or sign of which the characters are the bytes, or None."""
    try:
        letter = piece.replace(" ", "\u00a0").translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return letter if len(letter) == 1 and (letter in _OF_A_PAPER or _MODERN.match(letter)) else None


_OF_A_PAPER = frozenset({*map(chr, range(0x80, 0x100)), *map(chr, _TO_BYTES), *"\u0300\u0301\u0303\u0309\u0323"})
"""What double UTF-8 is believed to stand for, besides letters of Vietnamese: signs, and what stands for their bytes."""


def names_of(found: Iterable[str | None]) -> str | None:
    """Several names of sets as one text, each once."""
    return ", ".join(dict.fromkeys(name for name in found if name)) or None
