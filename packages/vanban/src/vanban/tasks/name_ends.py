"""Where a name of units ends (:mod:`vanban.tasks.names`): its small words, its number, what tells which are meant."""

from __future__ import annotations

from vanban.tasks.name_places import Places
from vanban.tasks.name_words import lists

_UNKNOWN = 5  # small words that a proper name unknown to the lists may go on over
_STOPS = frozenset(
    ("để", "nhằm", "khi", "nếu", "trong", "tại", "về", "theo", "với", "cho", "từ", "đến", "trước", "sau", "đã",
     "đang", "sẽ", "được", "bị", "phải", "cần", "không", "chưa", "là", "mà", "thì", "do", "vì", "như", "có", "còn",
     "vẫn", "việc", "này", "hằng", "hàng", "ngày", "qua", "bằng", "gồm", "giao", "yêu", "đề", "tiếp", "thường",
     "định", "sớm", "trên", "của", "thuộc")
)  # fmt: skip
ENDING = ("heads", "officers", "fields")
"""Lists of which a word ends the proper part before it."""
JOIN = frozenset((",", ";", "và", "cùng", "&", "/"))
"""Signs and words between two names."""
_ATTRIBUTES = frozenset(("có", "còn", "chưa", "chịu", "nơi", "ven", "dọc", "giáp", "đang", "nằm", "vùng"))
_PLAIN_ATTRIBUTES = frozenset(("ven", "dọc", "giáp", "nơi"))
_LONGEST_ATTRIBUTE = 10  # words


class Ends(Places):
    """Reads how a name goes on; ``sure`` becomes False when only a verb ended it."""

    def __init__(self, text: str, start: int, most: int) -> None:
        super().__init__(text, start, most)
        self.sure = True

    def _names_by_number(self, i: int) -> bool:
        """Whether a number ends a name («Ban Quản lý dự án 2») and counts nothing («Sở Y tế 20 chỉ tiêu»)."""
        if self.word(i - 1) == ",":
            return False
        if self.word(i + 1) in (".", ",", "/") and self._number(i + 2):
            return False
        ends = self.word(i + 1) in ("", ",", ";", ":", ".", "và", "(") or self._match(i + 1, "roles")
        return bool(ends) or self._is_verb(i + 1) or self._place(i + 1) > i + 1

    def _charge(self, i: int) -> int:
        """What a board is charged with: «Ban Chỉ đạo chuyển đổi số tỉnh», up to a role, a place, a colon or the end."""
        j = i
        while j - i < 2 * _UNKNOWN and self._goes_on(j):
            j += 1
        closed = self.word(j) in ("", ":") or self._match(j, "roles") or self._place(j) > j
        return j if j > i and closed else i

    def _grows(self, head: str) -> bool:
        return any(" ".join(words) == head for words, _ in lists()["grows"].by_first.get(head.split()[0], ()))

    def _starts_clause(self, i: int) -> bool:
        return bool(self._match(i, "roles"))

    def _works(self, i: int, n: int) -> bool:
        """Whether words that may stand in a name are the work here: «xây dựng kế hoạch», «phát triển …»."""
        return self.word(i + n) in ("kế", "phương", "đề", "báo", "dự", "văn", "hồ", "chương", "quy")

    def _proper(self, i: int, known: bool) -> int:
        """The place behind a word with a capital that no list knows, with the small words that belong to it."""
        j = i + 1
        while self._capital(j) and self.word(j).isalpha() and not any(self._match(j, kind) for kind in ENDING):
            j += 1
        if self.words[j - 1].text in ("i", "ii", "iii", "iv", "v") or self._all_capitals(j - 1):
            return j
        small = j
        while small - j < _UNKNOWN and self._goes_on(small):
            small += 1
        if known:
            ends = self._match(small, "roles") or self.word(small) in ("", ":") or self._place(small) > small
            return small if self._capital(small) or ends else j
        if small > j:
            self._judge(small)
        return small

    def _goes_on(self, i: int) -> bool:
        if i >= len(self.words):
            return False
        word = self.words[i]
        if word.capital or not word.text.isalpha() or word.text in _STOPS or word.text in JOIN:
            return False
        if word.text == "trình" and self.word(i - 1) in ("công", "quy", "chương", "lộ", "tiến"):
            return True
        return not (self._match(i, "roles") or self._is_verb(i) or self._place(i) > i)

    def _judge(self, i: int) -> None:
        """A name that the lists do not know is sure where a sign, a role, a place or the end closes it."""
        closed = (
            self.word(i) in ("", ",", ";", ":", ".", "(", "và", "-") or self._match(i, "roles") or self._place(i) > i
        )
        closed = closed or (self._capital(i) and self._match(i, "heads"))
        self.sure = self.sure and bool(closed)

    def _attributed(self, i: int) -> int:
        """The place behind what tells which of many are meant: «… ven sông Hậu», «… có dự án đi qua», up to their work.

        Words that only a verb ends leave the name doubtful.
        """
        first = self.word(i)
        if first not in _ATTRIBUTES or self._capital(i) or self._match(i, "roles") or self._has_work(i):
            return i
        j = i + 1
        while j - i <= _LONGEST_ATTRIBUTE and (self._capital(j) or self.word(j).isalpha()):
            held = self.word(j - 1) in ("chưa", "không", "đã", "đang", "được", "bị", "sự")
            if self._match(j, "roles") or (self._is_verb(j) and not held):
                break
            if self.word(j) in _STOPS - {"có", "của", "qua", "thuộc", "trên", "được", "đã", "không", "chưa"}:
                return i
            j += 1
        ends = self._match(j, "roles") or self.word(j) in ("", ":") or self._is_verb(j)
        if j == i + 1 or not ends:
            return i
        sure = first in _PLAIN_ATTRIBUTES or self.word(j) in ("", ":") or bool(self._match(j, "roles"))
        self.sure = self.sure and sure
        return j

    def _has_work(self, i: int) -> bool:
        """Whether «có …» gives work: «có kế hoạch», «có văn bản hướng dẫn»."""
        return self.word(i) == "có" and bool(self._match(i + 1, "has_work"))
