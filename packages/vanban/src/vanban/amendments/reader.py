"""Reads what an amending paper orders (lệnh sửa đổi): numbered units → sentences → operations, headings as context."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vanban.amendments.closing import is_duty, read_closing
from vanban.amendments.context import Context, Draft, ListedTexts, completed
from vanban.amendments.documents import Documents
from vanban.amendments.effects import names_day_of_adoption, names_day_of_signing, names_own_day, read_effect
from vanban.amendments.instructions import BY_LIST, NO_PAYLOAD, InstructionReader, is_heading
from vanban.amendments.payloads import given_below, quoted_below, quoted_inside, share
from vanban.amendments.phrases import is_phrase_clause
from vanban.amendments.proof import open_matters, prove, within_titles
from vanban.amendments.sentences import QUOTE, TITLE, Clause, NamedPaper, Sentence, read_sentence
from vanban.amendments.units import Unit, has_articles, read_units, starts_with_verb
from vanban.citations import read_citations
from vanban.header import read_header
from vanban.header.lines import adopted_day
from vanban.model import Amendment, AmendmentKind, Citation, Document, Effect, Header, Source, Span
from vanban.patterns import any_of
from vanban.text import clean, close_up, fold
from vanban.viewing import by_view

_SPOKEN = Source(name="-", format="txt", sha256="")
_MARKS = (
    *("ửa đổi", "ỬA ĐỔI", "ổ sung", "ãi bỏ", "ụm từ", "ÃI BỎ", "ỏ ", "hay ", "ính chính", "hiệu lực", "ình chỉ"),
    *("ánh số", "ánh lại số", "huyển ", "ổi tên", "trái với", "hay thế", "thực hiện từ", "thực hiện kể từ"),
    *("áp dụng từ", "áp dụng kể từ", "trở thành", "ửa Mẫu", "ửa mẫu", "ửa Phụ", "ửa Biểu", "ửa Điều", "ửa khoản"),
    *("ửa điểm", "ửa tên"),
)
_WHOLE_GATE = re.compile(
    r"[Ss]ửa đổi|SỬA ĐỔI|[Bb]ổ sung|[Bb]ãi bỏ|BÃI BỎ|[Bb]ỏ (?:cụm )?từ|[Tt]hay (?:thế|cụm)|[Đđ]ính chính|"
    r"hiệu lực|chuyển tiếp|trái với|[Đđ]ình chỉ"
)
_AMENDING_KINDS = frozenset(
    fold(kind)
    for kind in (
        *("Hiến pháp", "Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Nghị quyết", "Nghị quyết liên tịch", "Quyết nghị"),
        *("Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch", "Quy định", "Quy chế", "Chỉ thị"),
    )
)
_FINAL = re.compile(
    r"hiệu lực|điều khoản (?:thi hành|áp dụng|cuối)|tổ chức (?:thực hiện|thi hành)|"
    r"trách nhiệm (?:thi hành|tổ chức|thực hiện)|quy định thi hành|"
    r"bãi bỏ|thay thế",
    re.IGNORECASE,
)
_TRANSITIONAL = re.compile(r"chuyển[ \n]tiếp", re.IGNORECASE)
_TRANSITIONAL_HEAD = re.compile(r"(?:Điều khoản|Quy định|Xử lý|Nội dung|Trường hợp)?[ ]?chuyển[ ]tiếp", re.IGNORECASE)
_AMENDING_TITLE = re.compile(
    r"(?:sửa\s+đổi|bổ\s+sung\s+(?:một\s+số|điều|khoản)|bãi\s+bỏ|thay\s+thế|đính\s+chính|"
    r"ngưng\s+hiệu\s+lực|tạm\s+ngưng)",
    re.IGNORECASE,
)
_ENACTED = r"(?:Nghị\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Quyết\s+định|Luật|Bộ\s+luật|Nghị\s+quyết|Pháp\s+lệnh)"
_ENACTS = re.compile(
    rf"ban\s+hành\s+{_ENACTED}\s+(?:về\s+việc\s+|về\s+)?"
    r"(?=sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính|ngưng|tạm\s+ngưng)"
)
_OF_PAPERS = re.compile(
    r"(?:một số|các|toàn bộ|một phần)[ ](?:điều|khoản|điểm|quy định|cụm từ|từ|văn bản|nội dung|phụ lục|mẫu|luật|"
    r"nghị định|thông tư)(?!\w)|cụm từ|văn bản quy phạm",
    re.IGNORECASE,
)
_PHRASE_LED = re.compile(
    rf"[ ]*(?P<verb>(?:Điều chỉnh|Sửa|Đổi)[ ])?(?:[Cc]ác[ ])?(?:[Cc]ụm[ ]từ|[Tt]ừ|[Cc]hữ)[ ]*{QUOTE}+"
    rf"[^{QUOTE}]{{0,200}}(?:bằng|thành)[ ](?:cụm[ ]từ[ ]|từ[ ]|chữ[ ])?{QUOTE}"
)
_BEGINNINGS = (
    *("Bãi bỏ", "Hủy bỏ", "Thay thế", "Các", "Những", "Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết"),
    *("Thông tư", "Quyết định", "Chỉ thị", "Kể từ", "Từ ngày", "Riêng", "Quy định", "Khoản", "Điều", "Điểm"),
)
"""How the next sentence of a closing provision begins when it orders something by itself."""
_NEXT_ORDER = re.compile(rf"(?<=[\w)])[.]\s+(?=(?:Đồng thời[ ,]+)?{any_of(_BEGINNINGS)}\s)")
_ORDERS = re.compile(r"hiệu\s+lực|[Bb]ãi\s+bỏ|[Hh](?:ủy|uỷ)\s+bỏ|[Tt]hay\s+thế")
_QUOTED = re.compile('[“”«»"]')
_LIST_END = re.compile(r"(?::|sau(?: đây)?[.:]?)\s*$")
_LISTED = re.compile(rf"[{TITLE}]*[ ]*(?:[,;]|,?[ ]và)[ ]+(?:các[ ])?", re.IGNORECASE)
_HEAD = 4000
_LONGEST, _SHORTEST = 12_000, 20
_NOTHING = Context()
_UNREAD = "Có lời sửa đổi nhưng chưa đọc được: cần người đọc."
_UNLED = "Có đoạn trong ngoặc kép nhưng không thấy câu chỉ dẫn: cần người đọc."
_TOO_LONG = "Câu quá dài, chỉ đọc được phần đầu: cần người đọc phần còn lại."
_COHORT = "Quy định chuyển tiếp theo nhóm đối tượng, không sửa chữ: cần người đọc."


def amendments(text: Document | str) -> list[Amendment]:
    """The operations that an amending paper orders, in their order.

    >>> [(one.document, one.provision) for one in amendments("Bãi bỏ khoản 2 Điều 5 Nghị định số 34/2016/NĐ-CP.")]
    [('34/2016/NĐ-CP@Chính phủ', 'khoản 2 Điều 5')]
    """
    document = Document(text, _SPOKEN) if isinstance(text, str) else text
    return list(read_amendments(document, read_header(document)))


@by_view
def read_amendments(
    document: Document, header: Header | None = None, citations: Sequence[Citation] | None = None
) -> tuple[Amendment, ...]:
    """The operations that a paper orders: what it changes in other documents and in itself, and from when.

    Args:
        document: the opened paper.
        header: its head, when known. A plan, report or letter orders nothing.
        citations: its mentions of documents, when they were read already.

    Nothing is taken from quoted text. What cannot be proved has ``needs_person`` and a reason; an instruction that is
    not understood is of the kind ``unread``.
    """
    if not _may_amend(header):
        return ()
    cleaned = close_up(clean(document.text))
    text = cleaned.text
    if _WHOLE_GATE.search(text) is None:
        return ()
    if citations is None or cleaned.moved:
        citations = read_citations(Document(text, document.source), header)
    drafts = _Paper(text, header, citations).read()
    found = [draft.done(text) for draft in drafts]
    if cleaned.moved:
        found = [_placed(one, document.text, cleaned.source_span) for one in found]
    return tuple(found)


def _may_amend(header: Header | None) -> bool:
    return header is None or header.kind is None or fold(header.kind) in _AMENDING_KINDS


class _Paper:
    """One paper while it is read."""

    def __init__(self, text: str, header: Header | None, citations: Sequence[Citation]) -> None:
        self.text = text
        self.header = header
        self.citations = citations
        documents = self.documents = Documents(citations)
        self.reader = InstructionReader(text, documents)
        self.key = documents.key
        self.amends = documents.amends
        self.has_articles = has_articles(text)
        self.contexts: dict[int, Context] = {}
        self.drafts: list[Draft] = []
        self.listed: list[ListedTexts] = []

    def read(self) -> list[Draft]:
        """The operations of the whole paper, in the order of the text."""
        top = self._top()
        units = list(read_units(self.text))
        for at, unit in enumerate(units):
            inherited = self._inherited(unit, top)
            following = units[at + 1] if at + 1 < len(units) else None
            self._unit(unit, following, inherited)
        for listed in self.listed:
            self.drafts += [draft for at, draft in enumerate(listed.drafts) if at not in listed.given]
        self._effects()
        return self.drafts

    def _printed(self, sentence: Sentence) -> str:
        """The words of a sentence as printed, letter for letter with its masked words."""
        words = self.text[sentence.start : sentence.start + len(sentence.words)]
        return words.replace("\n", " ").replace("\t", " ").replace("\r", " ")

    # -- context -----------------------------------------------------------------------------------------------------

    def _top(self) -> Context:
        """What the title and the enacting words say: whether the paper amends, and which one document."""
        head = self.text[: self._first_article()]
        enacts = _ENACTS.search(head)
        title = self.header.title if self.header is not None else None
        amending = enacts is not None or (title is not None and _AMENDING_TITLE.match(title) is not None)
        if not self.has_articles and self.header is not None and self.header.kind is None:
            amending = True
        if enacts is None:
            return Context(amending=amending)
        law = next((c for c in self.citations if c.start < enacts.end() < c.end and c.number), None)
        if law is not None:
            self.documents.name(law)
            return Context(law.target or law.number, amending=True)
        stop = head.find("\n", enacts.end())
        sentence = read_sentence(self.text, enacts.end(), len(head) if stop < 0 else stop, self.citations)
        meant = self._meant([paper for paper in sentence.papers if not paper.own])
        return replace(meant, amending=True)

    def _meant(self, papers: Sequence[NamedPaper], context: Context = _NOTHING) -> Context:
        """The context with the one document that some mentions are of, by its key or by its name."""
        keys = list(dict.fromkeys(key for paper in papers if (key := self.key(paper)) is not None))
        names = list(dict.fromkeys(name for paper in papers if (name := self.documents.called(paper)) is not None))
        if not keys and not names:
            return context
        single = len(keys) + len(names) == 1
        return replace(
            context,
            document=keys[0] if keys and single else None,
            name=names[0] if names and single else None,
            several=not single,
        )

    def _first_article(self) -> int:
        match = re.search(r"^[^\S\n]*(?:Điều|ĐIỀU)[^\S\n]+1[.:]", self.text, re.MULTILINE)
        return match.start() if match else min(len(self.text), _HEAD)

    def _inherited(self, unit: Unit, top: Context) -> Context:
        return top if unit.parent is None else self.contexts.get(id(unit.parent), top)

    def _heading(self, unit: Unit, sentence: Sentence, clauses: Sequence[Clause], above: Context) -> Context:
        """The context that a unit gives to what stands below it."""
        words = sentence.words
        context = above
        others = [paper for paper in sentence.papers if not paper.own]
        if clauses or unit.form in ("chapter", "section"):
            context = self._meant(others, context)
        if clauses:
            named = sentence.named(clauses[0].content, len(words))
            if named:
                context = replace(context, provisions=tuple(completed(named, above)[0]))
            whole = words[clauses[0].content :]
            context = replace(
                context, amending=context.amending or bool(others or named) or _OF_PAPERS.search(whole) is not None
            )
        elif unit.form in ("chapter", "section") and _AMENDING_TITLE.match(words.strip()):
            context = replace(context, amending=True)
        if unit.form == "article":
            context = replace(
                context,
                final=_FINAL.search(words[:200]) is not None,
                transitional=_TRANSITIONAL.search(words[:200]) is not None,
                list_kind=None,
                list_effect=None,
                list_reasons=(),
                list_texts=None,
            )
        elif unit.form == "chapter":
            context = replace(context, final=False, transitional=False, provisions=(), list_kind=None)
        return context

    # -- units -------------------------------------------------------------------------------------------------------

    def _unit(self, unit: Unit, following: Unit | None, above: Context) -> None:
        end = min(_trimmed(self.text, unit.body, unit.end), unit.body + _LONGEST)
        words = self.text[unit.body : end]
        speaks = any(mark in words for mark in _MARKS)
        lists = above.list_kind is not None or above.list_texts is not None
        if not speaks and unit.form not in ("article", "chapter", "section") and not lists:
            if above.transitional:
                self._transitional(unit, above, end)
            if unit.form is not None:
                self.contexts[id(unit)] = replace(above, heading=False) if above.heading else above
            if unit.payload is not None and above.amending and unit.in_article:
                self.drafts.append(self._unread(unit, end, above.document, _UNLED))
            return
        first, *more = self._sentences(unit, end, above)
        sentence = read_sentence(self.text, *first, self.citations)
        clauses = sentence.clauses() if speaks else []
        context = self._heading(unit, sentence, clauses, above)
        if unit.form is not None:
            self.contexts[id(unit)] = context
        if unit.form in ("chapter", "section") or (self.has_articles and not unit.in_article):
            return
        drafts = self._proved(unit, following, sentence, clauses, above, first[1])
        for start, stop in more:
            sentence = read_sentence(self.text, start, stop, self.citations)
            drafts += self._proved(unit, following, sentence, sentence.clauses(), above, stop)
        if unit.end - unit.body > _LONGEST:
            for draft in drafts:
                draft.doubt(_TOO_LONG)
        self.drafts.extend(drafts)

    def _sentences(self, unit: Unit, end: int, above: Context) -> list[tuple[int, int]]:
        """The sentences of a closing provision that each order something: «… kể từ ngày đăng Công báo. Bãi bỏ …»."""
        whole = [(unit.body, end)]
        words = self.text[unit.body : end]
        if unit.payload is not None or not (above.final or _FINAL.search(words[:200])) or _QUOTED.search(words):
            return whole
        cuts = [unit.body, *(unit.body + match.end() for match in _NEXT_ORDER.finditer(words)), end]
        parts = list(pairwise(cuts))
        return parts if all(_ORDERS.search(self.text, *part) for part in parts) else whole

    def _proved(
        self, unit: Unit, following: Unit | None, sentence: Sentence, clauses: list[Clause], above: Context, end: int
    ) -> list[Draft]:
        drafts = self._operations(unit, following, sentence, clauses, above, end)
        prove(drafts, sentence, self._printed(sentence), above.list_reasons if above.list_kind is not None else ())
        return drafts

    def _operations(
        self,
        unit: Unit,
        following: Unit | None,
        sentence: Sentence,
        clauses: list[Clause],
        above: Context,
        end: int,
    ) -> list[Draft]:
        context = self.contexts.get(id(unit), above) if unit.form == "article" else above
        listed = self._list_item(unit, sentence, above, end)
        if listed:
            return listed
        if clauses:
            if self._leads(unit, following):
                self._open_list(unit, sentence, clauses, None)
                return []
            drafts = self.reader.read(sentence, clauses, above, end)
            if drafts:
                if not self._is_order(sentence, clauses, drafts, above):
                    return []
                if unit.payload is None and self._quoted_items(unit, following, sentence):
                    self._list_texts(unit, sentence, drafts)
                    return []
                return self._finish(unit, following, sentence, drafts)
            if is_heading(sentence, clauses) and unit.payload is None:
                self._open_list(unit, sentence, clauses, None)
                return []
        led = _PHRASE_LED.match(sentence.words) if not clauses and above.amending else None
        if led is not None:
            clause = Clause("replace", "", 0, led.end("verb") if led["verb"] else 0, len(sentence.words))
            return self._finish(unit, following, sentence, self.reader.read(sentence, [clause], above, end))
        drafts = self._closing(unit, sentence, above, context, end)
        if drafts:
            return drafts
        if not clauses and _expires_list(sentence) and context.final:
            self._open_list(unit, sentence, clauses, read_effect(sentence.words, sentence.start, self.text))
            return []
        named = next((self.key(paper) for paper in sentence.papers if not paper.own), None)
        if clauses and above.amending and unit.in_article and self._clearly(sentence, clauses, unit):
            return [self._unread(unit, end, named or above.document, _UNREAD)]
        if unit.payload is not None and above.amending and unit.in_article:
            return [self._unread(unit, end, named or above.document, _UNLED)]
        if above.transitional or (unit.form == "clause" and _TRANSITIONAL_HEAD.match(sentence.words)):
            self._transitional(unit, above, end)
        return []

    def _closing(self, unit: Unit, sentence: Sentence, above: Context, context: Context, end: int) -> list[Draft]:
        """What a closing provision orders: effect, repeal of whole papers, transition."""
        drafts = read_closing(self.reader, sentence, context, end)
        for draft in drafts:
            draft.at = unit.at
        if above.transitional and unit.form is not None and all(d.kind is AmendmentKind.COMMENCEMENT for d in drafts):
            return [draft for draft in drafts if draft.scope == "document"]
        return drafts

    def _is_order(self, sentence: Sentence, clauses: Sequence[Clause], drafts: Sequence[Draft], above: Context) -> bool:
        """Whether a sentence with a verb orders at all: in an amending paper or part, or by naming all it takes."""
        if above.amending or above.final:
            return True
        others = any(not paper.own for paper in sentence.papers)
        return others and all(draft.scope != "subject" for draft in drafts) and not any(d.reasons for d in drafts)

    def _leads(self, unit: Unit, following: Unit | None) -> bool:
        """Whether the unit right below instructs itself, so that this one only announces it."""
        below = following is not None and following.parent is unit and unit.payload is None
        return below and following is not None and starts_with_verb(self.text, following)

    def _open_list(self, unit: Unit, sentence: Sentence, clauses: Sequence[Clause], effect: Effect | None) -> None:
        """Let the items below be read as targets: «Bãi bỏ toàn bộ các văn bản sau:», «… sau đây hết hiệu lực …:»."""
        kind = _list_kind(sentence, clauses)
        if kind is None:
            return
        owner = unit if unit.form is not None else unit.parent
        if owner is None:
            return
        stated = effect or read_effect(sentence.words, sentence.start, self.text)
        inherited = self.contexts.get(id(owner), Context())
        reasons = tuple(open_matters(sentence.words, self._printed(sentence)))
        self.contexts[id(owner)] = replace(inherited, list_kind=kind, list_effect=stated, list_reasons=reasons)

    def _quoted_items(self, unit: Unit, following: Unit | None, sentence: Sentence) -> bool:
        """Whether the items right below only quote the new texts of what this sentence lists."""
        if following is None or following.parent is not unit or not sentence.words.rstrip().endswith(":"):
            return False
        return quoted_below(self.text, following) is not None

    def _list_texts(self, unit: Unit, sentence: Sentence, drafts: list[Draft]) -> None:
        for draft in drafts:
            draft.at = unit.at
            draft.doubt(NO_PAYLOAD)
        listed = ListedTexts(drafts)
        self.listed.append(listed)
        self.contexts[id(unit)] = replace(self.contexts.get(id(unit), Context()), list_texts=listed)

    def _list_item(self, unit: Unit, sentence: Sentence, above: Context, end: int) -> list[Draft]:
        """An item of such a list: a document, or provisions of one."""
        if above.list_texts is not None and unit.form in ("clause", "point", "dash", "indent"):
            given = given_below(self.text, unit, above.list_texts)
            if given is not None:
                return [given]
        if above.list_kind is None or unit.form not in ("clause", "point", "dash", "indent"):
            return []
        if above.list_kind != "repeal" or is_phrase_clause(sentence.words):
            return self._said_by_heading(unit, sentence, above.list_kind, above, end)
        papers = [paper for paper in sentence.papers if not paper.own]
        named = sentence.named(0, papers[0].start) if papers else sentence.named(0, len(sentence.words))
        drafts: list[Draft] = []
        if papers and not sentence.words[: papers[0].start].strip():
            drafts.extend(self._listed_papers(sentence, papers))
        elif named and not sentence.words[: named[0].start].replace("Các", "").strip():
            for provision in completed(named, above)[0]:
                paper, key = self.reader.documents.meant(sentence, provision.start, provision.end, above)
                kind = AmendmentKind.REPEAL
                if paper is not None and self.amends(paper):
                    kind = AmendmentKind.REPEAL_OPERATION
                draft = Draft(kind, 0, 0, key, str(provision), "provision")
                draft.needs_document(several=above.several and paper is None, name=self.documents.name_of(paper, above))
                if not provision.complete:
                    draft.doubt("Không rõ thuộc điều nào.")
                drafts.append(draft)
        for draft in drafts:
            draft.start, draft.end, draft.at = sentence.start, end, unit.at
            draft.effect = read_effect(sentence.words, sentence.start, self.text) or above.list_effect
        return drafts

    def _listed_papers(self, sentence: Sentence, papers: Sequence[NamedPaper]) -> Iterator[Draft]:
        """The documents of one item: the first, and those that «;», a comma or «và» joins to it."""
        last = 0
        for paper, doubtful in zip(papers, within_titles(papers), strict=True):
            if doubtful or (last and _LISTED.fullmatch(sentence.words, last, paper.start) is None):
                return
            draft = Draft(AmendmentKind.REPEAL, 0, 0, self.key(paper), None, "document")
            draft.needs_document(several=False, name=self.documents.called(paper))
            yield draft
            last = paper.end

    def _said_by_heading(self, unit: Unit, sentence: Sentence, kind: str, above: Context, end: int) -> list[Draft]:
        """An item without a verb below «Thay thế các cụm từ sau:», «Đính chính một số nội dung … như sau:»."""
        if not sentence.quotes or sentence.clauses():
            return []
        if kind != "correct" and not is_phrase_clause(sentence.words):
            return []
        drafts = self.reader.read(sentence, [Clause(kind, "", 0, 0, len(sentence.words))], above, end)
        return self._finish(unit, None, sentence, drafts)

    def _finish(self, unit: Unit, following: Unit | None, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        """Give the drafts their place and their new text."""
        texts = [draft for draft in drafts if draft.kind in _WITH_TEXT and draft.replacement is None]
        payload = unit.payload or (quoted_inside(sentence) if texts else None)
        if payload is not None and texts:
            share(self.text, texts, payload, unit=unit)
        elif texts:
            for draft in texts:
                draft.doubt(NO_PAYLOAD)
        for draft in drafts:
            draft.at = unit.at
            if draft.kind is AmendmentKind.CORRECT and draft.old is None and draft.payload is None:
                draft.doubt(NO_PAYLOAD)
            if draft.kind is AmendmentKind.SUSPEND and following is not None and following.parent is unit:
                draft.doubt(BY_LIST)
                draft.scope = "subject"
        return drafts

    def _clearly(self, sentence: Sentence, clauses: Sequence[Clause], unit: Unit) -> bool:
        """Whether a sentence that was not understood surely changes a document."""
        if is_heading(sentence, clauses) and _LIST_END.search(sentence.words):
            return False
        return (
            bool(
                unit.payload is not None
                or sentence.named(clauses[0].content, len(sentence.words))
                or any(not paper.own for paper in sentence.papers)
                or _LIST_END.search(sentence.words)
            )
            or re.search(r"(?i)phụ lục|mẫu số|cụm từ|chỉ tiêu", sentence.words) is not None
        )

    def _unread(self, unit: Unit, end: int, document: str | None, reason: str) -> Draft:
        draft = Draft(AmendmentKind.UNREAD, unit.body, end, document, at=unit.at)
        draft.doubt(reason)
        if unit.payload is not None:
            draft.payload = Span(*unit.payload)
        return draft

    # -- transition and effect ---------------------------------------------------------------------------------------

    def _transitional(self, unit: Unit, above: Context, end: int) -> None:
        """One cohort of a transitional article: a clause, or a point of a clause that is itself titled so."""
        words = self.text[unit.body : end].strip()
        if unit.form == "clause" and _TRANSITIONAL_HEAD.match(words) is not None:
            self.contexts[id(unit)] = replace(above, transitional=True, final=True, heading=True)
            is_cohort = not words.endswith(":")
        elif unit.form is None:
            is_cohort = above.transitional and not words.endswith(":") and _is_first(unit, self.drafts)
        else:
            is_cohort = above.transitional and (unit.form == "clause" or above.heading)
        if is_cohort and not is_duty(words) and len(words) >= _SHORTEST:
            draft = Draft(AmendmentKind.TRANSITIONAL, unit.body, end, at=unit.at)
            draft.doubt(_COHORT)
            self.drafts.append(draft)

    def _effects(self) -> None:
        """Give «kể từ ngày ký» and «kể từ ngày Thông tư này có hiệu lực» their dates, when the paper states them."""
        header = self.header
        key = f"{header.number}@{header.issuer}" if header and header.number and header.issuer else None
        for draft in self.drafts:
            effect = draft.effect
            if effect is not None and effect.date is None and header is not None:
                if names_day_of_signing(effect.text):
                    draft.effect = replace(effect, date=header.date)
                elif names_day_of_adoption(effect.text):
                    draft.effect = replace(effect, date=adopted_day(self.text, local=True) or header.date)
        own = [d for d in self.drafts if d.kind is AmendmentKind.COMMENCEMENT and d.scope == "document"]
        days = {draft.effect.date for draft in own if draft.effect is not None}
        day = days.pop() if len(days) == 1 else None
        for draft in self.drafts:
            if draft.kind is AmendmentKind.COMMENCEMENT:
                draft.document = key
            effect = draft.effect
            if effect is not None and effect.date is None and names_own_day(effect.text):
                draft.effect = replace(effect, date=day)


_WITH_TEXT = frozenset({AmendmentKind.AMEND, AmendmentKind.INSERT, AmendmentKind.RENAME})


def _is_first(unit: Unit, drafts: Sequence[Draft]) -> bool:
    """Whether a paragraph is the first cohort of its article, not the continuation of a clause."""
    if unit.parent is None or unit.parent.form != "article":
        return False
    return not (drafts and drafts[-1].kind is AmendmentKind.TRANSITIONAL and drafts[-1].at == unit.at)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _list_kind(sentence: Sentence, clauses: Sequence[Clause]) -> str | None:
    """What the items below a heading are: documents and provisions to repeal, phrases, corrections."""
    if not clauses:
        return "repeal"
    kind = clauses[-1].kind
    if re.search(r"cụm từ|từ ngữ", sentence.words[clauses[-1].content :], re.IGNORECASE):
        return kind if kind in ("replace", "repeal", "insert") and len(clauses) == 1 else None
    return kind if kind in ("repeal", "correct") else None


def _expires_list(sentence: Sentence) -> bool:
    return "hết hiệu lực" in sentence.words and sentence.words.rstrip().endswith(":")


def _placed(one: Amendment, text: str, source: Callable[[int, int], tuple[int, int]]) -> Amendment:
    """An operation at its place in the text as read."""
    start, end = source(one.start, one.end)
    moved = replace(one, start=start, end=end, surface=text[start:end])
    for name in ("payload", "old", "new", "effect"):
        value = getattr(one, name)
        if value is not None:
            first, last = source(value.start, value.end)
            moved = replace(moved, **{name: replace(value, start=first, end=last)})
    spans = [source(place.start, place.end) for place in one.places]
    places = [replace(place, start=a, end=b) for place, (a, b) in zip(one.places, spans, strict=True)]
    return replace(moved, places=tuple(places))
