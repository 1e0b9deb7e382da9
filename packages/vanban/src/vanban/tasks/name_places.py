"""Places in names of units (địa danh): «tỉnh», «xã Tân Hòa», «khu vực II», «các xã, phường, đặc khu»."""

from __future__ import annotations

from vanban.tasks.name_words import Words

_PLACES = frozenset(
    (
        "tỉnh",
        "xã",
        "phường",
        "huyện",
        "quận",
        "thôn",
        "bản",
        "ấp",
        "buôn",
        "vùng",
        "miền",
        "số",
        "đồn",
        "tp",
        "sông",
        "hồ",
    )
)
_PLACES_OF_TWO = frozenset(
    (("thành", "phố"), ("thị", "trấn"), ("thị", "xã"), ("đặc", "khu"), ("khu", "vực"), ("khu", "phố"), ("chi", "nhánh"))
)
_WHOLE = (("việt", "nam"), ("trung", "ương"), ("quốc", "gia"), ("toàn", "tỉnh"))
_LONE = ("thôn", "bản", "ấp", "buôn", "vùng", "miền", "đồn", "sông", "hồ")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


class Places(Words):
    """Reads places."""

    def _place(self, i: int, *, listed: bool = False) -> int:
        """The place behind «tỉnh», «xã Tân Hòa», «khu vực II», «số 2», «Hà Nội» after a unit of administration."""
        word = self.word(i)
        if (word, self.word(i + 1)) in _PLACES_OF_TWO:
            j = i + 2
        elif self.word(i + 1) in ("ủy", "đoàn") and word in ("tỉnh", "huyện", "quận", "xã"):
            return i
        elif word in _PLACES and not (word == "số" and not self._number(i + 1)):
            j = i + 1
        elif word == "cấp" and (self.word(i + 1) in _PLACES or self.word(i + 1) in ("trên", "dưới", "cơ")):
            j = self._places(i + 1)
            return j if j > i + 1 else i + 2
        elif (word, self.word(i + 1)) in _WHOLE:
            return i + 2
        else:
            return i
        k = j
        lone = word in _LONE
        while self._capital(k) and k - j < 5 and (self.word(k).isalpha() and not self._heads(k)):
            k += 1
        if k == j and (self._number(k) or (self.word(k) in _ROMAN and self._capital(k))):
            k += 1
        if lone and k == j and not listed:
            return i
        if self.word(k) in ("(",) and self.word(k + 1) in ("cũ", "mới") and self.word(k + 2) == ")":
            k += 3
        return k

    def _heads(self, i: int) -> bool:
        """Whether another name begins inside a run of capitals: «tỉnh Sở Y tế»."""
        return bool(
            self._match(i, "heads") and self.word(i) not in ("hội", "đoàn", "trường", "bộ", "ban", "vụ", "viện")
        )

    def _places(self, i: int) -> int:
        """«xã, phường, đặc khu Cồn Cỏ», «tỉnh, thành phố», «xã A, B và C»."""
        j = self._place(i, listed=True)
        if j == i:
            return i
        while True:
            k = j + (self.word(j) in (",", "và", "-", "/"))
            k += self.word(k) == "và"
            after = self._place(k, listed=True) if k > j else k
            if after > k and not self._capital(k):
                j = after
                continue
            if (
                k > j
                and self._capital(k)
                and self._capital(k - 2)
                and not self._match(k, "heads")
                and not self._match(k, "officers")
            ):
                named = k
                while self._capital(named) and self.word(named).isalpha() and named - k < 4:
                    named += 1
                ends = self.word(named) in (",", "và", ";", ":", ".", "") or self._match(named, "roles")
                if ends or self._is_verb(named):
                    j = named
                    continue
            return j

    def _run(self, i: int) -> int:
        """The place behind places that follow each other: «Việt Nam xã», «khu vực II tỉnh Sơn La»."""
        while (after := self._place(i)) > i:
            i = after
        return i
