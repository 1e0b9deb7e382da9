"""Who is spoken to (giao cho ai): the one reader of leads for headings, lines that lead in, and sentences.

A heading names a unit («1. Sở Y tế:»), a line gives what follows it («Giao Sở Y tế chủ trì, phối hợp với Công an
tỉnh:»), a sentence speaks to its own («Sở Y tế hướng dẫn …», «…, giao Sở Y tế …»). Walking the outline keeps them on
a stack: the inner one wins, and what is inherited says from where (``lead_from``). Names end where known names end
(:mod:`vanban.tasks.names`); a heading that is no name keeps its words and gives no agency.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from vanban.agencies import CENTRE, COMMITTEES, PARTY_ACTING
from vanban.doing import verbs
from vanban.patterns import any_of, words_in
from vanban.tasks.names import Named, names_at
from vanban.timing.sentences import deadline_in

HEADING, LINE, SENTENCE, CELL = "heading", "line", "sentence", "cell"

ASKED = re.compile(
    r"(?:riêng\s+)?(?:(?:đề nghị|giao(?: nhiệm vụ| trách nhiệm)?(?: cho)?|yêu cầu|đối với|trách nhiệm của|phân công"
    r"|về phía|riêng)\s+)",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"(?<![\w/])(?P<verb>giao|yêu cầu|đề nghị|phân công|chỉ đạo)"
    r"(?:\s+(?:nhiệm vụ\s+cho|trách nhiệm\s+cho|nhiệm vụ|trách nhiệm|cho))?\s+",
    re.IGNORECASE,
)
_ALONG_WITH = r"phối hợp(?:\s+(?:chặt chẽ|tốt|đồng bộ))?"
_WITH = re.compile(
    rf"(?:[Cc]hủ trì|[Cc]hủ động|đầu mối)\s*,?\s*(?:và\s+)?{_ALONG_WITH}(?:\s+(?:cùng\s+với|với|cùng))?\s+"
)
_ALONG = re.compile(
    rf"(?:(?:tăng cường|tiếp tục|tích cực)\s+)?(?i:{_ALONG_WITH})\s+(?:(?:cùng\s+với|với|cùng)\s+|(?=[A-ZĐÂÊÔƠƯ]))"
)
_TOGETHER = re.compile("[Pp]hối hợp")
_BESIDE = re.compile(r"(?<!\w)[Cc]hủ trì\s*[,;]\s*(?!và\s|phối hợp)")
_JOINS_IN = re.compile(r"\s*(?:cùng\s+)?phối hợp(?!\w)")
_WORDS = words_in("speaking.toml")
_ROLE = any_of(_WORDS["roles"])
# What may stand between the names of a heading or a line and its end: roles, and with whom.
_ROLES_ONLY = re.compile(rf"\s*,?\s*(?:{_ROLE}(?:\s*,\s*|\s+và\s+|\s*)){{0,3}}\s*$", re.IGNORECASE)
_WORK = re.compile(rf"(?<!\w)(?!(?:chủ trì|chủ động|phối hợp|tham mưu|có trách nhiệm)(?!\w)){verbs()}")
_DOES = re.compile(rf"{_ROLE}(?!\w)|{verbs(after_partners=True)}", re.IGNORECASE)
_ADVERB = re.compile(rf",?\s*{any_of(_WORDS['before_work'])}(?!\w)", re.IGNORECASE)
_TELLS = re.compile(
    rf"""\s*(?:,\s*)?(?:{any_of(_WORDS["tells"])}
      |được(?!\ giao|\ phân)                                                       # «được phân công» is no telling
      |là(?!\ (?:cơ\ quan|đơn\ vị)\ (?:đầu\ mối|chủ\ trì)|\ đầu\ mối)               # «là cơ quan đầu mối» neither
      |có\ (?!{any_of(_WORDS["has_work"])}))(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_PAST = re.compile(r"(?<!\w)(?:đã|đang|sẽ|nhận được|có ý kiến|có công văn|có văn bản)(?!\w)")
_NOUN_BEFORE = re.compile(rf"(?:^|\s){any_of(_WORDS['nouns_before'])}\s+$", re.IGNORECASE)
_LEADS_IN = re.compile(rf"{any_of(_WORDS['lead_in'])}(?!\w)", re.IGNORECASE)
_HIGHER = re.compile(
    r"(?:các\s+)?(?:bộ(?!\s+(?:phận|đội|chỉ huy))|tổ công tác|hội đồng nhân dân|hđnd"
    rf"|{any_of([*CENTRE, *PARTY_ACTING, 'Tỉnh ủy', 'Thành ủy'])}"
    rf"|(?:chủ tịch\s+)?{any_of(COMMITTEES)}\s+(?:tỉnh|thành phố))(?!\w)",
    re.IGNORECASE,
)
HIGHER_ASKED = re.compile(rf"đề nghị\s+(?:các\s+)?(?:bộ(?!\s+chỉ huy)|{any_of(CENTRE)})(?!\w)", re.IGNORECASE)
"""«Đề nghị Bộ …»: a request to the centre, which gives nobody work."""
_IN_BRACKETS = re.compile(r"\((?:(?:[Gg]iao|[Cc]hủ trì:?|[Dd]o)\s+)?")
_LEADS_IT = re.compile(r"\s*,?\s*(?:là\s+)?(?:chủ trì|thực hiện|phụ trách|tham mưu|đầu mối|làm đầu mối)(?!\w)")
_ITS_TIME = re.compile(r"\s*[;,]\s*(?:thời gian|thời hạn|hoàn thành|xong|trước|trong|tháng|quý)(?!\w)", re.IGNORECASE)
_MOST_BRACKETS = 8  # looked at in one item
_LABEL = re.compile(r"^[^.:;!?]{3,140}:\s+")
_LONGEST_HEADING = 30  # words
_LEFT_OVER = 9  # words of a heading that may follow a name that no list knows to its end
_MOST_GIVEN = 20  # «giao», «yêu cầu» looked at in one sentence
_NEAR, _REACH, _FAR = 300, 1500, 400  # characters that decide
_APPOSITION = re.compile(r"\s*,\s+(?:là\s+)?(?:cơ quan|đơn vị)\s", re.IGNORECASE)
_ASKS_ON = re.compile(r"[\s,]*(?:đề nghị|yêu cầu|giao|kiến nghị|thống nhất|phân công)(?!\w)", re.IGNORECASE)
_NO_LABEL = re.compile(r"(?<!\w)(?:đề nghị|yêu cầu|giao|như sau|làm rõ|đã|là|cụ thể|gồm|trong đó)(?!\w)", re.IGNORECASE)
_CHARGED = re.compile(
    r"\s*,?\s*(?:phụ trách|theo dõi|được phân công|đang|tại|ở|thuộc|dọc|trên|có|làm)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom the work below is given: ``source`` is where they are named («heading», «line», «sentence», «cell»).

    ``names`` is empty when the words are no name that can be known; then ``text`` keeps them.
    """

    names: tuple[str, ...]
    source: str
    text: str | None = None
    partners: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """Who a text speaks to, and ``rest``: where in it the words begin that say what is to be done."""

    names: tuple[str, ...]
    partners: tuple[str, ...]
    rest: int
    sure: bool = True
    asked: bool = False

    def addressee(self, source: str) -> Addressee:
        """The same as an entry of the stack."""
        return Addressee(self.names, source, None, self.partners, self.sure)


def heading_call(text: str) -> Call | None:
    """The units that a heading names and nothing else: «Sở Y tế», «Đề nghị Ủy ban MTTQ xã:», «Sở Y tế: hướng dẫn …».

    ``rest`` is the place behind the colon, or the end of the text.

    >>> heading_call("Ban Quản lý dự án đầu tư xây dựng số 2:").names
    ('Ban Quản lý dự án đầu tư xây dựng số 2',)
    """
    asked = ASKED.match(text)
    start = asked.end() if asked else 0
    named = names_at(text, start)
    if named is None:
        return None
    stop = text.find(":", named.end)
    stop = stop if 0 <= stop <= named.end + _FAR else len(text)
    between = text[named.end : stop].rstrip(" .:;")
    names, sure = named.names, named.sure
    partners = _partners_after(between)
    if partners is None:
        more = bool(re.match(r"\s*(?:và|,|-|–)\s+[A-ZĐÀ-ỸÂÊÔƠƯĂ]", between)) and not is_plural(names[0])
        attribute = bool(re.match(r"\s*(?:được|đang|có)\s", between)) and is_plural(names[0])
        if (_TELLS.match(between) and not more and not attribute) or len(text[start:stop].split()) > _LONGEST_HEADING:
            return None
        if _APPOSITION.match(between):
            return Call(names, (), min(stop + 1, len(text)), sure, bool(asked))
        charged = bool(_CHARGED.match(between)) or attribute
        if len(between.split()) > _LEFT_OVER or (_DOES.match(between.lstrip(" ,")) and not charged) or "." in between:
            return None
        if not between.strip():
            pass
        elif re.search(rf"\s(?:{verbs()})", between) and not charged:
            return None
        elif len(names) == 1 and (charged or not is_plural(names[0])):
            names = (f"{names[0]}{between}".strip(" ,"),)
        partners = ()
    return Call(names, partners, min(stop + 1, len(text)), sure, bool(asked))


def is_plural(name: str) -> bool:
    """Whether a name is that of many or of a role, whose end the words themselves tell («các sở», «nhà đầu tư»)."""
    return name.lower().startswith(("các ", "những ", "nhà ", "chủ ", "mọi "))


def _partners_after(between: str) -> tuple[str, ...] | None:
    """With whom, when only roles stand between a name and the end; None when something else does."""
    along = re.search(r"(?:^|[\s,])(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|tốt))?\s+(?:cùng\s+với|với|cùng)?\s*", between)
    head = between[: along.start()] if along else between
    if not _ROLES_ONLY.match(head):
        return None
    if not along:
        return ()
    named = names_at(between, along.end())
    return named.names if named and not between[named.end :].strip(" ,.;") else None


def line_call(text: str) -> Call | None:
    """The units that a line gives what follows it: its last sentence ends with a colon and speaks to them.

    >>> line_call("Về hạ tầng. Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Công an tỉnh:").partners
    ('Công an tỉnh',)
    """
    if not text.rstrip().endswith(":"):
        return None
    begin = max((cut.end() for cut in _SENTENCE_END.finditer(text)), default=0)
    sentence = text[begin:]
    call = given_call(sentence, asks=True, line=True) or sentence_call(sentence, loose=True)
    if call is None or _SPEAKS.match(sentence, call.rest):
        return None
    partners = partners_in(sentence[call.rest :]) or call.partners
    return Call(call.names, partners, begin + call.rest, call.sure, call.asked)


_SPEAKS = re.compile(rf"[^:;]{{0,80}}?(?<!\w){any_of(_WORDS['speaks'])}(?!\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-ỸÂÊÔƠƯĂ])|\n")


def sentence_call(text: str, *, loose: bool = False) -> Call | None:
    """The units a sentence begins with, before what they do: «Phòng Kinh tế bảo đảm nguồn kinh phí …».

    Before them may stand a clause that leads in («Trên cơ sở …, các phòng …»), a label («Về vốn: Sở Tài chính …») or
    «giao», «yêu cầu». ``loose`` takes any words behind the names that do not plainly tell of something else.
    """
    for place in _places(text):
        asked = ASKED.match(text, place)
        named = names_at(text, asked.end() if asked else place)
        if named is None:
            continue
        if _works(text, named, asked=bool(asked), loose=loose):
            return Call(named.names, (), named.end, named.sure, bool(asked))
        if place == 0:
            return None
    return None


def _places(text: str) -> Iterator[int]:
    yield 0
    head = text[:_FAR]
    label = _LABEL.match(head)
    if label and not _NO_LABEL.search(label.group()):
        yield label.end()
        return
    if _LEADS_IN.match(head):
        yield from (comma.end() for comma in re.finditer(r",\s+", head[:300]))


def _works(text: str, named: Named, *, asked: bool, loose: bool) -> bool:
    """Whether what follows the names is their work and tells of nothing done or being."""
    rest = text[named.end : named.end + _FAR]
    if _TELLS.match(rest) or not rest.strip(" .,;:"):
        return False
    bare = rest.lstrip(" ,(")
    if rest.lstrip().startswith(":"):
        return True
    if _ASKS_ON.match(rest) or _is_past(rest):
        return False
    if asked or loose:
        return True
    return bool(_DOES.match(bare) or _ADVERB.match(rest))


def _is_past(rest: str) -> bool:
    """Whether what follows a name tells of something done: «… đã ban hành», but not «… rà soát giấy phép đã cấp»."""
    past = _PAST.search(rest[:60].partition(";")[0])
    return past is not None and _WORK.search(rest, 0, past.start()) is None


def given_call(sentence: str, *, asks: bool = False, line: bool = False, issued: dt.date | None = None) -> Call | None:
    """The units that a sentence gives work to: «…, giao Sở Tài chính …», «UBND tỉnh yêu cầu các sở hoàn thành …».

    A request («đề nghị», «chỉ đạo») counts when it stands first (``asks``), sets a day or leads in what follows
    (``line``); none goes to a higher office.
    """
    for found in islice(_GIVES.finditer(sentence), _MOST_GIVEN):
        asks_only = found["verb"].lower() in ("đề nghị", "chỉ đạo")
        near = sentence[max(found.start() - _NEAR, 0) : found.start()]
        if _PAST.search(near) or _NOUN_BEFORE.search(near):
            continue
        named = names_at(sentence, found.end())
        if named is None or (asks_only and _HIGHER.match(sentence, found.end())):
            continue
        rest = sentence[named.end : named.end + _REACH]
        if _TELLS.match(rest) and not rest.strip().startswith(("là cơ quan", "là đơn vị")):
            continue
        first = asks and not sentence[: found.start()].strip()
        dated = asks_only and not first and deadline_in(rest, issued) is not None
        if asks_only and not (first or dated or line):
            continue
        return Call(named.names, (), named.end, named.sure, True)
    return None


def bracket_call(text: str) -> Call | None:
    """«… (Phòng Tư pháp chủ trì; Công an xã phối hợp; hoàn thành trong tháng 3)» behind the work."""
    for found in islice(_IN_BRACKETS.finditer(text), _MOST_BRACKETS):
        within = text[found.end() : found.end() + _NEAR]
        named = names_at(text, found.end()) if _LEADS_IT.search(within) or _ITS_TIME.search(within) else None
        if named is None:
            continue
        leads = _LEADS_IT.match(text, named.end)
        if not leads and not _ITS_TIME.match(text, named.end):
            continue
        rest = text[leads.end() if leads else named.end :].lstrip(" ,;")
        along = _ALONG.match(rest)
        partners = names_at(rest, along.end() if along else 0)
        joins = partners and (along or _JOINS_IN.match(rest, partners.end))
        return Call(named.names, partners.names if partners and joins else (), len(text), named.sure)
    return None


def partners_in(text: str) -> tuple[str, ...]:
    """With whom the work is done: «Chủ trì, phối hợp với Sở Tài chính …», «Giao A chủ trì, B, C phối hợp …».

    >>> partners_in("Chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan khẩn trương rà soát danh mục.")
    ('Sở Tài chính', 'Các đơn vị liên quan')
    """
    if _TOGETHER.search(text, 0, _NEAR) is None:
        return ()
    found = _WITH.search(text, 0, _NEAR) or _ALONG.match(text) or _ALONG.match(text, _after_names(text))
    if found is None and (beside := _BESIDE.search(text, 0, _NEAR)):
        partners = names_at(text, beside.end())
        return partners.names if partners and _JOINS_IN.match(text, partners.end) else ()
    named = names_at(text, found.end()) if found else None
    return named.names if named else ()


def _after_names(text: str) -> int:
    """Where a text goes on behind the units that it begins with, or that «giao», «yêu cầu» name first."""
    asked = ASKED.match(text)
    named = names_at(text, asked.end() if asked else 0)
    if named is None:
        return len(text)
    return named.end + len(text[named.end :]) - len(text[named.end :].lstrip(" ,"))


def is_higher(name: str) -> bool:
    """Whether a name is that of an office above a province, which is asked and not told."""
    return bool(_HIGHER.match(name))


def tells(text: str) -> bool:
    """Whether words behind a name tell of something done or being: «… đã chủ trì», «… là cơ quan»."""
    return bool(_TELLS.match(text))
