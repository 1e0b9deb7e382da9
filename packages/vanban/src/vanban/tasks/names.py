"""Where a list of units ends in running words (tên cơ quan trong câu): by known names and their grammar, not by verbs.

«Sở Nông nghiệp và Môi trường, UBND các xã, phường rà soát …» holds two names and ends before «rà soát» because
nothing known goes on there. Nouns that head names stand in ``data/agencies.toml``, what follows them in
``data/names.toml``. A proper name that no list knows goes on over its small words up to a sign, a role («chủ trì»,
«có trách nhiệm») or the end; when only a verb of doing ends it, the name is doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vanban.tasks.name_ends import ENDING, JOIN, Ends
from vanban.tasks.name_words import lists, may_begin, narrowing, not_before

_MOST = 160  # words looked at; no list of names is longer
_COUNTED = frozenset(
    ("sở", "xã", "phường", "thôn", "huyện", "tỉnh", "bộ", "ngành", "đơn", "cơ", "địa", "doanh", "hội", "phòng")
)
_BOARDS = frozenset(("ban", "tổ", "hội đồng", "đoàn", "tổ công tác", "bộ", "tiểu ban"))
_NUMBERED = frozenset(
    ("tổ công tác", "thuế cơ sở", "đội", "trạm", "đồn", "trung đoàn", "tiểu đoàn", "sư đoàn", "lữ đoàn", "hạt", "tổ")
)
_PAIRING = frozenset(("và", "&", "-"))
_COMMITTEES = (("ủy", "ban", "nhân", "dân"), ("hội", "đồng", "nhân", "dân"), ("ubnd",), ("hđnd",))
_ALONE = frozenset(
    ("văn phòng", "công an", "thanh tra", "đảng ủy", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "mttq", "thuế",
     "hải quan", "ubmttq", "bhxh", "đảng bộ", "công đoàn", "kho bạc", "thường trực")
)  # fmt: skip
_OTHERS = ("heads", "officers", "complete", "actors", "persons", "quantifiers")


@dataclass(frozen=True, slots=True)
class Named:
    """Names that stand at ``text[start:end]``, as printed, the first letter of each raised.

    ``sure`` is False when a name that the lists do not know was ended by a verb alone.
    """

    names: tuple[str, ...]
    start: int
    end: int
    sure: bool = True


def names_at(text: str, start: int = 0) -> Named | None:
    """The units that a text names from a place on; None when no name begins there.

    >>> names_at("Sở Y tế và các đơn vị liên quan duy trì, cập nhật danh mục").names
    ('Sở Y tế', 'Các đơn vị liên quan')
    """
    return _Reader(text, start).read() if may_begin(text, start) else None


class _Reader(Ends):
    def __init__(self, text: str, start: int) -> None:
        super().__init__(text, start, _MOST)
        self.spread: list[tuple[str, ...]] = []  # names laid out from «Các sở: Nội vụ, Tư pháp»

    def read(self) -> Named | None:
        """The list of names at the beginning."""
        names: list[str] = []
        i = end = 0
        while True:
            self.spread = []
            after = self._name(i) if not names else (self._name(i) if self._begins(i) else i) or i
            if after <= i and names:
                after = self._bare(i)
            if after <= i:
                break
            names += (
                self.spread[0]
                if self.spread
                else [_printed(self.text[self.words[i].start : self.words[after - 1].end])]
            )
            end = after
            i = self._joined(after)
            if i == after:
                break
        if not names:
            return None
        return Named(tuple(names), self.words[0].start, self.words[end - 1].end, self.sure)

    def _joined(self, i: int) -> int:
        """The place behind a sign or «và» that may lead to another name."""
        j = i
        while self.word(j) in JOIN and j - i < 2:
            j += 1
        if self.word(j) == "với" and self.word(j - 1) == "cùng":
            j += 1
        return j

    def _begins(self, i: int) -> bool:
        """Whether a further name may begin at a place: a role or a clause does not."""
        return not self._match(i, "roles")

    def _name(self, i: int) -> int:
        """The place behind a name that begins at a place; the same place when none does."""
        return self._person(i) or self._complete(i) or self._plural(i) or self._officer(i) or self._organ(i) or i

    def _complete(self, i: int) -> int:
        """«Tỉnh ủy», «Ủy ban MTTQ Việt Nam xã», «Đoàn Thanh niên Sở»."""
        n = self._match(i, "complete", cased=True)
        if not n:
            return 0
        after = self._narrowed(self._nested(self._run(i + n), ""))
        if self.word(after) == "-" and self.word(after + 1) == "chi" and (branch := self._organ(after + 1)):
            after = branch
        return self._named(after) if self.word(i + n - 1) == "tướng" or self.word(i) == "phó" else after

    def _named(self, i: int) -> int:
        """The place behind the name of a person after an office: «Phó Thủ tướng Trần Văn A»."""
        j = i
        while self._capital(j) and self.word(j).isalpha() and j - i < 5 and not any(self._match(j, k) for k in ENDING):
            j += 1
        return j if j - i >= 2 else i

    def _person(self, i: int) -> int:
        """«đồng chí Nguyễn Văn A, Phó Chủ tịch UBND xã», «các ông, bà Trưởng phòng»."""
        n = self._match(i, "persons")
        if not n:
            return 0
        j = k = i + n
        while self._capital(j) and self.word(j).isalpha() and not self._match(j, "officers") and j - k < 5:
            j += 1
        office = j + (self.word(j) in (",", "-") and j > k)
        after = self._officer(office) or (self._organ(office) if j > k and office > j else 0)
        if after:
            while self.word(after) == "," and self.word(after + 1) == "phụ" and self.word(after + 2) == "trách":
                after = self._to_clause_end(after + 3)
            return after
        return j if j - k >= 2 else 0

    def _to_clause_end(self, i: int) -> int:
        while i < len(self.words) and self.word(i) not in (",", ";", ".", ":") and i < len(self.words):
            i += 1
        return i

    def _officer(self, i: int) -> int:
        """«Chủ tịch UBND các xã», «Giám đốc Sở Y tế», «Thủ trưởng các cơ quan», «Bộ trưởng»."""
        n = self._match(i, "officers")
        if not n:
            return 0
        j = i + n
        if self.word(j) == "," and self._match(j + 1, "officers") and not self._capital(j + 1):
            j = self._officer(j + 1) or j
        inner = self._plural(j) or self._complete(j) or self._organ(j) or self._committee(j)
        if inner:
            if self.spread:
                title = _printed(self.text[self.words[i].start : self.words[j - 1].end])
                self.spread = [tuple(f"{title} {name}" for name in self.spread[0])]
            return inner
        after = self._place(j)
        if after > j:
            return self._narrowed(after)
        field = self._match(j, "fields", cased=True)
        if field:
            return self._narrowed(self._place(j + field))
        if (after := self._named(j)) > j:
            return after
        lone = (
            (self.words[i].capital or self.word(i) == "trưởng")
            and n >= 2
            and self.word(i) not in ("thường", "lãnh", "chỉ", "kế", "ủy", "người")
        )
        return self._narrowed(j) if lone or self._narrowed(j) > j else 0

    def _committee(self, i: int) -> int:
        """«UBND các xã, phường», «Ủy ban nhân dân thành phố Hải Châu», «UBND cấp xã»."""
        n = next((len(words) for words in _COMMITTEES if all(self.word(i + k) == w for k, w in enumerate(words))), 0)
        if not n:
            return 0
        j = i + n
        both = next((k for k in range(j, j + 3) if self.word(k) in ("và", ",", "-", "/", "&")), 0)
        if both == j and (after := self._committee(j + 1)):
            return after
        if self.word(j) in ("các", "những", "02", "hai") or self._number(j):
            after = self._places(j + 1)
            laid = self._laid_places(i, j, after) if self.word(after) == ":" else 0
            return laid or (self._attributed(self._narrowed(after)) if after > j + 1 else 0)
        if self.word(j) == "cấp":
            return self._attributed(self._narrowed(self._places(j + 1))) if self._places(j + 1) > j + 1 else 0
        after = self._places(j)
        return self._narrowed(after)

    def _laid_places(self, i: int, quantifier: int, colon: int) -> int:
        """«UBND các xã: Hòa Bình, Tân Lập» are two committees."""
        kind = self.text[self.words[quantifier + 1].start : self.words[colon - 1].end]
        body = self.text[self.words[i].start : self.words[quantifier - 1].end]
        names, j, end = [], colon + 1, 0
        while self._capital(j) and not self._match(j, "heads"):
            k = j
            while self._capital(k) and self.word(k).isalpha() and k - j < 4:
                k += 1
            if k == j or "," in kind:
                return 0
            names.append(f"{body} {kind} {self.text[self.words[j].start : self.words[k - 1].end]}")
            end, j = k, self._joined(k)
            if j == k:
                break
        if not names:
            return 0
        self.spread = [tuple(names)]
        return end

    def _organ(self, i: int) -> int:
        """A unit by the noun that heads its name."""
        committee = self._committee(i)
        if committee:
            return committee
        n = self._match(i, "heads") or self._match(i, "short", cased=True)
        if not n and self.word(i) == "cơ" and self.word(i + 1) == "quan" and self._capital(i + 2):
            n = 2
        if not n or self.word(i + n) in not_before().get(" ".join(w.text for w in self.words[i : i + n]), ()):
            return 0
        head = " ".join(word.text for word in self.words[i : i + n])
        j = self._tail(i + n, head)
        if j == i + n and not self._alone(i, j, head):
            return 0
        return j

    def _alone(self, i: int, j: int, head: str) -> bool:
        """Whether a noun is a name by itself: «Văn phòng», «Công an», before a role, a sign or the end."""
        if not self.words[i].capital and i:
            return False
        if head not in _ALONE:
            return False
        if self.word(j) == ",":
            return self._name(j + 1) > j + 1
        return self.word(j) in ("", ":", ";", ".") or bool(self._match(j, "roles"))

    def _tail(self, i: int, head: str) -> int:
        """The place behind what goes on with a name after its noun."""
        j, known, grows = i, False, bool(lists()["grows"].by_first.get(head.split()[0])) and self._grows(head)
        if self.word(i) == "các" and head not in ("ban", "bộ", "sở", "phòng") and (after := self._plural(i)):
            return after
        while True:
            n = self._match(j, "fields", cased=True)
            if n and not (known and self._is_verb(j)):
                j, known = j + n, True
                continue
            if known and grows and (n := self._match(j, "inside")) and not self._works(j, n):
                j += n
                continue
            after = self._nested(j, head)
            if after > j:
                return after
            if known and (after := self._compound(j) if self.word(j) == "," else self._paired(j, head)) > j:
                j = after
                continue
            after = self._place(j)
            if after == j and known and self.word(j) == "các" and (listed := self._places(j + 1)) > j + 1:
                after = listed
            if after > j:
                j, known = after, True
                continue
            if known and head in _BOARDS and (after := self._charge(j)) > j:
                j = after
                continue
            if self._capital(j) and self.word(j).isalpha() and not (j == i and self._starts_clause(j)):
                j, known = self._proper(j, known), True
                continue
            if self._number(j) and (known or head in _NUMBERED) and self._names_by_number(j):
                j += 1
                continue
            if self.word(j) in ("-", "&") and self._capital(j + 1) and self._capital(j - 1) and known:
                j += 1
                continue
            break
        return self._narrowed(j) if j > i else j

    def _compound(self, i: int) -> int:
        """«…, Thương mại và Du lịch» behind a field that no list knows whole, up to a role, a place or a sign."""
        j, joined = i, 0
        while self.word(j) in (",", "và") and self._capital(j + 1):
            if any(self._match(j + 1, kind) for kind in _OTHERS):
                return i
            joined += self.word(j) == "và"
            j += 2
            while self._goes_on(j) and self.word(j) not in ("và",):
                j += 1
            if joined:
                break
        closed = (
            self.word(j) in ("", ":", ";", ".", ",")
            or self._match(j, "roles")
            or self._place(j) > j
            or self._is_verb(j)
        )
        return j if joined and self.word(i) == "," and closed else i

    def _paired(self, i: int, head: str) -> int:
        """The second of two fields of one name: «… số và Truyền thông», «… - Biên chế»; another name stays apart."""
        sign, j = self.word(i), i + 1
        if sign not in _PAIRING:
            return i
        if sign == "-" and (n := self._match(j, "inside")):
            return j + n
        if sign == "-" and self.word(j) == "chi" and self.word(j + 1) == "nhánh":
            return self._organ(j) or i
        apart = any(self._match(j, kind) for kind in _OTHERS) or self._match(j, "short", cased=True)
        if not self._capital(j) or apart or self._committee(j):
            return i
        n = self._match(j, "fields", cased=True)
        if n:
            return i if sign == "và" and head in ("sở", "bộ") else j + n
        return self._proper(j, known=True)

    def _nested(self, i: int, head: str) -> int:
        """A unit inside the name of another: «Văn phòng UBND tỉnh», «Ban Thường vụ Tỉnh ủy», «Thanh tra Bộ»."""
        if self.word(i) == "thường" and self.word(i + 1) == "trực" and not self._capital(i):
            return self._nested(i + 2, head)
        n = self._match(i, "complete", cased=True)
        if n:
            return self._narrowed(self._run(i + n))
        if not self._capital(i):
            return i
        if self.word(i) in ("sở", "bộ", "xã", "tỉnh", "huyện", "trường", "cục", "viện") and not self._capital(i + 1):
            return i + 1 if self.word(i) == "xã" else self._narrowed(self._place(i + 1))
        inner = self._organ(i)
        while (
            inner and self.word(inner) in ("và", ",") and head == "văn phòng" and (more := self._committee(inner + 1))
        ):
            inner = more
        return inner or i

    def _plural(self, i: int) -> int:
        """«các sở, ban, ngành và các cơ quan liên quan»: plural nouns with what narrows them."""
        counted = self._number(i) and self.word(i + 1) in _COUNTED
        n = self._match(i, "quantifiers") or (1 if counted else 0)
        j = i + n
        noun = self._noun(j) if n else (self._noun(j) if self._actor(j) else j)
        if noun == j:
            return 0
        if not n and self._match(j, "actors") and self.word(noun) == ",":
            return noun
        after = self._nouns(noun)
        if self.word(after) == ":" and (laid := self._laid_out(j, noun, after + 1)):
            return laid
        return after

    def _actor(self, i: int) -> bool:
        """Whether who is told to do something is named without «các»: «Nhà đầu tư», «Chủ rừng», «Sở, ban, ngành»."""
        if self._match(i, "actors"):
            return True
        if not self._capital(i):
            return False
        n = max(self._match(i, "heads"), self._match(i, "plurals"))
        other = self.word(i + n + 1)
        if not n or self.word(i + n) != "," or other in not_before().get(self.word(i), ()):
            return False
        return self._noun(i + n + 1) > i + n + 1 and not self._capital(i + n + 2)

    def _noun(self, i: int) -> int:
        """The place behind one plural noun: «cơ quan chuyên môn», «sở», «doanh nghiệp viễn thông»."""
        n = self._match(i, "plurals")
        heads = self._match(i, "heads")
        officers = self._match(i, "officers")
        if officers > max(n, heads):
            return self._officer(i) or i + officers
        complete = self._match(i, "complete")
        n = max(n, heads, complete)
        if not n:
            return i
        if heads == n and self.word(i + n) in not_before().get(" ".join(w.text for w in self.words[i : i + n]), ()):
            return i
        j = k = i + n
        proper = heads == n or self.word(i) in ("công", "cán", "chuyên", "viên")
        if proper and self._capital(j) and not self._match(j, "heads"):
            field = self._match(j, "fields", cased=True)
            j = self._place(j + field) if field else self._proper(j, known=False)
        elif (
            heads == n and self.word(i) in ("sở", "phòng", "bộ", "chi", "trung") and (field := self._match(j, "fields"))
        ):
            j = self._place(j + field)
        after = self._narrowed(self._place(self._kind(j) if j == k else j) if not self._capital(j) else j)
        if self._match(after, "complete", cased=True) and self._capital(after):
            return self._complete(after) or after
        if self.word(after) == "các" and self.word(i) in ("chính", "cấp", "lực"):
            return self._plural(after) or after
        inner = self._capital(after) and after > i and (self._committee(after) or self._organ(after))
        return inner or after

    def _nouns(self, i: int) -> int:
        """Further plural nouns under one «các»: «…, ban, ngành và địa phương»."""
        j = i
        while self.word(j) in (",", "và", "/", "-"):
            k = j + 1 + (self.word(j + 1) == "và")
            if self._match(k, "quantifiers") or self._committee(k) or self._singular(k):
                break
            after = self._noun(k)
            if after == k:
                break
            j = after
        return self._attributed(self._narrowed(j))

    def _singular(self, i: int) -> bool:
        """Whether a single unit begins at a place: a noun with its own proper name."""
        if self._match(i, "complete", cased=True) and self._capital(i):
            return not self._capital(i) or self._match(i, "complete", cased=True) > 1
        heads = self._match(i, "heads")
        return bool(heads) and (self._capital(i + heads) or self._place(i + heads) > i + heads) and self._capital(i)

    def _laid_out(self, noun: int, after_noun: int, i: int) -> int:
        """«Các sở: Nội vụ, Tư pháp» are the two departments, «Các hội: Hội Nghề cá, …» the names behind the colon."""
        head = self.text[self.words[noun].start : self.words[after_noun - 1].end]
        head = head[:1].upper() + head[1:]
        if "(" in head or self._match(noun, "actors"):
            return 0
        names: list[str] = []
        j = end = i
        while True:
            field = self._match(j, "fields", cased=True)
            if field:
                after = j + field
                names.append(f"{head} {self.text[self.words[j].start : self.words[after - 1].end]}")
            else:
                saved = self.spread
                after = self._organ(j)
                self.spread = saved
                if not after:
                    break
                names.append(_printed(self.text[self.words[j].start : self.words[after - 1].end]))
            end = after
            j = self._joined(after)
            if j == after:
                break
        if not names:
            return 0
        self.spread = [tuple(names)]
        return end

    def _bare(self, i: int) -> int:
        """«… và cơ quan, địa phương liên quan»: plural nouns without «các» behind a name, narrowed at their end."""
        after = self._noun(i)
        if after == i:
            return i
        end = self._nouns(after)
        words = {word.text for word in self.words[i:end]}
        return end if words & {"liên", "thuộc", "trực", "khác", "chuyên"} else i

    def _narrowed(self, i: int) -> int:
        """The place behind what narrows a name: «có liên quan», «thuộc UBND tỉnh», «trên địa bàn xã», a bracket."""
        j = i
        while True:
            after = self._narrow(j)
            if after == j:
                return j
            j = after

    def _kind(self, i: int) -> int:
        """The place behind the kind of a plural: «cơ quan chuyên môn», «tổ chức chính trị - xã hội»."""
        while (
            fit := next((k for p in narrowing("kinds").get(self.word(i), ()) if (k := self._fits(i, p)) > i), i)
        ) > i:
            i = fit
        return i

    def _narrow(self, i: int) -> int:
        if self.word(i) == "(":
            close = next((k for k in range(i + 1, min(i + 45, len(self.words))) if self.word(k) == ")"), 0)
            inner = self.text[self.words[i].start : self.words[close].end] if close else ""
            return close + 1 if close and not re.search(r"chủ trì|phối hợp|\d/\d", inner) else i
        for pattern in narrowing("narrows").get(self.word(i), ()):
            if self._capital(i) and pattern[0] not in ("trung", "việt"):
                continue
            after = self._fits(i, pattern)
            if after > i:
                return after
        return i

    def _fits(self, i: int, pattern: tuple[str, ...]) -> int:
        j = i
        for piece in pattern:
            if piece == "_":
                after = self._places(j)
            elif piece == "+":
                after = self._plural(j) or self._complete(j) or self._organ(j) or self._nested(j, "")
            elif piece == "A":
                after = j
                while self._capital(after) and after - j < 4:
                    after += 1
            else:
                after = j + (self.word(j) == piece)
            if after == j:
                return i
            j = after
        return j


def _printed(text: str) -> str:
    """A name as printed, the first letter raised, the words of a list of nouns in small letters."""
    name = " ".join(unicodedata.normalize("NFC", text).split()).strip(" .,;:-–")
    name = _LISTED.sub(lambda found: found.group().lower(), _PART_PLAYED.sub("", name))
    return name[:1].upper() + name[1:]


_PART_PLAYED = re.compile(
    r"\s*\((?:là\s+)?(?:cơ quan|đơn vị)\s+(?:thường trực|đầu mối|chủ trì)[^()]*\)$", re.IGNORECASE
)
_LISTED = re.compile(
    r"(?<=[Cc]ác )(Sở|Phòng|Ban|Bộ|Cơ quan|Xã)(?=,)|(?<=, )(Ban|Ngành|Phòng|Sở|Đơn vị|Phường)(?=,| ngành| cấp|$)"
)
