"""Slips of writing (lỗi gõ, lỗi chính tả): known ones, syllables that no word has, one word typed twice.

Words that the recognition of a scan was not sure of are left alone: what they show is the machine's slip.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from vanban.lint.examples import paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Span
from vanban.patterns import words_in
from vanban.text import clean, fold, settle_tone

_WORD = re.compile(r"\w+")
_FUNCTION = frozenset(
    _WORD.findall("của và các những trong được với tại theo cho từ đến là về để do bởi đã sẽ đang có ")
)
_REDUPLICATED = frozenset(
    _WORD.findall(
        "luôn từ dần song thường ngày đêm nhà người ngành nơi đời xa lâu chầm đều vừa hay mãi rất ba đu chuồn "
        "cào châu năm tháng xanh nho nhỏ khăng đùng ào ầm hằng hàng từng đôi lần lớp tầng muôn chiều sáng "
        "quốc không một hai số chung riêng rõ ràng kỹ nhanh chậm nhẹ mạnh nguyên "
    )
)
_STOPPED = re.compile(
    r"(?<![^\W_])(?=\w{0,40}[^\x00-\x7f])[^\W\d_]{0,40}?"  # no word is longer
    r"(?P<vowel>[aăâeêioôơuưyAĂÂEÊIOÔƠUƯYàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ])(?:p|t|c|ch|P|T|C|CH)(?![^\W_])"
)
_ON_GLIDE = re.compile(
    r"(?<![^\W_])(?P<head>[qQ])(?P<glide>[ùúủũụÙÚỦŨỤ])(?P<vowel>[aăâeêiơyAĂÂEÊIƠY])(?P<end>[^\W\d_]{0,2})(?![^\W_])"
)
_BADLY_MARKED = re.compile(r"(?<![^\W_])[^\W\d_]*[ừứựửữỪỨỰỬỮ][ơƠ][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class _Slip:
    wrong: tuple[str, ...]
    right: str
    after: frozenset[str]
    before: frozenset[str]


@cache
def _slips() -> dict[str, tuple[_Slip, ...]]:
    """The known slips by their first word."""
    rows = tomllib.loads(files("vanban.data").joinpath("misspelt.toml").read_text(encoding="utf-8"))["slip"]
    found: dict[str, list[_Slip]] = {}
    for row in rows:
        wrong = tuple(row["wrong"].split())
        slip = _Slip(wrong, row["right"], frozenset(row.get("after", ())), frozenset(row.get("before", ())))
        found.setdefault(wrong[0], []).append(slip)
    return {first: tuple(sorted(slips, key=lambda s: -len(s.wrong))) for first, slips in found.items()}


_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_OTHER = {"d": "đ", "đ": "d"}


def slips_of(syllable: str) -> set[str]:
    """What one slip makes of a syllable: another vowel, another tone, d for đ, a letter left out or two turned round.

    >>> sorted(slips_of("đạo") & {"đao", "đào", "dạo", "đo", "báo"})
    ['dạo', 'đao', 'đo', 'đào']
    """
    found: set[str] = set()
    parts = [_parted(letter) for letter in syllable]
    toned = [at for at, (_, tone) in enumerate(parts) if tone]
    for at, letter in enumerate(syllable):
        before, after = syllable[:at], syllable[at + 1 :]
        plain, tone = parts[at]
        if plain in _VOWELS:
            found.update(before + unicodedata.normalize("NFC", other + tone) + after for other in _VOWELS)
            if not toned or at in toned:
                found.update(before + unicodedata.normalize("NFC", plain + other) + after for other in _TONES)
        if letter in _OTHER:
            found.add(before + _OTHER[letter] + after)
        if len(syllable) > 2:
            found.add(before + after)
        if at:
            found.add(syllable[: at - 1] + letter + syllable[at - 1] + after)
    return {slip for slip in found if len(slip) > 1 and slip != syllable}


def _parted(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone as a combining mark."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks[1:] if mark in _TONES)
    return unicodedata.normalize("NFC", marks[0] + "".join(mark for mark in marks[1:] if mark not in _TONES)), tone


@cache
def _slips_of_compounds() -> dict[tuple[str, str], str]:
    """Every slip of a compound that is no other pair of words, with the compound."""
    table = words_in("compounds.toml")
    known = {tuple(pair.split()) for pair in (*table["compounds"], *table["valid"])}
    found: dict[tuple[str, str], str] = {}
    for compound in table["compounds"]:
        first, second = compound.split()
        found.update(((slip, second), compound) for slip in slips_of(first))
        found.update(((first, slip), compound) for slip in slips_of(second))
    return {pair: compound for pair, compound in found.items() if pair not in known}


@cache
def _edges() -> frozenset[tuple[str, ...]]:
    """Words of two syllables behind which another word begins."""
    table = words_in("compounds.toml")
    return frozenset(tuple(word.split()) for word in (*table["compounds"], *table["edges"]))


def _mistyped(paper: Paper) -> Iterator[Fault]:
    """Compounds with one letter or tone wrong («phối hơp»); names, which begin with capitals, are left alone."""
    slips, edges, words, text = _slips_of_compounds(), _edges(), paper.words, paper.text
    for at, ((first, start, stop), (second, begin, end)) in enumerate(pairwise(words)):
        right = slips.get((settle_tone(first), settle_tone(second)))
        if right is None or text[stop:begin].strip(" \u00a0"):
            continue
        if at and (settle_tone(words[at - 1][0]), settle_tone(first)) in edges:
            continue
        said = text[start:end]
        if text[begin].isupper() and not said.isupper():
            continue
        if text[start - 1 : start].isalnum() or text[end : end + 1] in ("-", "/", "_"):
            continue
        shown = right.upper() if said.isupper() else right[0].upper() + right[1:] if said[0].isupper() else right
        yield Fault(start, end, f"«{' '.join(said.split())}» phải viết là «{shown}».", shown)


@rule(
    "misspelt",
    "copypaste",
    "warning",
    "Từ viết sai chính tả hoặc gõ nhầm.",
    fires=paper("Phòng Kinh tế hổ trợ các thôn; các đơn vị chị trách nhiệm thực hiện./."),
    silent=paper("Phòng Kinh tế hỗ trợ các thôn, khảo sát nhập khẩu; pháp luật sự nghiệp, lịch sử lý luận./."),
    letters=True,
)
def misspelt(paper: Paper) -> Iterator[Fault]:
    found: dict[int, Fault] = {}
    for fault in (*_known_slips(paper), *_mistyped(paper), *_tone_on_glide(paper)):
        if not any(fault.start < other.end and other.start < fault.end for other in found.values()):
            found[fault.start] = replace(fault, confidence=_PRINTED if paper.from_pages else 1.0)
    yield from found.values()


_PRINTED = 0.8  # the letters of a PDF may be those of its fonts


def _tone_on_glide(paper: Paper) -> Iterator[Fault]:
    """«kết qủa», «qúa trình»: behind q the tone stands on the vowel, never on u."""
    for match in _ON_GLIDE.finditer(paper.text):
        plain, tone = _parted(match["glide"].lower())
        vowel = unicodedata.normalize("NFC", match["vowel"] + tone)
        right = match["head"] + (plain.upper() if match["glide"].isupper() else plain) + vowel + match["end"]
        yield Fault(*match.span(), f"«{match.group()}» phải viết là «{right}».", right)


def _known_slips(paper: Paper) -> Iterator[Fault]:
    known, words = _slips(), paper.words
    for at, (word, start, _) in enumerate(words):
        for slip in known.get(word, ()):
            length = len(slip.wrong)
            if length > 1 and tuple(w for w, _, _ in words[at : at + length]) != slip.wrong:
                continue
            end = words[at + length - 1][2]
            before = words[at - 1][0] if at else ""
            after = words[at + length][0] if at + length < len(words) else ""
            between = "".join(paper.text[a[2] : b[1]] for a, b in pairwise(words[at : at + length]))
            if before in slip.after or after in slip.before or between.strip():
                continue
            said = paper.text[start:end]
            right = slip.right[0].upper() + slip.right[1:] if said[0].isupper() else slip.right
            yield Fault(start, end, f"«{' '.join(said.split())}» phải viết là «{right}».", right)
            break


@rule(
    "tone-missing",
    "copypaste",
    "warning",
    "Từ thiếu dấu thanh hoặc đặt dấu sai chữ.",
    fires=paper("Ủy ban Mặt trận Tổ quốc Viêt Nam xã và công an xã Việt Hòa; nhân dân Việt Nam./."),
    silent=paper("Ủy ban Mặt trận Tổ quốc Việt Nam xã; tỉnh Đắk Nông, huyện Krông Búk; 15 độc giả./."),
    letters=True,
)
def tone_missing(paper: Paper) -> Iterator[Fault]:
    counts: Counter[str] = Counter()
    places: dict[str, list[tuple[int, int]]] = {}
    for pattern in (_STOPPED, _BADLY_MARKED):
        for match in pattern.finditer(paper.text):
            if clean(match.group()).text == match.group():
                places.setdefault(match.group(), []).append(match.span())
    alike: dict[str, list[str]] = {}
    for said, spans in places.items():
        if not counts:
            counts = Counter(word for word, _, _ in paper.words)
            for word in counts:
                alike.setdefault(fold(word), []).append(word)
        right = _toned(said.lower(), counts, alike)
        if right is not None:
            right = right.upper() if said.isupper() else right.capitalize() if said[0].isupper() else right
            often = f" ở {len(spans)} chỗ" if len(spans) > 1 else ""
            others = tuple(Span(*span) for span in spans[1:])
            yield Fault(*spans[0], f"«{said}»{often} thiếu dấu hoặc đặt sai dấu, có lẽ là «{right}».", right, others)


def _toned(word: str, counts: Counter[str], alike: dict[str, list[str]]) -> str | None:
    """The word of the same letters that the paper itself writes more often, with a tone that the ending allows."""
    shape = "".join(_UNTONED.get(c, c) for c in word)
    others = [
        other
        for other in alike.get(fold(word), ())
        if other != word
        and len(other) == len(word)
        and other[0] == word[0]
        and "".join(_UNTONED.get(c, c) for c in other) == shape
        and not _STOPPED.fullmatch(other)
    ]
    best = max(others, key=lambda other: counts[other], default=None)
    return best if best is not None and counts[best] >= 2 * counts[word] else None


_UNTONED = {
    toned: plain
    for plain, row in {
        "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị",
        "o": "òóỏõọ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
    }.items()
    for toned in row
}  # fmt: skip


@rule(
    "word-twice",
    "copypaste",
    "warning",
    "Một từ gõ hai lần liền.",
    fires=paper("Rà soát nhân khẩu và cấp cấp căn cước cho công dân; đã cấp căn cước cho người cao tuổi./."),
    silent=paper("Thực hiện hiện đại hóa, quản lý lý lịch; dần dần nâng cao; hiện đại hóa và quản lý lý lịch./."),
    letters=True,
)
def word_twice(paper: Paper) -> Iterator[Fault]:
    words, text = paper.words, paper.text
    pairs: Counter[tuple[str, str]] = Counter()
    for at in range(1, len(words) - 2):
        (before, _, stop), (word, start, end), (again, from_, last), (after, next_, _) = words[at - 1 : at + 3]
        if word != again or word in _REDUPLICATED or word in _FUNCTION or len(word) < 2 or text[end:from_].strip(" "):
            continue
        if text[start:end] != text[from_:last] or not text[start:end].islower() or text[last:next_].strip(" "):
            continue
        broken = bool(text[stop:start].strip(" \n"))
        pairs = pairs or Counter((a[0], b[0]) for a, b in pairwise(words))
        if (broken or before in _FUNCTION) and pairs[(word, after)] > 1:
            yield Fault(start, last, f"«{word}» viết hai lần liền.", word, (Span(start, end),))


_NO_VERB = re.compile(r"(?<!\w)(?:đã|sẽ|đang)[ \u00a0](?:các|những|một số)(?!\w)", re.IGNORECASE)


@rule(
    "verb-missing",
    "copypaste",
    "warning",
    "Sau «đã», «sẽ», «đang» thiếu động từ.",
    fires=paper("Ủy ban nhân dân xã đã các thôn, tổ dân phố dọn vệ sinh đường làng./."),
    silent=paper("Ủy ban nhân dân xã đã chỉ đạo các thôn; các thôn đã, đang và sẽ làm; những việc đã nêu./."),
    letters=True,
)
def verb_missing(paper: Paper) -> Iterator[Fault]:
    for match in _NO_VERB.finditer(paper.text):
        yield Fault(
            *match.span(), f"«{' '.join(match.group().split())}»: sau «{match.group().split()[0]}» thiếu động từ."
        )
