"""Final provisions: taking and losing effect, replaced documents, transition, blanket derogation."""

from __future__ import annotations

import re

from vanban.amendments.context import Context, Draft
from vanban.amendments.effects import EFFECT, read_effect
from vanban.amendments.instructions import PARTIAL, RANGE, InstructionReader
from vanban.amendments.proof import EXCEPTED, EXCEPTION, MAYBE_AMENDED, within_titles
from vanban.amendments.sentences import PAPER, SELF, TITLE, Sentence
from vanban.model import AmendmentKind

_EXPIRES = re.compile(
    r"(?<!chưa )(?:sẽ[ ])?(?:hết[ ]hiệu[ ]lực|bị[ ]bãi[ ]bỏ|chấm[ ]dứt[ ]hiệu[ ]lực|"
    r"không[ ]còn[ ]hiệu[ ]lực)(?:[ ]thi[ ]hành)?",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"[ ]*(?:Kể[ ])?[Tt]ừ[ ](?=ngày[ ])[^;:{PAPER}]{{4,80}}?,[ ]+(?={PAPER})")
_REPLACES = re.compile(
    rf"(?:{SELF}+|này|[;,]|[ ]và)[ ]+thay[ ]thế(?:[ ]cho)?[ ](?:các[ ])?"
    rf"(?P<what>{PAPER}|các quy định|những quy định|các văn bản)",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"(?:bắt[ ]đầu[ ])?có[ ]hiệu[ ]lực(?:[ ]thi[ ]hành)?(?:,?[ ]+(?=(?:kể[ ])?từ[ ]))", re.IGNORECASE
)
_APPLIES = re.compile(r"được[ ](?:thực[ ]hiện|áp[ ]dụng)[ ]+(?=(?:kể[ ])?từ[ ]ngày[ ]\d)", re.IGNORECASE)
_STAYS = re.compile(r"tiếp[ ]tục[ ](?:có[ ]hiệu[ ]lực|được[ ]áp[ ]dụng|thực[ ]hiện)(?:[ ]thi[ ]hành)?", re.IGNORECASE)
_BLANKET = re.compile(
    r"(?:các|những|mọi)[ ](?:quy định|văn bản|nội dung)[^;.]{0,200}?(?:trái(?:[ ]với)?|ban hành trước|không phù hợp)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"[ ,]*(?:Riêng[ ]|riêng[ ])?(?:[Cc]ác[ ]|[Nn]ội dung[ ]|[Cc]ông bố[ ])?(?:[Qq]uy định[ ](?:tại[ ]|"
    r"của[ ])?)?(?:các[ ])?"
)
_ABOUT = re.compile(
    r"[ ]*(?:[Cc]ác[ ]|[Nn]hững[ ])?(?:[Qq]uy định|[Nn]ội dung)?[ ]?"
    r"(?:về|có liên quan|liên quan|đối với)[ ][^.;:]{3,300}"
    r"[ ](?:tại|của|trong)[ ](?:các[ ])?"
)
"""«Các quy định về hỗ trợ kinh phí … tại»: a part of a provision, told by its subject."""
_BETWEEN = re.compile(rf"(?:[ ,;:.{PAPER}{TITLE}]|\b(?:và|các|của|tại|ban hành|kèm theo|quy định)\b)*+", re.IGNORECASE)
_OF_THIS = re.compile(rf"[ ]*(?:của[ ]|tại[ ])?(?:{SELF}+|[A-ZĐ][\w ]{{2,24}}[ ]này)?[ ]*$")
_GENERAL = re.compile(
    rf"[ ]*(?:{SELF}+|(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Luật|Bộ luật|Pháp lệnh|Quy định|Quy chế|Văn bản)"
    r"[^;.,]{0,60}?[ ]này)[ ]*$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện|tổ chức)|có trách nhiệm (?:hướng dẫn|tổ chức|thi hành|"
    r"đôn đốc|thực hiện|kiểm tra|phổ biến)"
)
BY_SUBJECT = "Có hiệu lực theo nội dung, không theo điều, khoản: cần người xác định phạm vi."
BLANKET = "Bãi bỏ chung, không sửa chữ nào: chỉ dùng để rà soát mâu thuẫn."


def read_closing(reader: InstructionReader, sentence: Sentence, context: Context, end: int) -> list[Draft]:
    """The operations of a sentence of the final provisions; none when it states none."""
    drafts: list[Draft] = []
    if context.final or context.amending:
        drafts.extend(_blanket(sentence))
    if not drafts:
        drafts.extend(_expiring(reader, sentence, context))
        drafts.extend(_replacing(reader, sentence, context))
    drafts.extend(_commencing(sentence, reader, context))
    if not drafts and (context.final or context.amending or sentence.words.startswith("Công bố")):
        drafts.extend(_staying(reader, sentence))
    for draft in drafts:
        draft.start, draft.end = sentence.start, end
    return drafts


def _blanket(sentence: Sentence) -> list[Draft]:
    match = _BLANKET.search(sentence.words)
    if match is None or PAPER in sentence.words[match.start() :]:
        return []
    if not (_EXPIRES.search(sentence.words) or re.search(r"bãi bỏ|thay thế", sentence.words, re.IGNORECASE)):
        return []
    draft = Draft(AmendmentKind.BLANKET_DEROGATION, 0, 0)
    draft.doubt(BLANKET)
    return [draft]


def _expiring(reader: InstructionReader, sentence: Sentence, context: Context) -> list[Draft]:
    """«Nghị định số … hết hiệu lực kể từ ngày …»: one operation for each document or provision before the verb."""
    if not context.final and not context.amending:
        return []
    drafts: list[Draft] = []
    words = sentence.words
    since = _SINCE.match(words)
    begin = since.end() if since is not None else 0
    for match in _EXPIRES.finditer(words):
        first = _SUBJECT.match(words, begin)
        start = first.end() if first is not None else begin
        found = _targets(reader, sentence, start, match.start(), context, strict=True)
        stop = words.find(";", match.end())
        stop = len(words) if stop < 0 else stop
        effect = EFFECT.search(words, match.end(), stop)
        for draft in found:
            if effect is not None:
                draft.effect = read_effect(words[:stop], sentence.start, reader.text, match.end())
            elif since is not None:
                draft.effect = read_effect(words[: since.end()], sentence.start, reader.text)
            if EXCEPTION.search(words, match.end()):
                draft.doubt(EXCEPTED)
        drafts.extend(found)
        begin = stop + 1
    return drafts


def _targets(
    reader: InstructionReader, sentence: Sentence, start: int, end: int, context: Context, *, strict: bool
) -> list[Draft]:
    """The documents and provisions of a list that begins at once; nothing when other words lead."""
    named = sentence.named(start, end)
    papers = [paper for paper in sentence.papers if start <= paper.start < end and not paper.own]
    firsts = [*(one.start for one in named[:1]), *(paper.start for paper in papers[:1])]
    if not firsts or not papers:
        return []
    lead = sentence.words[start : min(firsts)]
    by_subject = bool(named) and _ABOUT.fullmatch(lead) is not None
    if lead.strip(" ,:") and not by_subject:
        return []
    drafts: list[Draft] = []
    used: set[int] = set()
    last = start
    for provision in named:
        paper, key = reader.documents.meant(sentence, provision.start, provision.end, context)
        if paper is not None and paper.start >= end:
            continue
        gap = sentence.words[min(last, provision.start) : provision.start]
        last = provision.end
        kind = AmendmentKind.REPEAL
        if paper is not None and reader.documents.amends(paper):
            kind = AmendmentKind.REPEAL_OPERATION
        draft = Draft(kind, 0, 0, key, str(provision), "provision")
        if _BETWEEN.fullmatch(gap) is None and not re.search(r"[;,]|[ ]và[ ]", gap):
            draft.doubt(PARTIAL)
            draft.scope = "subject"
        if by_subject:
            draft.doubt(PARTIAL)
            draft.scope = "subject"
        if not provision.complete:
            draft.doubt(PARTIAL)
        if provision.ranged:
            draft.doubt(RANGE)
        draft.needs_document(several=context.several and paper is None, name=reader.documents.name_of(paper, context))
        drafts.append(draft)
        if paper is not None:
            used.add(paper.start)
    for paper, doubtful in zip(papers, within_titles(papers), strict=True):
        if paper.start in used:
            continue
        before = sentence.words[start : paper.start]
        lead = re.split(r"[;,]|[ ]và[ ]", before)[-1]
        if strict and lead.strip(f" :{PAPER}{TITLE}"):
            continue
        draft = Draft(AmendmentKind.REPEAL, 0, 0, reader.documents.key(paper), None, "document")
        draft.needs_document(several=context.several and paper is None, name=reader.documents.name_of(paper, context))
        if doubtful:
            draft.doubt(MAYBE_AMENDED)
        drafts.append(draft)
    return drafts


def _replacing(reader: InstructionReader, sentence: Sentence, context: Context) -> list[Draft]:
    """«Quyết định này thay thế Quyết định số …»: the replaced documents lose their effect."""
    match = _REPLACES.search(sentence.words)
    if match is None or not (context.final or context.amending):
        return []
    if match["what"] != PAPER:
        draft = Draft(AmendmentKind.BLANKET_DEROGATION, 0, 0)
        draft.doubt(BLANKET)
        return [draft]
    later = sentence.later_clauses(match.end("what"))
    stop = later[0].start if later else len(sentence.words)
    except_at = EXCEPTION.search(sentence.words, match.end("what"), stop)
    end = except_at.start() if except_at is not None else stop
    papers = [paper for paper in sentence.papers if match.start("what") <= paper.start < end and not paper.own]
    drafts = []
    for paper, doubtful in zip(papers, within_titles(papers), strict=True):
        draft = Draft(AmendmentKind.REPEAL, 0, 0, reader.documents.key(paper), None, "document")
        draft.needs_document(several=context.several and paper is None, name=reader.documents.name_of(paper, context))
        if except_at is not None:
            draft.doubt(EXCEPTED)
        if doubtful:
            draft.doubt(MAYBE_AMENDED)
        drafts.append(draft)
    return [*drafts, *(reader.read(sentence, later, context, 0) if later else ())]


def _commencing(sentence: Sentence, reader: InstructionReader, context: Context) -> list[Draft]:
    """«Nghị định này có hiệu lực từ …»; provisions or subjects that take effect on another day."""
    words = sentence.words
    match = _IN_FORCE.search(words)
    if match is None and context.final:
        match = _APPLIES.search(words)
        if match is not None and not re.match(r"[ ]*Việc[ ]", words) and not sentence.named(0, match.start()):
            match = None
    if match is None:
        return []
    begin = max(words.rfind(";", 0, match.start()), words.rfind(". ", 0, match.start())) + 1
    subject = words[begin : match.start()]
    if "hết hiệu lực" in subject or re.search(r"(?:kể[ ])?từ[ ]ngày[ ][^,;]*$", subject):
        return []
    effect = read_effect(words, sentence.start, reader.text, match.end())
    if _GENERAL.match(subject):
        draft = Draft(AmendmentKind.COMMENCEMENT, 0, 0, None, None, "document", effect=effect)
        if EXCEPTION.search(words, match.end()):
            draft.doubt(EXCEPTED)
        return [draft]
    if not context.final:
        return []
    named = sentence.named(begin, match.start())
    others = any(not paper.own and begin <= paper.start < match.start() for paper in sentence.papers)
    lead = _SUBJECT.match(words, begin)
    start = lead.end() if lead is not None else begin
    drafts: list[Draft] = []
    last = start
    if named and not others and not words[start : named[0].start].strip():
        for provision in named:
            gap = words[min(last, provision.start) : provision.start]
            last = provision.end
            draft = Draft(AmendmentKind.COMMENCEMENT, 0, 0, None, str(provision), "provision", effect=effect)
            tail = re.split(r"[;,]|[ ]và[ ]", gap)[-1]
            if tail.strip(" ") not in ("", "các", "tại", "quy định tại") or not provision.complete:
                draft.scope = "subject"
                draft.doubt(BY_SUBJECT)
            drafts.append(draft)
        return drafts
    if others or not (SELF in subject or re.match(r"[ ]*(?:Các |Những |Riêng )?(?:[Qq]uy định|Việc)[ ]", subject)):
        return []
    draft = Draft(AmendmentKind.COMMENCEMENT, 0, 0, None, None, "subject", effect=effect)
    draft.doubt(BY_SUBJECT)
    return [draft]


def _staying(reader: InstructionReader, sentence: Sentence) -> list[Draft]:
    """«Công bố Nghị định số … tiếp tục có hiệu lực»."""
    match = _STAYS.search(sentence.words)
    papers = [paper for paper in sentence.papers if not paper.own]
    if match is None or not papers or papers[0].start > match.start() or "thực hiện" in match.group():
        return []
    lead = sentence.words[: papers[0].start]
    if lead.strip() not in ("", "Công bố", "Các"):
        return []
    return [
        Draft(
            AmendmentKind.CONTINUE, 0, 0, reader.documents.key(papers[0]), None, "document",
            effect=read_effect(sentence.words, sentence.start, reader.text, match.end()),
        )
    ]  # fmt: skip


def is_duty(words: str) -> bool:
    """Whether a paragraph of a transitional article only tells who carries the paper out."""
    return _DUTY.search(words) is not None
