"""Instructions that begin with a verb: sửa đổi, bổ sung, bãi bỏ, thay thế, đính chính, ngưng hiệu lực, đánh số lại."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.amendments.context import Context, Draft, completed
from vanban.amendments.documents import Documents
from vanban.amendments.effects import read_effect
from vanban.amendments.phrases import is_phrase_clause, phrase, phrase_operations
from vanban.amendments.proof import EXCEPTED, EXCEPTION, MAYBE_AMENDED, within_titles
from vanban.amendments.provisions import CLAUSE, Provision, written
from vanban.amendments.sentences import BY, PAPER, QUOTE, SELF, TITLE, Clause, NamedPaper, Sentence
from vanban.model import AmendmentKind, Anchor, Place
from vanban.patterns import any_of

_NOUNS = (
    r"(?:điều|khoản|điểm|quy định|từ|cụm từ|mẫu|tên|phụ lục|văn bản(?: quy phạm pháp luật)?|nội dung|mục|chỉ tiêu|chữ|"
    r"biểu mẫu|thông tư|nghị định|quyết định|nghị quyết|luật|số)"
)
_AND_OTHERS = r"[ ,]*(?:(?:bổ sung|thay thế|bãi bỏ|bỏ|sửa đổi|và)[ ,]+)*+"
_HOW_MANY = r"(?:toàn bộ )?(?:một số|các|những|một phần)?[ ]*(?:\d{1,3} )?"
_GENERIC_END = r"(?:[,:;./]|$|(?:của|tại|trong|sau|như|thuộc|ban hành|kèm theo)[ :])"
_GENERIC = re.compile(rf"{_AND_OTHERS}{_HOW_MANY}{_NOUNS}(?:(?:,| và|;)? {_NOUNS})*+[ ]*{_GENERIC_END}", re.IGNORECASE)
_SOME = re.compile(r"[ ]*(?:một số|một phần|toàn bộ một số)[ ]", re.IGNORECASE)
_ANCHOR = re.compile(
    r"(?:[ ](?:vào[ ]+)?(?:ngay[ ]+)?(?P<way>sau|trước|cuối)[ ]+|[ ]vào[ ]+(?:cuối[ ]+)?)(?=(?:khoản|điểm|"
    r"điều|tên|mục|chương|phụ lục|mẫu|số thứ tự|"
    r"phần|tiểu mục|tiết|đoạn|gạch|câu)(?:[ ]|$))",
    re.IGNORECASE,
)
_SIDE = re.compile(BY, re.IGNORECASE)
_PLAIN_WORDS = (
    *("các", "toàn bộ", "nội dung", "quy định", "tại", "của", "ở", "vào", "thêm", "và", "cả", "lại", "số"),
    *("kèm theo", "ban hành", "trong", "thuộc", "hiệu lực thi hành", "đối với", "hiệu lực", "gồm", "bao gồm"),
    *("lỗi", "kỹ thuật", "chính tả", "trình bày", "sau", "như sau", "từ", "đến", "điều", "khoản", "điểm"),
)
_PLAIN = re.compile(rf"(?:[ ,:;.{SELF}{PAPER}{TITLE}]|\b{any_of(_PLAIN_WORDS, gap=' ')}\b)*+", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:[ ,:]|\b(?:cho|toàn bộ|các|hiệu lực|thi hành|\d{1,3}|"
    r"văn bản(?: quy phạm pháp luật)?(?: sau(?: đây)?)?|nội dung|sau(?: đây)?|đối với|của)\b)*+"
)
_MEMBER = re.compile(r"[ ]*(?:,|,?[ ](?:và|hoặc))?[ ]*(?:tại[ ])?(?:các[ ])?[ ]*")
_LAST_BREAK = re.compile(r"[,;]|[ ](?:và|hoặc)[ ]")
_LABEL = {
    "khoản": r"{}\s*[.)]",
    "điểm": r"{}\s*[.)]",
    "điều": r"(?:Điều|ĐIỀU)\s+{}\s*[.:]?",
    "mục": r"(?:Mục|MỤC)\s+{}(?!\w)|{}\s*[.)]",
    "chương": r"(?:Chương|CHƯƠNG)\s+{}(?!\w)",
    "tiết": r"\(?{}\s*[.)]",
    "phụ lục": r"(?:Phụ lục|PHỤ LỤC)\s+(?:số\s+)?{}(?!\w)",
}
_ENCLOSED = re.compile(r"\((?:được\s+)?ban\s+hành\s+kèm\s+theo\s+[\w ]{4,24}\s+này\)", re.IGNORECASE)
"""«(ban hành kèm theo Thông tư này)»: the new text stands in an annex of this paper."""
_ENCLOSED_FIRST = re.compile(rf"[ ]*(?:Ban hành )?kèm theo {SELF}+[ ]", re.IGNORECASE)
_ITS_TITLE = re.compile(
    rf"[ ]*tên(?:[ ]gọi)?[ ](?:của[ ])?(?:{PAPER}+|{SELF}+|(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|"
    rf"Quyết định|Thông tư(?:[ ]liên[ ]tịch)?)(?![ ]\d))[ ,{TITLE}]*(?:như sau|thành|bằng|là)[ :]*(?:{QUOTE}+[ .;]*)?$",
    re.IGNORECASE,
)
"""«Sửa đổi tên Thông tư như sau», «… tên gọi của Nghị định số … thành “…”»: the name of the document itself."""
_PARTED = re.compile(r"^(\d+)([a-zđ]{1,2})$")
"""A number with a letter, which typists part («Điều 16. b.»)."""
PARTIAL = "Chỉ một phần theo nội dung, chưa chỉ rõ điều, khoản: cần người xác định phạm vi."
OPEN_PLACE = "Đề mục phía trên nêu nhiều điều, khoản: cần người xác định nơi được sửa đổi."
NO_PLACE = "Không nêu nơi áp dụng cụm từ: không được hiểu là «mọi nơi»."
NO_PAYLOAD = "Không thấy nội dung mới trong ngoặc kép."
UNSPLIT = "Nội dung mới gồm nhiều đơn vị, chưa tách được theo từng đích."
NO_ARTICLE = "Không rõ thuộc điều nào."
OPEN_QUOTE = "Thiếu dấu đóng ngoặc kép: nội dung mới được lấy đến đơn vị kế tiếp của văn bản."
UNOPENED = "Thiếu dấu mở ngoặc kép: nội dung mới được nhận theo số của đích."
GOES_ON = "Sau dấu đóng ngoặc kép còn các đoạn đánh số nối tiếp: có thể ngoặc đóng sớm."
OTHER_LABEL = "Số hiệu ở đầu nội dung mới khác với đích được nêu."
SPREAD = "Chữ «tên» có thể chỉ đi với đơn vị đầu của danh sách."
RANGE = "Khoảng «từ … đến …» có thể gồm cả đơn vị được bổ sung sau (ví dụ 5a)."
COARSE = "Trước đích còn lời chỉ rõ hơn mà chưa đọc được: cần người xác định đúng đơn vị."
BY_LIST = "Chỉ áp dụng cho các nội dung liệt kê bên dưới: cần người xác định từng nội dung."
EVENT = "Kết thúc theo một sự kiện, không phải một ngày."


class InstructionReader:
    """Reads the clauses of a sentence into drafts.

    Args:
        text: the cleaned text.
        documents: what its mentions tell of the documents it names.
    """

    def __init__(self, text: str, documents: Documents) -> None:
        self.text = text
        self.documents = documents

    def read(self, sentence: Sentence, clauses: Sequence[Clause], context: Context, end: int) -> list[Draft]:
        """The operations of a sentence; none when it is only a heading."""
        drafts: list[Draft] = []
        words = sentence.words
        effect = read_effect(words, sentence.start, self.text, clauses[0].start) if clauses else None
        for clause in clauses:
            content = words[clause.content : clause.end]
            if is_phrase_clause(content):
                found = phrase_operations(self.text, self.documents, sentence, clause, context)
            elif _ITS_TITLE.match(content) and clause.kind in ("amend", "replace", "rename"):
                found = self._title(sentence, clause, context)
            else:
                found = self._provisions(sentence, clause, context) or self._documents(sentence, clause, context)
            for draft in found:
                draft.start, draft.end = sentence.start, end
                draft.effect = draft.effect or effect
            drafts.extend(found)
        return drafts

    def _title(self, sentence: Sentence, clause: Clause, context: Context) -> list[Draft]:
        """The name of the document itself is changed."""
        paper, key = self.documents.meant(sentence, clause.content, clause.content, context)
        draft = Draft(AmendmentKind.RENAME, 0, 0, key, None, "title")
        draft.needs_document(several=context.several and paper is None, name=self.documents.name_of(paper, context))
        return [draft]

    # -- provisions --------------------------------------------------------------------------------------------------

    def _provisions(self, sentence: Sentence, clause: Clause, context: Context) -> list[Draft]:
        words = sentence.words
        side = _SIDE.search(words, clause.content, clause.end)
        anchor_at = _ANCHOR.search(words, clause.content, clause.end) if clause.kind == "insert" else None
        but = EXCEPTION.search(words, clause.content, clause.end)
        stop = min((at.start() for at in (side, anchor_at, but) if at is not None), default=clause.end)
        named, is_open = self._targets(sentence, clause, context, stop, anchor_at)
        drafts: list[Draft] = []
        replaced = _replacing(sentence, clause, side)
        for at, provision in enumerate(named):
            paper, key = self.documents.meant(sentence, provision.start, provision.end, context)
            kind, name = _kind(clause, provision)
            draft = Draft(self._of_operation(kind, paper), 0, 0, key, name, "provision")
            draft.needs_document(several=context.several and paper is None, name=self.documents.name_of(paper, context))
            self._residue(sentence, clause, named, at, draft)
            if at and drafts[-1].scope == "subject" and _goes_on(words, named[at - 1], provision):
                draft.scope = "subject"  # «quy định về … tại điểm đ, điểm e khoản 2»
                draft.doubt(PARTIAL)
            if clause.kind == "insert" and draft.scope == "subject":
                return []  # «bổ sung chỉ tiêu … tại Mẫu số 01»: the form is not what is added
            if but is not None:
                draft.doubt(EXCEPTED)
            _doubts(provision, draft, is_open=is_open)
            draft.replacement = self._replacement(sentence, clause, named, replaced, at)
            if draft.replacement is not None and kind is AmendmentKind.AMEND:
                draft.kind = AmendmentKind.REPLACE_ANNEX
            draft.anchor = self._anchor(sentence, anchor_at, clause, context)
            drafts.append(draft)
        if clause.kind == "renumber":
            return self._renumbered(drafts, named, replaced, side is not None)
        if clause.kind == "correct":
            self._corrected(sentence, clause, drafts)
        if clause.kind == "suspend":
            for draft in drafts:
                draft.effect = read_effect(words, sentence.start, self.text, clause.content)
                if draft.effect is not None and draft.effect.until is None and "đến" in draft.effect.text:
                    draft.doubt(EVENT)
        return drafts

    def _targets(
        self, sentence: Sentence, clause: Clause, context: Context, stop: int, anchor_at: re.Match[str] | None
    ) -> tuple[list[Provision], bool]:
        """The provisions that a clause is on, and whether a heading leaves one of them open."""
        words = sentence.words
        named = sentence.named(clause.content, stop)
        if not named and words[: clause.start].strip():  # «Tại khoản 2 Điều 5, sửa đổi …»
            named = sentence.named(0, clause.start)
        named = [one for one in named if one.parts != [("tên", "")]]
        if not named or _SOME.match(words, clause.content):
            return [], False
        named = self._into(sentence, anchor_at, clause, named)
        if clause.kind == "renumber":
            named = _in_article_before(sentence, clause, named)
        named, is_open = completed(named, context)
        return (named if is_open else _in_only_article(sentence, named)), is_open

    def _into(
        self, sentence: Sentence, anchor_at: re.Match[str] | None, clause: Clause, named: list[Provision]
    ) -> list[Provision]:
        """«Bổ sung khoản 5 vào Điều 8», «Mẫu số 05 vào Phụ lục III»: new parts stand in what they are added to."""
        if anchor_at is None or anchor_at["way"] in ("sau", "trước"):
            return named
        inside = sentence.named(anchor_at.end() - 1, clause.end)[:1]
        return [
            replace(one, parts=[*one.parts, *inside[0].parts])
            if inside and (not one.complete or one.parts[-1][0] == "mẫu") and one.top < inside[0].lowest
            else one
            for one in named
        ]

    def _of_operation(self, kind: AmendmentKind, paper: NamedPaper | None) -> AmendmentKind:
        if kind is AmendmentKind.REPEAL and paper is not None and self.documents.amends(paper):
            return AmendmentKind.REPEAL_OPERATION
        return kind

    def _residue(self, sentence: Sentence, clause: Clause, named: Sequence[Provision], at: int, draft: Draft) -> None:
        """Doubt a target that words before it narrow («quy định về … tại khoản 3», «phần ghi chú số 11 …»)."""
        first = named[at].start
        begin = clause.content if at == 0 or named[at - 1].start < clause.content else named[at - 1].end
        if named[at].start < clause.content:
            return
        gap = sentence.words[min(begin, first) : first]
        if at and draft.scope is not None:
            breaks = list(_LAST_BREAK.finditer(gap))
            gap = gap[breaks[-1].end() :] if breaks else ""
        if _PLAIN.fullmatch(gap) is None:
            draft.doubt(PARTIAL if at == 0 else COARSE)
            if at == 0:
                draft.scope = "subject"

    def _replacement(
        self, sentence: Sentence, clause: Clause, named: Sequence[Provision], replaced: Sequence[Provision], at: int
    ) -> str | None:
        """The annex or form of this paper that takes the place of the target, or is added."""
        begin = 0 if _ENCLOSED_FIRST.match(sentence.words) else clause.content
        own = [paper for paper in sentence.papers if paper.own and begin <= paper.start < clause.end]
        if replaced and own and (len(named) > 1 or len(replaced) == 1):
            if len(replaced) == len(named):
                return str(replaced[at])
            return str(replaced[0]) if len(replaced) == 1 else None
        stop = sentence.start + len(sentence.words)
        enclosed = bool(own) or _ENCLOSED.search(self.text, sentence.start, stop) is not None
        is_annex = named[at].parts[-1][0] in ("phụ lục", "mẫu") or named[at].parts[0][0] == "mẫu"
        others = any(not paper.own and paper.start >= clause.content for paper in sentence.papers)
        return (
            str(named[at])
            if enclosed and is_annex and not others and clause.kind in ("insert", "replace", "amend")
            else None
        )

    def _anchor(
        self, sentence: Sentence, anchor_at: re.Match[str] | None, clause: Clause, context: Context
    ) -> Anchor | None:
        if anchor_at is None:
            return None
        named, _ = completed(sentence.named(anchor_at.end() - 1, clause.end)[:1], context)
        way = {"sau": "after", "trước": "before", "cuối": "end"}.get((anchor_at["way"] or "").lower(), "into")
        return Anchor(way, str(named[0]) if named else None)

    def _renumbered(
        self, drafts: list[Draft], named: Sequence[Provision], replaced: Sequence[Provision], has_side: bool
    ) -> list[Draft]:
        if not has_side or not replaced:
            return []
        for at, draft in enumerate(drafts):
            new = replaced[at] if len(replaced) == len(drafts) else replaced[0]
            draft.replacement = written([*new.parts, *named[at].above(new.top)])
            if len(replaced) != len(drafts):
                draft.doubt("Số đơn vị trước và sau khi đánh số lại không bằng nhau.")
        return drafts

    def _corrected(self, sentence: Sentence, clause: Clause, drafts: Sequence[Draft]) -> None:
        """The wrong and the right words of a correction, and that they act from the start of the corrected version."""
        quotes = [quote for quote in sentence.quotes if quote[0] >= clause.content]
        for draft in drafts:
            if len(quotes) == 2 and re.search(r"(?:thành|là|bằng)\W*$", sentence.words[: quotes[1][0]]):
                draft.old, draft.new = (phrase(self.text, sentence, quote) for quote in quotes)
                draft.places = (Place(draft.start, draft.start, draft.provision or ""),) if draft.provision else ()

    # -- whole documents ---------------------------------------------------------------------------------------------

    def _documents(self, sentence: Sentence, clause: Clause, context: Context) -> list[Draft]:
        """Whole documents repealed, replaced or suspended; parts told by their subject only."""
        if clause.kind not in ("repeal", "suspend", "replace"):
            return []
        papers = [paper for paper in sentence.papers if not paper.own and clause.content <= paper.start < clause.end]
        if not papers:
            return []
        gap = sentence.words[clause.content : papers[0].start]
        if _SOME.match(gap) or sentence.words.rstrip().endswith(":"):
            return []
        whole = _WHOLE.fullmatch(gap.lower()) is not None
        if not whole and not (context.final or context.amending):
            return []
        side = _SIDE.search(sentence.words, clause.content, clause.end)
        kind = AmendmentKind.SUSPEND if clause.kind == "suspend" else AmendmentKind.REPEAL
        but = EXCEPTION.search(sentence.words, clause.content, clause.end)
        ends = [at.start() for at in (side, but) if at is not None]
        drafts = []
        for paper, doubtful in zip(papers, within_titles(papers), strict=True):
            if ends and paper.start > min(ends):
                break
            draft = Draft(kind, 0, 0, self.documents.key(paper), None, "document" if whole else "subject")
            if not whole:
                draft.doubt(PARTIAL)
            draft.needs_document(several=context.several and paper is None, name=self.documents.name_of(paper, context))
            if but is not None:
                draft.doubt(EXCEPTED)
            if doubtful:
                draft.doubt(MAYBE_AMENDED)
            drafts.append(draft)
        return drafts


def _replacing(sentence: Sentence, clause: Clause, side: re.Match[str] | None) -> list[Provision]:
    """What takes the place of the targets: named behind «bằng», «thành», or first of all.

    «Ban hành kèm theo Thông tư này Phụ lục I thay thế Phụ lục I …»
    """
    if side is not None:
        return sentence.named(side.end(), clause.end)
    if clause.kind == "replace" and _ENCLOSED_FIRST.match(sentence.words):
        return sentence.named(0, clause.start)
    return []


def _in_only_article(sentence: Sentence, named: list[Provision]) -> list[Provision]:
    """What names no article stands in the only one of the sentence, a point where the other points stand.

    «Sửa đổi khoản 3; bổ sung khoản 4a Điều 13»
    """
    found = []
    for one in named:
        above = {
            other.above(one.top) for other in sentence.provisions
            if other.complete and (other.lowest <= one.top or one.top == CLAUSE)
        }  # fmt: skip
        above.discard(())
        only = above.pop() if len(above) == 1 else ()
        found.append(replace(one, parts=[*one.parts, *only]) if not one.complete and only else one)
    return found


def _in_article_before(sentence: Sentence, clause: Clause, named: list[Provision]) -> list[Provision]:
    """«Bổ sung khoản 3 Điều 5 và đánh số lại khoản 3 thành khoản 4»: the parts renumbered stand in that article."""
    before = [one for one in sentence.provisions if one.end <= clause.start and one.complete]
    if not before:
        return named
    return [one if one.complete else replace(one, parts=[*one.parts, *before[-1].above(one.top)]) for one in named]


def _goes_on(words: str, before: Provision, provision: Provision) -> bool:
    """Whether a provision only goes on with the list of the one before it, so that words before that narrow it too."""
    gap = words[before.end : provision.start] if before.end < provision.start else ""
    return _MEMBER.fullmatch(gap) is not None


def _doubts(provision: Provision, draft: Draft, *, is_open: bool) -> None:
    """Note what the words of a provision leave open."""
    if not provision.complete:
        draft.doubt(OPEN_PLACE if is_open else NO_ARTICLE)
    if provision.spread:
        draft.doubt(SPREAD)
    if provision.ranged:
        draft.doubt(RANGE)


def is_heading(sentence: Sentence, clauses: Sequence[Clause]) -> bool:
    """Whether a sentence only announces («một số điều của …», «một số cụm từ như sau»)."""
    last = clauses[-1]
    content = sentence.words[last.content : last.end]
    return (
        not content.strip(" :.")
        or (last.kind == "repeal" and content.rstrip().endswith(":"))
        or _SOME.match(content) is not None
        or (_GENERIC.match(content) is not None and QUOTE not in content[:40])
    )


def starts_payload(text: str, start: int, end: int, provision: Provision) -> re.Match[str] | None:
    """The label of a provision at the start of a quoted passage."""
    parts = provision.parts[1:] if provision.is_heading and len(provision.parts) > 1 else provision.parts
    level, label = parts[0]
    pattern = _LABEL.get(level)
    if pattern is None:
        return None
    printed = _PARTED.sub(r"\1[.]?[ ]{0,2}\2", label) if level == "điều" else re.escape(label)
    return re.compile(r"[\s“\"«']*(?:" + pattern.replace("{}", printed) + ")", re.IGNORECASE).match(text, start, end)


def _kind(clause: Clause, provision: Provision) -> tuple[AmendmentKind, str]:
    """The kind of an operation on a provision, and how the provision is written in it."""
    headed = provision.is_heading and len(provision.parts) > 1
    if (clause.kind in ("amend", "replace") and headed) or clause.kind == "rename":
        return AmendmentKind.RENAME, written(provision.parts[1:]) if headed else str(provision)
    if clause.kind == "replace":
        annex = provision.parts[0][0] in ("mẫu", "phụ lục")
        return AmendmentKind.REPLACE_ANNEX if annex else AmendmentKind.AMEND, str(provision)
    return AmendmentKind(clause.kind), str(provision)
