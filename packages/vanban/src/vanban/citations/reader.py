"""Mentions of documents in a text (viện dẫn): kind, number, date, issuer, title, pinpoint, role.

Two gates of literals, then patterns anchored at each hit: linear in the length of the text. Capitalised kind names are
rare enough to be looked for; small ones («quyết định», «báo cáo») are ordinary words and count only before a number, so
numbers are looked for and the words before them are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from vanban.citations.bodies import BODY, MAYBE_SPACE, SMALL, SPACE
from vanban.citations.mentions import (
    BELOW,
    IN_LIST,
    PINPOINT,
    ROLE,
    SUBJECT,
    KindName,
    Mention,
    bare_mentions,
    short_forms,
    short_numbers,
)
from vanban.citations.roles import may_start_item, starts_item
from vanban.citations.tails import DATE, Tail, is_joint, read_day, read_tail
from vanban.citations.targets import Targets
from vanban.citations.titles import law_title
from vanban.citations.tries import trie
from vanban.files.open import as_document
from vanban.model import Around, Citation, Document, Header, Source
from vanban.patterns import later
from vanban.settling import Settled
from vanban.settling.tones import Printed
from vanban.symbols import NUMBER, Number, in_capitals, normalise, parse, squeeze
from vanban.text import Cleaned, close_up, join_lines
from vanban.viewing import way_in
from vanban.vocabulary import kind_coded, kind_named, kinds

_S, _O = SPACE, MAYBE_SPACE
_EXTRA_KINDS = (
    "Chương trình công tác",
    "Quyết nghị",
    "Thông báo Kết luận",
    "Giấy phép",
    "Bản án",
    "Công thư",
    "Kế hoạch hành động",
    *("Đơn đề nghị", "Đơn kiến nghị", "Đơn khiếu nại", "Đơn tố cáo", "Đơn phản ánh", "Giấy đề nghị"),
)


_SHORT_KINDS = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "CV": "Công văn",
    "BC": "Báo cáo",
    "TB": "Thông báo",
    "TTr": "Tờ trình",
}


def _kind_forms() -> set[tuple[str, ...]]:
    """The words of all kind names, as capitalised, small and capital letters."""
    forms: set[tuple[str, ...]] = set()
    for name in {k.name for k in kinds()} | set(_EXTRA_KINDS):
        spellings = {name, name.lower(), name.upper(), name.replace("òa", "oà").replace("ủy", "uỷ")}
        forms.update(tuple(form.split()) for form in spellings)
    forms.update((code,) for code in _SHORT_KINDS)
    return forms


_FORMS = _kind_forms()
_SPACES = r"\s{0,4}"  # none where an extraction lost the space: «Nghịđịnh»
_CAPITALS = trie((f for f in _FORMS if f[0][0].isupper()), _SPACES)
_CAPITAL_KIND = later(rf"(?P<kind>{_CAPITALS})(?:(?!\w)|(?=số[ \d]))(?P<near>{_O}[:,]?{_O}(?:[Ss]ố|SỐ|\d))?")
_SMALL = trie((f for f in _FORMS if f[0][0].islower()), _SPACES)
_GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,2}"
_SLASH = re.compile(rf"/{_GAP}(?:[A-ZĐ]|(?:19|20)\d\d{_GAP}/)")
_BEFORE_SLASH = re.compile(rf"\d[\d.]*[a-zA-Z]?{_GAP}(?:[-–]{_GAP}\w{{1,12}}{_GAP})?$")
_JOINED = re.compile("VBHN[-–]")
_NUMBER_BEFORE_DAY = re.compile(r"số[^\d]{0,8}(?=\d{1,5},?\s+(?:ngày|của))")
_SMALL_REACH = 48
_YEAR = re.compile(rf"{_S}(?:năm{_S})?(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d)")
_NUMBER_WORD = rf"(?:{_O}[:,]?{_O}(?:số|Số|SỐ)(?:{_S}hiệu)?{_O}[:.]?{_O})"
_SMALL_BEFORE = later(rf"(?<!\w){_SMALL}(?={_NUMBER_WORD}$|{_S}$)")
_NUMBER_NEAR = re.compile(rf"{_O}[:,]?{_O}(?:[Ss]ố|SỐ|\d)")
_NUMBERED = re.compile(rf"{_NUMBER_WORD}(?P<number>{NUMBER})|{_S}(?P<bare>{NUMBER})")
_PLAIN_NUMBER = later(
    rf"(?:(?P<said>{_NUMBER_WORD})|{_S})(?P<number>(?!(?:19|20)\d\d(?!\d))\d{{1,5}})"
    rf"(?=,?{_S}ngày{_O}\d|{_S}của{_S}{BODY}(?!\w))",
    re.VERBOSE,
)
_BARE_NUMBERED = frozenset(
    ["Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kết luận", "Quy định", "Đề án"]
)
_OWN_TITLE = re.compile(r"(?:^|\n)[*#\s]*LUẬT\s*\n|PHÁP\s+LUẬT")
_DESCRIBED = later(rf"(?:[ ](?!(?:số|của|theo|tại|và|này)\b){SMALL}+){{1,6}}{_NUMBER_WORD}(?P<number>{NUMBER})")
_OF_BODY = later(rf"{_S}của{_S}(?P<issuer>{BODY}){_S}?,?{_NUMBER_WORD}(?P<number>{NUMBER})", re.VERBOSE)
_URGENT = re.compile(r"\s(?:hỏa tốc|hoả tốc|khẩn|thượng khẩn|mật|chỉ đạo|hướng dẫn|đôn đốc)\s+số")
_ORDINAL = r"\d{1,5}[a-z]?(?![\w/.-])"
_AND = rf"{_O}(?:,|;|,?{_S}(?:và|hoặc)(?!\w)){_O}(?:[Ss]ố{_S})?"
_SHARED = later(  # «số 12, 13 và 14/QĐ-UBND»: the symbol is printed once
    rf"{_NUMBER_WORD}(?P<ordinals>{_ORDINAL}(?:{_AND}{_ORDINAL}){{0,30}}){_AND}(?P<number>{NUMBER})"
)
_ORDINALS_BEFORE = re.compile(rf"(?:{_ORDINAL}{_AND}){{1,12}}$")
_NEXT_NEAR = re.compile(r"\s{0,4}[,;vh&]")
_NEXT = re.compile(
    rf"{_O}(?:[,;]{_O}(?:(?:và|hoặc){_S})?|(?:và|hoặc|&){_S})(?P<word>(?:số|Số){_O}[:.]?{_O})?(?P<number>{NUMBER})"
)

_IN_GENERAL = re.compile(r"\s*(?:,|và)\s*(?:các\s+)?(?:pháp\s+luật|luật)\b", re.IGNORECASE)
_FRESH_LINE = re.compile(r"\n(?=\n|(?:Điều|Chương|Mục|Phần|Căn cứ)\s|\d+\.|[a-zđ]\))")
_SPOKEN = Source(name="-", format="txt", sha256="")
_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_NAMED_ASKS = PINPOINT | ROLE | IN_LIST
_NUMBERED_ASKS = _NAMED_ASKS | BELOW | SUBJECT
_LIST_END = re.compile(r"(?:;|,|\bvà)\s+$")
_LISTS = re.compile(r"[;,]\s|\bvà\s")
_SENTENCE = re.compile(r"\.\s|:\s|\n\s*\n|\bnày\b|hiệu lực")


def cite(text: str) -> list[Citation]:
    """The mentions of documents in a text, in their order.

    >>> [c.number for c in cite("Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị")]
    ['66-NQ/TW']
    """
    return list(read_citations(Document(text, _SPOKEN)))


def cite_pieces(pieces: Iterable[str], *, window: int = 1_000_000) -> Iterator[Citation]:
    """The mentions in a text of any length that comes in pieces, in their order; offsets count through the whole text.

    Args:
        pieces: the text in its order: lines, or blocks read from a file.
        window: code points held at a time. Declared short names and bare kinds point back within a window only.

    >>> [(c.start, c.number) for c in cite_pieces(["Theo Nghị định số 1/2020", "/NĐ-CP"])]
    [(5, '1/2020/NĐ-CP')]
    """
    held: list[str] = []
    length = base = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length < window:
            continue
        text = "".join(held)
        fresh = [match.start() for match in _FRESH_LINE.finditer(text, length // 2)]
        cut = fresh[-1] if fresh else length if length > 4 * window else 0
        for citation in cite(text[:cut]) if cut else ():
            yield citation.elsewhere(start=citation.start + base, end=citation.end + base)
        held, length, base = [text[cut:]], length - cut, base + cut
    for citation in cite("".join(held)):
        yield citation.elsewhere(start=citation.start + base, end=citation.end + base)


def read_citations(document: Document | str, header: Header | None = None) -> tuple[Citation, ...]:
    """The mentions of documents in a paper.

    Args:
        document: the opened paper.
        header: its head, when known: its own number is then no mention, its kind tells «Kế hoạch này» of the
            paper itself from another plan, and its place completes «UBND tỉnh» in targets.
    """
    paper = as_document(document)
    view = paper.view
    clean = None if view is paper else paper.settled
    if clean is not None and header is not None:
        header = way_in(clean)(header)
    cleaned = close_up(Cleaned(view.text))
    text = in_capitals(cleaned.text)
    capitals = list(_capital_kinds(text))
    found = list(_read_at(text, capitals))
    _end_together(text, found)
    found.extend(_read_at(text, _small_kinds(text, found)))
    if header is not None and header.number is not None:
        found = [c for c in found if not _is_own(c, header, text)]
    found.extend(short_forms(text, found))
    found.extend(short_numbers(text, capitals, found))
    found.extend(bare_mentions(text, capitals, found, header))
    found.sort(key=_in_order)
    kept: list[Mention] = []
    end = 0
    for mention in found:
        if mention.start >= end:
            kept.append(mention)
            end = mention.end
    target_of = Targets(kept, header).of
    place = _Place(paper.text, cleaned, clean)
    return tuple(place.of(mention, target_of(mention)) for mention in kept)


def _end_together(text: str, found: Sequence[Mention]) -> None:
    """«A; B; C hết hiệu lực …»: what is said at the end of a list is said of all its documents."""
    for at in range(len(found) - 1, 0, -1):
        last, before = found[at], found[at - 1]
        between = text[before.end : last.start]
        if ". " in between or ": " in between:  # no pinpoint holds these: they part the two before any is read
            continue
        if before.class_ != "numbered" or _LISTS.search(text, before.end, min(last.start, before.end + 500)) is None:
            continue
        between = text[before.end : last.begin]
        together = len(between) < 500 and _LIST_END.search(between) and _SENTENCE.search(between) is None
        if together and last.role == "repeals" and before.role == "mentions":
            before.role = "repeals"


def _in_order(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _read_at(text: str, kinds_found: Iterable[KindName]) -> Iterator[Mention]:
    """The mentions that begin at the given kind names, those inside a mention left out."""
    last: Mention | None = None
    item: Mention | None = None  # the last item of a list that repeals or replaces
    for name in kinds_found:
        if last is not None and name.start < last.end:
            continue
        if name.near or is_law_word(name.word) or text.find(" số ", name.end, name.end + 48) >= 0:
            for mention in _at(text, name, last):
                if may_start_item(text, mention.start) and starts_item(text, mention.begin):
                    between = text[item.end : mention.begin] if item is not None else ""
                    if mention.role == "mentions" and item is not None and "\nĐiều " not in between:
                        mention.role = item.role
                    item = mention if mention.role in ("repeals", "replaces") else None
                last = mention
                yield mention


class _Place:
    """Where mentions stand in the text as read, and what they say in its words: a citation is made once."""

    def __init__(self, text: str, cleaned: Cleaned, clean: Settled | None) -> None:
        self._text = text
        self._closed = cleaned.source_span if cleaned.moved else None
        self._back = clean.offsets.back if clean is not None and clean.offsets is not None else None
        self._printed = Printed(clean.text, clean.composed) if clean is not None and clean.tones else None

    def of(self, mention: Mention, target: str | None) -> Citation:
        """The value of a mention with its target."""
        start, end, issuer = mention.start, mention.end, mention.issuer
        around: Around = mention
        if self._closed is not None:
            start, end = self._closed(start, end)
        if self._printed is not None:
            issuer = issuer and self._printed(issuer, start, end)
            around = _AsPrinted(mention, self._printed, start, end)
        if self._back is not None:
            start, end = self._back(start, end)
        surface = self._text[start:end]
        told = (start, end, surface, mention.kind, mention.number, mention.date, issuer, mention.class_, target)
        return Citation.later(around, *told)


class _AsPrinted:
    """A mention whose subject is told in the words of the paper, their tone marks where it has them."""

    def __init__(self, mention: Mention, printed: Printed, start: int, end: int) -> None:
        self._mention, self._printed, self._start, self._end = mention, printed, start, end

    @property
    def title(self) -> str | None:
        title = self._mention.title
        return title and self._printed(title, self._start, self._end)

    @property
    def pinpoint(self) -> str | None:
        return self._mention.pinpoint

    @property
    def role(self) -> str:
        return self._mention.role


_NEW = tuple.__new__  # a named tuple made without the call that names its fields: there are thousands of them


def _capital_kinds(text: str) -> Iterator[KindName]:
    """Kind names that begin with a capital letter, and where."""
    for match in _CAPITAL_KIND.finditer(text):
        start, end = match.span("kind")
        if not start or not (text[start - 1].isalnum() or text[start - 1] in "_/-–"):
            word, near = match.group("kind", "near")
            yield _NEW(KindName, (start, end, _WITHOUT_SPACES.get(word, word), near is not None))


def _small_kinds(text: str, found: Sequence[Mention]) -> list[KindName]:
    """Kind names in small letters that stand before a number which no mention holds yet, and where."""
    ends = [match.start() for match in _SLASH.finditer(text)]
    if "VBHN" in text:
        ends.extend(match.start() for match in _JOINED.finditer(text))
    ends.extend(match.end() + 1 for match in _NUMBER_BEFORE_DAY.finditer(text))
    ends.sort()
    small: dict[int, KindName] = {}
    at = 0
    for position in ends:
        while at < len(found) and found[at].end < position:
            at += 1
        if at < len(found) and found[at].start < position:
            continue
        number = _BEFORE_SLASH.search(text, max(0, position - 30), position)
        if number is None:
            continue
        begin = number.start()
        while begin and (text[begin - 1].isdigit() or text[begin - 1] == "."):
            begin -= 1
        reach = max(0, begin - _SMALL_REACH)
        match = _SMALL_BEFORE.search(text[reach:begin])
        if match is None and (ordinals := _ORDINALS_BEFORE.search(text, reach, begin)) is not None:
            match = _SMALL_BEFORE.search(text[reach : ordinals.start()])
        if match is not None:
            start, end = reach + match.start(), reach + match.end()
            small[start] = KindName(start, end, _spaced(match.group()), True)
    return [small[start] for start in sorted(small)]


_WITHOUT_SPACES = {"".join(form): " ".join(form) for form in _FORMS}


def _spaced(name: str) -> str:
    """A printed kind name with the space that an extraction lost: «Nghịđịnh» → «Nghị định»."""
    return _WITHOUT_SPACES.get(name, name)


@cache
def is_law_word(word: str) -> bool:
    """Whether a printed kind name, capitalised, may be followed by the title of a law."""
    return word[0].isupper() and join_lines(word).lower() in _LAWS


@cache
def _canonical(name: str) -> str:
    if name in _SHORT_KINDS:
        return _SHORT_KINDS[name]
    kind = kind_named(name)
    return kind.name if kind is not None else join_lines(name)[:1].upper() + join_lines(name)[1:].lower()


def _at(text: str, found: KindName, last: Mention | None) -> Iterator[Mention]:
    """The citations that begin at a kind name: one, and those of a list that follow it («số 2/…, số 3/…»)."""
    start, after = found.start, found.end
    kind = _canonical(found.word)
    title: str | None = None
    title_end = after
    is_law = is_law_word(found.word)
    if is_law and not (found.word.isupper() and _OWN_TITLE.search(text, max(0, start - 8), after + 1)):
        title, title_end = law_title(text, after, kind)
    match = None
    if title_end != after and _NUMBER_NEAR.match(text, title_end):
        match = _NUMBERED.match(text, title_end)
    if match is None and found.near:
        match = _NUMBERED.match(text, after)
        if match is None and (shared := _shared(text, start, after, kind, last)):
            yield from shared
            yield from _list(text, shared[-1], kind)
            return
        if match is None and found.word not in _SHORT_KINDS:
            match = _PLAIN_NUMBER.match(text, after)
            if match is not None and match["said"] is None and kind not in _BARE_NUMBERED:
                match = None
    if match is None and not found.near and found.word not in _SHORT_KINDS:
        match = _described(text, after, kind)
    if match is None:
        if is_law and (title is not None or _is_constitution(text, kind, after)):
            yield _named_law(text, start, kind, title, title_end, last)
        return
    group = "bare" if match.re is _NUMBERED and match["number"] is None else "number"
    tail = read_tail(text, match.end(), is_joint(kind, match[group]))
    if match.re.pattern == _OF_BODY.pattern:
        tail.issuer = tail.issuer or join_lines(match["issuer"])
    first = _make(text, start, match[group], kind, tail, title, last)
    yield first
    yield from _list(text, first, kind)


def _shared(text: str, start: int, after: int, kind: str, last: Mention | None) -> list[Mention]:
    """The documents of a list whose last number alone bears the symbol, the day and the issuer of all of them."""
    listed = _SHARED.match(text, after)
    number = parse(listed["number"]) if listed is not None else None
    if listed is None or number is None or (number.kind.name if number.kind is not None else "Công văn") != kind:
        return []
    tail = read_tail(text, listed.end(), is_joint(kind, listed["number"]))
    found: list[Mention] = []
    for one in re.finditer(r"\d+[a-z]?", listed["ordinals"]):
        begin, end = (place + listed.start("ordinals") for place in one.span())
        named = str(replace(number, ordinal=one.group()))
        last = Mention(
            text, begin if found else start, end, kind, named, tail.date, tail.issuer, asks=_NAMED_ASKS, last=last
        )
        found.append(last)
    found.append(_make(text, listed.start("number"), listed["number"], kind, tail, None, last))
    return found


def _described(text: str, after: int, kind: str) -> re.Match[str] | None:
    """The number that does not follow at once: «Kết luận thanh tra số …», «Quyết định của Thủ tướng Chính phủ số …».

    Words between are taken only where the symbol agrees with the kind.
    """
    match = _OF_BODY.match(text, after) or _DESCRIBED.match(text, after)
    number = parse(match["number"]) if match is not None else None
    if match is None or number is None:
        return None
    if number.kind is None:
        fits = kind == "Công văn" and (match.re.pattern == _OF_BODY.pattern or _URGENT.match(text, after) is not None)
    else:
        fits = number.kind.name == kind
    return match if fits else None


def _is_constitution(text: str, kind: str, after: int) -> bool:
    """Whether «Hiến pháp» means the Constitution itself, not «Hiến pháp và pháp luật» in general."""
    return kind == "Hiến pháp" and _IN_GENERAL.match(text, after) is None


def _list(text: str, first: Mention, kind: str) -> Iterator[Mention]:
    position = first.end
    while _NEXT_NEAR.match(text, position) is not None:
        match = _NEXT.match(text, position)
        if match is None:
            return
        number = parse(match["number"])
        own = number.kind if number is not None else None
        alike = own is not None and own.name == kind
        if match["word"] is None and not alike and not _same_office(number, parse(first.number or "")):
            return
        start = match.start("word") if match["word"] else match.start("number")
        tail = read_tail(text, match.end(), is_joint(kind, match["number"]))
        first = _make(text, start, match["number"], kind, tail, None, first)
        yield first
        position = tail.end


def _same_office(number: Number | None, first: Number | None) -> bool:
    """Whether two letters come from one office: «1234/BTP-PLDSKT, 1235/BTP-TTr»; or two laws from one Assembly."""
    if number is None or first is None or number.kind is not None or first.kind is not None:
        return False
    if number.year is not None:
        return number.symbol == first.symbol
    return number.party == first.party and number.body.split("-")[0] == first.body.split("-")[0]


def _make(
    text: str, start: int, printed: str, kind: str, tail: Tail, title: str | None, last: Mention | None
) -> Mention:
    number = squeeze(printed)
    return Mention(
        text,
        start,
        tail.end,
        _settled_kind(kind, number),
        number,
        tail.date,
        tail.issuer,
        title or None,
        asks=_NUMBERED_ASKS,
        last=last,
    )


def _settled_kind(kind: str, number: str) -> str:
    """The kind as the sentence says; «Văn bản» and like words give way to what the symbol says."""
    if kind != "Văn bản":
        return kind
    parsed = parse(number)
    if parsed is None:
        return kind
    if parsed.kind is not None:
        return parsed.kind.name
    return "Công văn" if kind_coded(parsed.symbol.split("-")[0]) is None and "-" in parsed.symbol else kind


def _named_law(text: str, start: int, kind: str, title: str | None, end: int, last: Mention | None) -> Mention:
    year = _YEAR.match(text, end)
    tail = Tail(end if year is None else year.end())
    if year is None:
        date = DATE.match(text, end)
        if date is not None:
            tail = Tail(date.end(), read_day(date))
    name = join_lines(title) if title else None
    return Mention(
        text,
        start,
        tail.end,
        kind,
        date=tail.date,
        named=name,
        class_="named",
        year=int(year["year"]) if year is not None else None,
        asks=_NAMED_ASKS,
        last=last,
    )


def _is_own(citation: Mention, header: Header, text: str) -> bool:
    """Whether a hit is the number line of the paper itself."""
    if citation.number is None or citation.start > 3000:
        return False
    line = text.rfind("\n", 0, citation.start) + 1
    own = normalise(citation.number) == header.number
    return own and not text[line : citation.start].strip(" *#") and (citation.kind or "") == (header.kind or "")
