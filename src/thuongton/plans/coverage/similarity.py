"""How alike two tasks or headings are in their words, and which of the others is most like one; pure.

Words are folded (bỏ dấu) so that «hoá» and «hóa» are one. A word that stands in nearly every task of the plans
(«pháp luật», «thực hiện») weighs little, a rare one («hòa giải», «trợ giúp») much.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from vanban.text import fold

_WORD = re.compile(r"\w+")
_LONG_FORMS = {
    "qppl": "quy pham phap luat",
    "pbgdpl": "pho bien giao duc phap luat",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "csdl": "co so du lieu",
    "tgpl": "tro giup phap ly",
    "cntt": "cong nghe thong tin",
    "tthc": "thu tuc hanh chinh",
    "ai": "tri tue nhan tao",
}
_ONE_IDEA = re.compile(r"(?:van ban )?quy pham phap luat")
_STOCK = (
    "thuc hien|to chuc|trien khai|tang cuong|day manh|tiep tuc|nang cao|chu trong|bao dam|dam bao|cong tac|kip thoi"
    "|dong bo|hieu qua|chat luong|nhiem vu|giai phap|nham|nhat la|dac biet la"
)
_STOCK_ENDS = (
    "theo quy dinh|co hieu qua|co lien quan|tren dia ban|theo huong|gan voi|thuoc tham quyen|xa|tinh|thanh pho"
)
_STOP_PHRASES = re.compile(rf"\b(?:{_STOCK}|{_STOCK_ENDS})\b")
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "va cac cua cho trong voi tai de la do ve theo tu den nhung duoc co khi vao tren duoi mot so moi doi nay nhu "
        "hoac cung da se phai khong bang ra len qua nam",
    )
)
WORDS_WEIGHT, INSIDE_WEIGHT, FUZZY_WEIGHT = 0.45, 0.35, 0.2
CANDIDATES = 6


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words that carry meaning, folded, abbreviations written out, stock phrases of plans left out.

    >>> words_of("Tăng cường công tác hoà giải ở cơ sở")
    ('hoa', 'giai', 'o', 'co', 'so')
    """
    folded = " ".join(_LONG_FORMS.get(word, word) for word in _WORD.findall(fold(text)))
    folded = _ONE_IDEA.sub("vbqppl", folded)
    return tuple(word for word in _STOP_PHRASES.sub(" ", folded).split() if word not in _STOP_WORDS)


@lru_cache(maxsize=20_000)
def _terms(text: str) -> Counter[str]:
    """Words and pairs of neighbouring words with their counts."""
    words = words_of(text)
    return Counter([*words, *(f"{left} {right}" for left, right in pairwise(words))])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like one text is to another, 0 to 1, and which one it was (its place in the sequence given)."""

    index: int
    score: float


class Corpus:
    """The texts that are compared with each other; their words give the weights."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = set(texts)
        seen: Counter[str] = Counter()
        for text in known:
            seen.update(_terms(text).keys())
        total = len(known) or 1
        self._unknown = math.log(1 + total)
        self._weights = {term: math.log((1 + total) / (1 + times)) + 0.15 for term, times in seen.items()}
        self._vectors: dict[str, tuple[dict[str, float], float, float]] = {}

    def _vector(self, text: str) -> tuple[dict[str, float], float, float]:
        """Weights by term, length of the vector, and sum of the weights."""
        known = self._vectors.get(text)
        if known is None:
            vector = {
                term: (1 + math.log(times)) * self._weights.get(term, self._unknown)
                for term, times in _terms(text).items()
            }
            known = (vector, math.sqrt(sum(w * w for w in vector.values())) or 1.0, sum(vector.values()) or 1.0)
            self._vectors[text] = known
        return known

    def score(self, left: str, right: str) -> float:
        """How alike two texts are, 0 to 1; 1 only for the same words."""
        return self._score(left, right, self._dot(left, right))

    def _dot(self, left: str, right: str) -> float:
        a, b = self._vector(left)[0], self._vector(right)[0]
        if len(b) < len(a):
            a, b = b, a
        return sum(weight * b[term] for term, weight in a.items() if term in b)

    def _score(self, left: str, right: str, dot: float) -> float:
        (a, a_length, a_sum), (b, b_length, b_sum) = self._vector(left), self._vector(right)
        if not a or not b:
            return 0.0
        shorter, longer, total = (a, b, a_sum) if a_sum <= b_sum else (b, a, b_sum)
        inside = sum(weight for term, weight in shorter.items() if term in longer) / total
        if len(shorter) < 6:
            inside *= len(shorter) / 6
        fuzzy = fuzz.token_set_ratio(" ".join(words_of(left)), " ".join(words_of(right))) / 100
        cosine = dot / (a_length * b_length)
        return min(1.0, WORDS_WEIGHT * cosine + INSIDE_WEIGHT * inside + FUZZY_WEIGHT * fuzzy)

    def nearest(self, texts: Sequence[str], others: Sequence[str], count: int = 3) -> list[list[Likeness]]:
        """For each text the others most like it, best first, at most ``count``."""
        index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, other in enumerate(others):
            vector, length, _sum = self._vector(other)
            for term, weight in vector.items():
                index[term].append((place, weight / length))
        found = []
        for text in texts:
            vector, _length, _sum = self._vector(text)
            dots = [0.0] * len(others)
            for term, weight in vector.items():
                for place, other_weight in index.get(term, ()):
                    dots[place] += weight * other_weight
            best = sorted((p for p in range(len(others)) if dots[p]), key=lambda p: -dots[p])[: max(CANDIDATES, count)]
            scored = [Likeness(p, self._score(text, others[p], dots[p] * self._vector(others[p])[1])) for p in best]
            found.append(sorted(scored, key=lambda one: (-one.score, one.index))[:count])
        return found
