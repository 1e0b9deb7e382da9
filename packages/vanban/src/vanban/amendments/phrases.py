"""Phrases put in the place of others, added or taken out, at the listed places and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vanban.amendments.context import Context, Draft, completed
from vanban.amendments.documents import Documents
from vanban.amendments.proof import EXCEPTION
from vanban.amendments.sentences import QUOTE, Clause, Sentence
from vanban.model import AmendmentKind, Anchor, Phrase, Place

_NOUN = r"(?:cụm[ ]từ(?:[ ]ngữ)?|từ[ ]ngữ|từ|chữ|cụm|nội[ ]dung|dòng[ ]chữ)"
_PHRASE = re.compile(rf"[ ,]*(?:các[ ]|một số[ ])?{_NOUN}[ ]*{QUOTE}|[ ]*{QUOTE}", re.IGNORECASE)
_NEW = re.compile(rf"(?:bằng|thành)[ ]*(?:các[ ])?{_NOUN}?[ ]*$", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?:vào[ ]+)?(?:ngay[ ]+|phía[ ]+)?(?P<way>sau|trước)[ ]+(?:các[ ])?{_NOUN}?[ ]*$",
    re.IGNORECASE,
)
_WITH = re.compile(rf"[ ]*(?:,|;)?[ ]*(?:và|hoặc)?[ ]*(?:các[ ])?{_NOUN}?[ ]*$", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?:[,;]|[ ]và)[ ]*(?:thay thế[ ]|bãi bỏ[ ]|bổ sung[ ]|bỏ[ ]|thay[ ])?(?:các[ ])?{_NOUN}[ ]*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:tại|ở|trong|vào)[ ]+(?:các[ ]|toàn bộ[ ])*(?:biểu mẫu|mẫu biểu|văn bản|nội dung|trường|"
    r"điều, khoản|nghị định|thông tư|[¶§])",
    re.IGNORECASE,
)
_COARSE = re.compile(r"[,;]|[ ]và[ ]|(?<!\w)(?:tại|ở)[ ]")
_PLAIN = re.compile(
    r"(?:[ ,:;.¶§·¤]|\b(?:các|nội dung|quy định|tại|của|ở|và|trong|thuộc|cuối|đầu|đoạn|phần|tên|vào|"
    r"ban hành|kèm theo|cụm|từ|bằng|thành|bãi|bỏ|"
    r"thay|thế|bổ|sung|sau|trước)\b)*+",
    re.IGNORECASE,
)
NO_PLACE = "Không nêu nơi áp dụng cụm từ: không được hiểu là «mọi nơi»."
COARSE_PLACE = "Có nơi áp dụng chưa đọc được đến đúng đơn vị; chỉ các nơi liệt kê ở đây là chắc chắn."


@dataclass(slots=True)
class _Item:
    """Phrases that share their places: the old ones, the new one, the one beside which it goes."""

    old: list[tuple[int, int, int, int]] = field(default_factory=list)
    new: tuple[int, int, int, int] | None = None
    beside: tuple[int, int, int, int] | None = None
    way: str = "after"
    gaps: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0


def is_phrase_clause(content: str) -> bool:
    """Whether the words after a verb name a quoted phrase («cụm từ “A” …»)."""
    return _PHRASE.match(content) is not None


def phrase(text: str, sentence: Sentence, quote: tuple[int, int, int, int]) -> Phrase:
    """The words between two marks, at their place in the text."""
    start, end = sentence.start + quote[2], sentence.start + quote[3]
    return Phrase(start, end, text[start:end])


def phrase_operations(
    text: str, documents: Documents, sentence: Sentence, clause: Clause, context: Context
) -> list[Draft]:
    """One operation for each phrase (or pair of phrases) of a clause, with the places listed for it."""
    items = _items(sentence, clause)
    drafts: list[Draft] = []
    for at, item in enumerate(items):
        places, coarse, paper_end = _places(sentence, item, context)
        shared = at
        while (
            not places
            and not coarse
            and shared + 1 < len(items)
            and ";" not in sentence.words[item.end : items[shared + 1].old[0][0]]
        ):
            shared += 1
            places, coarse, paper_end = _places(sentence, items[shared], context)
        if not places and not coarse:
            places, coarse, paper_end = _following(sentence, clause, item, context)
        if not places and not coarse and clause.start:
            places, coarse, paper_end = _before(sentence, clause, context)
        paper, key = documents.meant(sentence, item.old[0][0], paper_end, context)
        for quote in item.old:
            draft = _draft(text, sentence, clause, item, quote)
            draft.document = key
            draft.places = tuple(places)
            draft.needs_document(several=context.several and paper is None, name=documents.name_of(paper, context))
            if not places:
                draft.doubt(NO_PLACE)
            elif coarse:
                draft.doubt(COARSE_PLACE)
            drafts.append(draft)
    return drafts


def _draft(text: str, sentence: Sentence, clause: Clause, item: _Item, quote: tuple[int, int, int, int]) -> Draft:
    words = phrase(text, sentence, quote)
    if clause.kind == "insert":
        draft = Draft(AmendmentKind.INSERT_PHRASE, 0, 0, new=words)
        if item.beside is not None:
            draft.anchor = Anchor(item.way, phrase=phrase(text, sentence, item.beside).text)
        else:
            draft.doubt("Không nêu cụm từ đứng cạnh chỗ bổ sung.")
        return draft
    if item.new is not None:
        return Draft(AmendmentKind.REPLACE_PHRASE, 0, 0, old=words, new=phrase(text, sentence, item.new))
    draft = Draft(AmendmentKind.DELETE_PHRASE, 0, 0, old=words)
    if clause.kind not in ("repeal",):
        draft.kind = AmendmentKind.REPLACE_PHRASE
        draft.doubt("Không thấy cụm từ mới.")
    return draft


def _items(sentence: Sentence, clause: Clause) -> list[_Item]:
    """The phrases of a clause grouped by what stands between them."""
    items: list[_Item] = []
    last = clause.content
    for quote in sentence.quotes:
        if not clause.content <= quote[0] < clause.end:
            continue
        gap = sentence.words[last : quote[0]]
        item = items[-1] if items else None
        beside = _BESIDE.search(gap)
        if item is not None and _NEW.search(gap) and item.new is None:
            item.new = quote
            item.gaps.append((last, quote[0]))
        elif item is not None and beside is not None and item.beside is None:
            item.beside = quote
            item.way = "before" if beside["way"].lower() == "trước" else "after"
        elif item is not None and _WITH.fullmatch(gap) and not item.gaps and item.new is None and item.beside is None:
            item.old.append(quote)
        elif item is not None and _NEXT.search(gap) is None:
            continue  # a phrase that only tells where («các trường hợp chứa cụm từ “…”»)
        else:
            if item is not None:
                item.gaps.append((last, quote[0]))
            items.append(_Item([quote]))
        last = quote[1]
        items[-1].end = last
    if items:
        items[-1].gaps.append((last, clause.end))
    return items


def _places(sentence: Sentence, item: _Item, context: Context) -> tuple[list[Place], bool, int]:
    """The provisions listed for an item; whether some place could not be read whole; where the last one ends."""
    places: list[Place] = []
    coarse = False
    end = item.end
    for start, stop in item.gaps:
        found, is_coarse, last = _listed(sentence, start, stop, context)
        places.extend(found)
        coarse = coarse or is_coarse
        end = max(end, last)
    return places, coarse, end


def _listed(sentence: Sentence, start: int, stop: int, context: Context) -> tuple[list[Place], bool, int]:
    but = EXCEPTION.search(sentence.words, start, stop)
    named, is_open = completed(sentence.named(start, but.start() if but is not None else stop), context)
    is_open = is_open or but is not None
    places: list[Place] = []
    coarse = is_open
    last = start
    for provision in named:
        gap = sentence.words[min(last, provision.start) : provision.start]
        breaks = list(_COARSE.finditer(gap))
        gap = gap[breaks[-1].end() :] if breaks else gap
        if _PLAIN.fullmatch(gap) is None or not provision.complete or provision.spread:
            coarse = True
        else:
            coarse = coarse or provision.ranged
            places.append(Place(sentence.start + provision.start, sentence.start + provision.end, str(provision)))
        last = max(last, provision.end)
    if not named and _ELSEWHERE.search(sentence.words, start, stop):
        return [], False, start
    return places, coarse, last


def _following(sentence: Sentence, clause: Clause, item: _Item, context: Context) -> tuple[list[Place], bool, int]:
    """«thay “A” bằng “B”, thay “C” bằng “D” tại khoản 5»: the places that a later clause of the list names."""
    stop = sentence.words.find(";", item.end)
    stop = len(sentence.words) if stop < 0 else stop
    return _listed(sentence, clause.end, stop, context) if clause.end < stop else ([], False, item.end)


def _before(sentence: Sentence, clause: Clause, context: Context) -> tuple[list[Place], bool, int]:
    """«Tại khoản 2 Điều 5, thay cụm từ …»: the places named before the first verb."""
    first = re.match(r"[ ]*(?:Tại|Ở|Trong)[ ]", sentence.words)
    if first is None:
        return [], False, clause.start
    stop = sentence.words.find(",", first.end())
    return _listed(sentence, first.end(), min(clause.start, max(stop, clause.start)), context)
