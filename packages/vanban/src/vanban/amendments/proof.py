"""Whether every word of a sentence was used (không còn chữ nào bỏ sót): what is left over holds its operation.

That a whole document loses its force is the rarest and dearest operation: in a register it ends every provision at
once. It is therefore sure only when its sentence is exactly «document (with its title and amenders) + verb + day». A
word that no reader used, an exception, a second day or a second operation holds it for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.amendments.context import Draft
from vanban.amendments.effects import EFFECT, UNTIL, names_day_of_signing, names_own_day
from vanban.amendments.sentences import PAPER, QUOTE, SELF, TITLE, NamedPaper, Sentence
from vanban.model import AmendmentKind
from vanban.patterns import any_of
from vanban.symbols import normalise

_NO_MORE = "".join(
    rf"(?<!{word}[ ])" for word in ("khấu", "bù", "loại", "diệt", "phòng", "tiêu", "giải", "miễn", "giảm", "cấn")
)
_EXCEPT_WORDS = rf"""
      (?:ngoại[ ])?{_NO_MORE}trừ(?![ ](?:sâu|khử|cỏ|mối|tà|gian|bì)(?!\w))   # «trừ các quy định …», no «khấu trừ»
    | không[ ](?:bao[ ]gồm|kể|áp[ ]dụng)                                      # «không bao gồm các biểu mẫu»
    | nhưng | (?<=[;,.][ ])riêng | ^[ ]*riêng | (?<=[.][ ])ngoài[ ]ra          # what goes another way
