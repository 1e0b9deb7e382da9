"""A paper of one case in the form of Nghị định 30/2020/NĐ-CP: our own layout of head, labelled values and signature."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.papers.content import PaperLine
from thuongton.cases.papers.saying import HIDDEN, clause_words
from thuongton.web.dates import day_words
from vanban.symbols import parse
from vanban.vocabulary import kind_named, kinds
from vanban.write.docx import OfficialPaper

LETTER = "Văn bản"
"""Labels that begin so name an official letter (công văn), which has no name in its head."""
NOT_LOADED = "mẫu chính thức chưa nạp"
"""How a print in our own layout is marked."""
SIGNED_BY_ALL = "Những người có tên ký"
"""Where a record or a receipt is signed, while nobody said by whom."""
SIGNED_BY_OFFICE = "Người có thẩm quyền ký"
"""Where a paper of the office is signed, while nobody said by whom."""
_ABOUT = ("Quyết định", "Thông báo")
_DOES = {
    "Quyết định": "quyết định trong",
    "Thông báo": "thông báo về",
    "Kết luận": "kết luận trong",
    "Giấy giới thiệu": "giới thiệu theo",
}
_FORM_NAME = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class PaperHeading:
    """Who issues a paper and how it is signed, as it was when it was printed; nothing personal of the case is here.

    ``symbol`` is that of the number («TB-UBND»), "" where none is known.
    """

    issuer: str = ""
    issuer_parent: str = ""
    symbol: str = ""
    place: str = ""
    capacity: str = ""
    signer: str = ""

    def kept(self) -> dict[str, str]:
        """The JSON that is kept with a print."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Any) -> PaperHeading:
        """The heading that was kept."""
        names = ("issuer", "issuer_parent", "symbol", "place", "capacity", "signer")
        return cls(**{name: str(kept.get(name, "")) for name in names})


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a paper says: ``case_number`` is that of the register, ``replaces`` the print that it stands for."""

    kind: CaseKind
    paper: KindPaper
    case_number: str
    lines: Sequence[PaperLine]
    number: str = ""
    day: dt.date | None = None
    replaces: tuple[dt.date, str] | None = None

    @property
    def addressee(self) -> str:
        """Whom it is for; "" where it is for nobody in particular."""
        return next((one.words for one in self.lines if one.name == self.paper.addressee), "")


def is_letter(paper: KindPaper) -> bool:
    """Whether the paper is an official letter (công văn)."""
    return not paper.named and paper.label.vi.startswith(LETTER)


def named_kind(paper: KindPaper) -> str:
    """The name of the paper in its head («Quyết định»), "" for an official letter: what its label begins with."""
    if paper.named or is_letter(paper):
        return paper.named
    known = sorted((one.name for one in kinds() if one.group != "QPPL"), key=len, reverse=True)
    return next((name for name in known if paper.label.vi.startswith(name)), paper.label.vi.split(" (")[0])


def is_numbered(paper: KindPaper) -> bool:
    """Whether the paper takes a number from the register of outgoing papers: a letter, or a kind that has a code.

    A record of the parties, a receipt, a sheet to be copied are no papers that an office issues by number
    (Nghị định 30/2020/NĐ-CP, Điều 7, 15).
    """
    return is_letter(paper) or code_of(paper) != ""


def code_of(paper: KindPaper) -> str:
    """The code of the kind of a paper («QĐ»), "" for a letter or a paper without one."""
    found = kind_named(named_kind(paper)) if not is_letter(paper) else None
    return (found.code or "") if found is not None else ""


def usual_symbol(paper: KindPaper, body: str) -> str:
    """The symbol of a paper of a body («UBND»): «QĐ-UBND», of a letter «UBND»; "" where the body has none known."""
    code = code_of(paper)
    return f"{code}-{body}" if code and body else body


def about(paper: KindPaper) -> str:
    """What the paper is about: its label without its name and without the number of a form.

    >>> from thuongton.cases.definition.model import Bilingual
    >>> about(KindPaper("a", Bilingual("Quyết định tạm đình chỉ (Mẫu 14a)", "Suspension"), ()))
    'Về việc tạm đình chỉ'
    """
    label = _FORM_NAME.sub("", paper.label.vi)
    name = LETTER if is_letter(paper) else named_kind(paper)
    rest = label[len(name) :].strip() if label.startswith(name) else label
    if is_letter(paper):
        return rest
    if name in _ABOUT and rest:
        return f"Về việc {rest[:1].lower()}{rest[1:]}"
    return f"{rest[:1].upper()}{rest[1:]}"


def replaced_words(replaces: tuple[dt.date, str]) -> str:
    """The sentence that names the print that a newer one stands for."""
    day, number = replaces
    return f"Bản này thay bản in ngày {day_words(day)}{f', số {number}' if number else ''}."


def letter_of(facts: PaperFacts, head: PaperHeading, *, mark: bool = True) -> OfficialPaper:
    """The paper laid out; ``mark`` says on it that its official form was not loaded."""
    paper = facts.paper
    number = parse(facts.number) if facts.number else None
    numbered = is_numbered(paper)
    addressee = (facts.addressee,) if facts.addressee else ()
    body = [line for line in facts.lines if line.words and line.name != paper.addressee]
    return OfficialPaper(
        issuer=head.issuer,
        issuer_parent=head.issuer_parent,
        symbol=(number.symbol if number is not None else head.symbol) if numbered else "",
        number=(number.ordinal if number is not None else facts.number) if numbered else "",
        numbered=numbered,
        date=facts.day,
        place=head.place,
        kind=named_kind(paper),
        title=f"{about(paper)} ({_matter(facts)})" if is_letter(paper) else about(paper),
        addressee=addressee,
        paragraphs=tuple(_sentences(facts, head, body)),
        closing=tuple(_closing(facts, mark)),
        recipients=(("Như trên",) if addressee else ()),
        archive="VT, hồ sơ" if numbered else "",
        capacity=head.capacity or (SIGNED_BY_OFFICE if numbered else SIGNED_BY_ALL),
        signer=head.signer,
    )


def addressee_words(paper: OfficialPaper) -> str:
    """The line that says whom a paper is for; "" for none."""
    return f"Kính gửi: {', '.join(paper.addressee)}" if paper.addressee else ""


def foot_words(paper: OfficialPaper) -> list[str]:
    """The lines of who receives a paper."""
    kept = [f"- Lưu: {paper.archive}."] if paper.archive else []
    told = [*(f"- {name};" for name in paper.recipients), *kept]
    return ["Nơi nhận:", *told] if told else []


def subject_words(paper: OfficialPaper) -> str:
    """What an official letter is about, as its head says it; "" for a paper with a name."""
    return "" if paper.kind else f"V/v {paper.title}"


def _sentences(facts: PaperFacts, head: PaperHeading, body: Sequence[PaperLine]) -> list[str]:
    paper = facts.paper
    told = [f"Căn cứ {clause_words(facts.kind, paper.clause)};"] if paper.clause else []
    does = "gửi nội dung của" if is_letter(paper) else _DOES.get(named_kind(paper), "ghi nhận theo")
    told.append(f"{head.issuer} {does} {_matter(facts)}{' như sau:' if body else '.'}")
    for line in body:
        first, *more = line.words.split("\n")
        told += [f"{line.label}:", first, *more] if more else [f"{line.label}: {first}"]
    if facts.replaces is not None:
        told.append(replaced_words(facts.replaces))
    told[-1] = f"{told[-1].rstrip(' .;')}./."
    return told


def _matter(facts: PaperFacts) -> str:
    """The case in words: «hồ sơ khiếu nại số 05/2026»."""
    name = facts.kind.label.vi
    name = name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"
    return f"hồ sơ {name} số {facts.case_number}"


def _closing(facts: PaperFacts, mark: bool) -> list[str]:
    told = []
    if any(line.hidden and line.words == HIDDEN for line in facts.lines):
        told.append(f"({HIDDEN}: thông tin được che theo quy định về bảo vệ dữ liệu cá nhân.)")
    if mark and lacks_form(facts.paper):
        told.append(f"({form_words(facts.paper)}{NOT_LOADED}; in theo bố cục của phần mềm.)")
    return told


def lacks_form(paper: KindPaper) -> bool:
    """Whether an official form is wanted that nobody has read: our own layout is not it, and says so.

    An ordinary letter (công văn) has none, unless the file of its kind names one.
    """
    return not paper.official and (bool(paper.form) or not is_letter(paper))


def form_words(paper: KindPaper) -> str:
    """The official form of a paper before a colon: «Mẫu 14a: »; "" where the file names none."""
    name = paper.form if paper.form.startswith("Mẫu") or not paper.form else f"Mẫu {paper.form}"
    return f"{name}: " if name else ""