"""
EXCEPTION = re.compile(rf"(?<!\w)(?:{_EXCEPT_WORDS})(?!\w)", re.VERBOSE | re.IGNORECASE)
"""Words of an exception (ngoại lệ): what stands behind them is not done, or done on another day."""
_GOES_ON = re.compile(
    rf"""(?<!\w)(?:{_EXCEPT_WORDS}
    | cho[ ]đến | vẫn | một[ ]phần                                            # something of it stays
    | tiếp[ ]tục[ ](?:áp[ ]dụng|thực[ ]hiện|có[ ]hiệu[ ]lực|được|sử[ ]dụng)   # or all of it for some
    | chỉ[ ](?:áp[ ]dụng|hết|bãi[ ]bỏ|đối[ ]với)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_VERB = re.compile(
    r"""(?<!\w)(?:
      sửa[ ]đổi(?:,[ ]bổ[ ]sung)? | bổ[ ]sung | bãi[ ]bỏ | h(?:ủy|uỷ)[ ]bỏ | thay[ ]thế(?:[ ]cho)?   # an order
    | đính[ ]chính
    | (?:sẽ[ ])?(?:hết|chấm[ ]dứt|không[ ]còn|ng[ưừ]ng)[ ]hiệu[ ]lực | tiếp[ ]tục[ ]có[ ]hiệu[ ]lực  # its end
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMENCES = re.compile(rf"{SELF}+[ ](?:bắt[ ]đầu[ ])?có[ ]hiệu[ ]lực(?:[ ]thi[ ]hành)?,?(?=[ ])")
_OWN_DAY = re.compile(
    rf"(?:kể[ ])?từ[ ]ngày[ ](?:{SELF}+|[A-ZĐ][\w ]{{2,24}}[ ]này)[ ](?:bắt[ ]đầu[ ])?có[ ]hiệu[ ]lực(?:[ ]thi[ ]hành)?"
)
_FRAME_WORDS = (
    *("bãi bỏ", "hủy bỏ", "huỷ bỏ", "thay thế", "thay thế cho", "hết hiệu lực", "chấm dứt hiệu lực", "thi hành"),
    *("không còn hiệu lực", "bị", "được", "sẽ", "đồng thời", "và", "các", "toàn bộ", "cả", "văn bản", "sau", "sau đây"),
    *("quy phạm pháp luật", "nội dung", "của", "hiệu lực", "đối với", "kể từ", "từ ngày", "có hiệu lực", "số", "bởi"),
    *(
        "công bố",
        "tiếp tục có hiệu lực",
        "ngưng hiệu lực",
        "ngừng hiệu lực",
        "tạm ngưng",
        "tạm ngừng",
        "này",
        "quy định",
    ),
    *("pháp luật", "tại", "ban hành", "kèm theo", "từ", "kể"),
)
_FRAME = re.compile(
    rf"[ ,;:./\d{PAPER}{SELF}{TITLE}{QUOTE}“”\"]|(?<!\w){any_of(_FRAME_WORDS, gap=' ')}(?!\w)", re.IGNORECASE
)
_STOP = re.compile(rf"[.][ ]+(?=[A-ZĐ{SELF}{PAPER}])")
_TITLE_GOES_ON = re.compile(
    rf"(?<=[{PAPER}{TITLE}]);[ ](?:quy[ ]định|về|hướng[ ]dẫn|ban[ ]hành)[ ][^;.{PAPER}{SELF}]*+"
)
_NUMBER = re.compile(r"\d{1,4}/(?:\d{4}/)?[A-ZĐ][\w-]*")
_AMENDING_TITLE = re.compile(r"(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ)\s*[, ]", re.IGNORECASE)
_SHOWN = 60
LEFT_OVER = "Câu còn chữ chưa dùng đến («{words}»): cần người đọc."
EXCEPTED = "Có ngoại lệ («trừ …»): cần người đọc phần ngoại lệ."
SECOND_DAY = "Câu có nhiều mốc thời gian: cần người xác định ngày hết hiệu lực."
SECOND_VERB = "Câu còn một lệnh khác: cần người đọc cả câu."
NO_DAY = "Mốc hết hiệu lực không phải một ngày: cần người xác định."
MAYBE_AMENDED = "Có thể chỉ là văn bản nằm trong tên của văn bản sửa đổi đứng trước: cần người xem."
_DEAR = (AmendmentKind.REPEAL, AmendmentKind.SUSPEND)


def prove(drafts: Sequence[Draft], sentence: Sentence, raw: str, inherited: Sequence[str] = ()) -> None:
    """Hold the operations on whole documents of a sentence that has more in it than they say.

    Args:
        drafts: all operations read from the sentence.
        sentence: its masked words.
        raw: the same words as printed, letter for letter: titles are looked through for exceptions too.
        inherited: what the heading of a list leaves open (:func:`open_matters`).
    """
    whole = [draft for draft in drafts if draft.scope == "document" and draft.kind in _DEAR]
    if not whole:
        return
    reasons = [*inherited, *open_matters(sentence.words, raw)]
    left = "" if reasons else unused(sentence.words)
    if left:
        reasons.append(LEFT_OVER.format(words=left))
    for draft in whole:
        for reason in reasons:
            draft.doubt(reason)


def within_titles(papers: Sequence[NamedPaper]) -> list[bool]:
    """For each document of a list whether it may only stand in the title of an amending one before it.

    In «Thông tư A sửa đổi, bổ sung một số điều của Thông tư B; Thông tư C» nobody can tell whether C is amended or
    listed; it is listed when its own title says that it amends a document of the list.
    """
    listed: set[str] = set()
    found = []
    is_open = False
    for paper in papers:
        amended = _amended(paper)
        found.append(is_open and not amended & listed)
        if not found[-1]:
            listed.add(normalise(paper.citation.number or ""))
            is_open = is_open or bool(amended - listed)
    return found


def _amended(paper: NamedPaper) -> set[str]:
    """The numbers of the documents that a document changes, as its title tells; «?» when it names none."""
    title = paper.citation.title or ""
    if _AMENDING_TITLE.match(title) is None:
        return set()
    return {normalise(number) for number in _NUMBER.findall(title)} or {"?"}


def open_matters(words: str, raw: str) -> list[str]:
    """What a sentence has beside one document, one verb and one day: an exception, a second day, a second order."""
    reasons = []
    if _GOES_ON.search(_unquoted(words, raw)) is not None:
        reasons.append(EXCEPTED)
    frame, days = _without_days(words)
    if len(days) > 1:
        reasons.append(SECOND_DAY)
    elif "?" in days:
        reasons.append(NO_DAY)
    if len(_VERB.findall(frame)) > 1:
        reasons.append(SECOND_VERB)
    return reasons


def unused(words: str) -> str:
    """The words of the sentences that name a document which no reader used, shortened; empty when all were."""
    left: list[str] = []
    frame, _ = _without_days(words)
    frame = _TITLE_GOES_ON.sub(lambda match: " " * len(match.group()), frame)
    begin = 0
    for stop in (*(match.end() for match in _STOP.finditer(words)), len(words)):
        if PAPER in words[begin:stop]:
            left.extend(_FRAME.sub(" ", _VERB.sub(" ", frame[begin:stop])).split())
        begin = stop
    said = " ".join(left)
    return said if len(said) <= _SHOWN else said[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _unquoted(words: str, raw: str) -> str:
    """The printed words with the quoted phrases left out; titles stay, because an exception may hide behind one."""
    if QUOTE not in words:
        return raw
    return "".join(" " if mask == QUOTE else letter for mask, letter in zip(words, raw, strict=True))


def _without_days(words: str) -> tuple[str, set[str]]:
    """The words without what they say of time, and the days named; «?» is a time that is no day.

    «ngày Nghị định này có hiệu lực» is no day of its own.
    """
    days: set[str] = set()
    taken: list[tuple[int, int]] = []
    for match in EFFECT.finditer(words):
        taken.append(match.span())
        said = match.group()
        if match["own"] or names_own_day(said):
            continue
        days.add(said.split("ngày")[-1].strip() if match["day"] or names_day_of_signing(said) else "?")
    if UNTIL.search(words) is not None:
        days |= {"?", "until"}
    letters = list(words)
    for start, end in taken:
        letters[start:end] = " " * (end - start)
    frame = _COMMENCES.sub(lambda match: " " * len(match.group()), "".join(letters))
    frame = _OWN_DAY.sub(lambda match: " " * len(match.group()), frame)
    return frame, days
