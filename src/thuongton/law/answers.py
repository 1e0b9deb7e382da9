"""Answers about the law in the names of commands and REST (CONTRACT §4)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.territory import territory_on
from thuongton.law.text.places import Place, meets, place_at
from thuongton.law.text.tree import ABOVE_ARTICLES, ARTICLE, ATTACHED, TextPart, Trail
from thuongton.law.versions import ActHistory, Step, TextChange, Version
from thuongton.law.works import LegalWork
from thuongton.web.dates import day_words
from vanban.symbols import parse
from vanban.text import fold
from vanban.uri import locality_of, write_address
from vanban.vocabulary import kind_named
from vanban.write.docx import MOTTO, STATE_TITLE, Heading, OfficialPaper

Found = TypeVar("Found")
LONGEST_QUOTE = 400
_A_LINE, _HEAD_LINES = 12, 2
"""Letters of a line that can be part of a longer name; lines that a chapter or an annex is called by."""
_DAY_LINE = re.compile(r"ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}$")
NO_OWN_DAY = "{number} không nêu ngày có hiệu lực tính được; chậm nhất là ngày {day} theo hạn đăng Công báo."
BROKEN_OFF = "Lời văn của {place} dừng ở dấu phẩy: nguồn có thể thiếu chữ."
NOT_HELD = "{number}: chưa có trong sổ văn bản."


def uri_of(work: LegalWork) -> str | None:
    """The address of an act; None when the facts do not suffice."""
    number = parse(work.number)
    if number is None:
        return None
    kind = kind_named(work.kind) if work.kind else None
    return write_address(
        number, kind=kind, date=work.issued_on, locality=locality_of(work.issuer) if work.issuer else None
    )


def step_facts(step: Step) -> dict[str, Any]:
    """A step as one entry of ``changed_by``."""
    quote = step.operation.surface
    return {
        "act": step.by.number,
        "at": step.operation.at,
        "kind": step.operation.kind.value,
        "effective": step.effective.isoformat() if step.effective else None,
        "quote": quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …",
    }


def chain(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps as ``changed_by``, oldest first, each once."""
    found: list[dict[str, Any]] = []
    for step in sorted(steps, key=lambda one: one.rank):
        facts = step_facts(step)
        if facts not in found:
            found.append(facts)
    return found


def at_facts(history: ActHistory, place: Place, on: dt.date, known: dt.date) -> dict[str, Any]:
    """What an act or a provision is on a day: ``law at``."""
    work = history.work
    told = state_on(history, place, on)
    territory = territory_on(work, on)
    return {
        "schema": "law/1",
        "number": work.number,
        "issuer": work.issuer or None,
        "uri": uri_of(work),
        "provision": str(place) if place.steps else None,
        "on": on.isoformat(),
        "known": known.isoformat(),
        "state": told.state.value,
        "from": told.since.isoformat() if told.since else None,
        "to": (told.until - dt.timedelta(days=1)).isoformat() if told.until else None,
        "territory": territory[0] if territory is not None and told.state not in _NOT_RUNNING else None,
        "text": told.text,
        "text_state": text_state(told.steps),
        "changed_by": chain(told.steps),
        "reasons": [*_reasons(history, told), *((territory[1],) if territory is not None else ())],
        "candidates": list(told.candidates),
        "findings": list(told.findings),
    }


def text_state(steps: Iterable[Step]) -> str:
    """How a text came to be: as issued, by the machine, or by steps that a person has each looked at."""
    made = list(steps)
    return "issued" if not made else "checked" if all(step.order.checked for step in made) else "machine"


def not_held(number: str, provision: str | None, on: dt.date, known: dt.date, candidates: list[str]) -> dict[str, Any]:
    """The answer for a number that no act of the register bears, or several."""
    return {
        "schema": "law/1", "number": number, "issuer": None, "uri": None, "provision": provision,
        "on": on.isoformat(), "known": known.isoformat(), "state": LegalState.UNKNOWN.value, "from": None, "to": None,
        "territory": None, "text": None, "text_state": None, "changed_by": [], "reasons": [],
        "candidates": candidates, "findings": [NOT_HELD.format(number=number)] if not candidates else [],
    }  # fmt: skip


def _reasons(history: ActHistory, told: ToldState) -> list[str]:
    work = history.work
    found = []
    if work.effective_on is not None:
        found.append(f"{work.number} có hiệu lực từ ngày {day_words(work.effective_on)}.")
    elif work.at_latest is not None:
        found.append(NO_OWN_DAY.format(number=work.number, day=day_words(work.at_latest)))
    for step in told.steps:
        day = f"từ ngày {day_words(step.effective)}" if step.effective else "từ một ngày chưa rõ"
        found.append(
            f"{step.by.number} ({step.operation.at or 'toàn văn'}) {_DOES.get(step.operation.kind.value, 'sửa')} {day}."
        )
    return [*found, *told.reasons]


_NOT_RUNNING = (LegalState.ABSENT, LegalState.NOT_YET, LegalState.EXPIRED)
_DOES = {
    "amend": "sửa đổi, bổ sung", "insert": "bổ sung", "repeal": "bãi bỏ hoặc thay thế", "rename": "đổi tên",
    "replace_phrase": "thay cụm từ", "delete_phrase": "bỏ cụm từ", "insert_phrase": "thêm cụm từ",
    "suspend": "ngưng hiệu lực", "correct": "đính chính", "replace_annex": "thay thế", "renumber": "đánh số lại",
}  # fmt: skip


def consolidated(history: ActHistory, on: dt.date) -> dict[str, Any]:
    """The whole text of an act on a day: ``law consolidate``."""
    version = history.on(on)
    act = version.act
    changes, waits = _by_root(act, version)
    articles, annexes = [], []
    for trail, part in _roots(act):
        place = place_at(act, trail) if part.level in ATTACHED else Place(((ARTICLE, part.label),))
        mine = [one for one in _near(changes, place) if any(meets(act, place, touched) for touched in one.touched)]
        open_here = [step for step in _near(waits, place) if any(meets(act, place, one) for one in step.places)]
        told = _part_facts(history, part, mine, open_here)
        if part.level == ARTICLE:
            articles.append({"no": part.label, "label": f"Điều {part.label}", **told})
        else:
            annexes.append({"label": str(place), **told})
    return {
        "number": history.work.number,
        "on": on.isoformat(),
        "text_state": text_state(one.step for one in version.changes),
        "articles": articles,
        "annexes": annexes,
        "applied": len(version.changes),
        "waiting": [
            {
                **step.operation.to_dict(),
                "act": step.by.number,
                "reason": " ".join(step.waits) or "Chưa rõ ngày có hiệu lực.",
            }
            for step in version.waiting
        ],
    }


def as_paper(history: ActHistory, on: dt.date) -> OfficialPaper:
    """The whole text of an act on a day as a paper for Word: it says of itself that it has no force of law."""
    work, version = history.work, history.on(on)
    acts = list(dict.fromkeys(one.step.by.number for one in version.changes))
    made = f"Lời văn ngày {day_words(on)}, do máy hợp nhất" + (f" theo {', '.join(acts)}" if acts else "")
    waiting = f"; còn {len(version.waiting)} lệnh sửa đổi chờ người xem" if version.waiting else ""
    note = f"{made}{waiting}. Không thay cho văn bản hợp nhất chính thức."
    head = [line.strip() for line in version.act.own.splitlines() if line.strip()]
    body = [one for part in version.act.parts for one in _printed(part)]
    return OfficialPaper(
        issuer=work.issuer,
        kind=work.kind,
        number=work.number,
        date=work.issued_on,
        title=work.title,
        paragraphs=(note, *(line for line in head if not _in_head(line, work)), *body, *version.act.tail.splitlines()),
    )


def _in_head(line: str, work: LegalWork) -> bool:
    """Whether a line of the act's own head is one that the paper prints by itself: issuer, number, day, kind, name."""
    words = fold(line).strip(" .:*")
    told = (work.issuer, work.kind, work.title, STATE_TITLE, MOTTO)
    return (
        any(words and (words == fold(one) or (len(words) > _A_LINE and words in fold(one))) for one in told)
        or fold(work.number) in words
        or _DAY_LINE.search(words) is not None
    )


def _printed(part: TextPart) -> Iterator[str | Heading]:
    """The lines of a part and of those below it: heads of chapters in the middle, of articles bold."""
    if part.ended:
        yield Heading(f"Điều {part.label}. (được bãi bỏ)") if part.level == ARTICLE else part.text
        return
    lines = [line.strip() for line in part.own.splitlines() if line.strip()]
    above = part.level in ABOVE_ARTICLES or part.level in ATTACHED
    for at, line in enumerate(lines):
        stands_out = at < _HEAD_LINES if above else part.level == ARTICLE and at == 0
        yield Heading(line, centred=above) if stands_out else line
    for one in part.parts:
        yield from _printed(one)
    yield from (line.strip() for line in part.tail.splitlines() if line.strip())


def _roots(act: TextPart) -> Iterator[tuple[Trail, TextPart]]:
    """The articles of an act, then its annexes and forms, each once; a form is told apart from its annex."""
    for trail, part in act.walk():
        if part.level in ATTACHED:
            forms = tuple(one for one in part.parts if one.level not in ATTACHED)
            if part.own or forms:
                yield trail, replace(part, parts=forms)
        elif part.level == ARTICLE and not _attached(act, trail):
            yield trail, part


def _by_root(act: TextPart, version: Version) -> tuple[dict[str, list[TextChange]], dict[str, list[Step]]]:
    """Changes and waiting steps by the article or annex that they name; "" those on chapters and on the whole act."""
    changes: dict[str, list[TextChange]] = defaultdict(list)
    waits: dict[str, list[Step]] = defaultdict(list)
    for one in version.changes:
        for root in dict.fromkeys(_root(place) for place in one.touched):
            changes[root].append(one)
    for step in version.waiting:
        for root in dict.fromkeys(_root(place) for place in step.places):
            waits[root].append(step)
    return changes, waits


def _root(place: Place) -> str:
    if place.attached:
        return "phụ lục"
    return place.article or ""


def _near(found: dict[str, list[Found]], place: Place) -> list[Found]:
    return [*found.get("", ()), *found.get(_root(place), ())]


def _part_facts(history: ActHistory, part: TextPart, changes: list[TextChange], waits: list[Step]) -> dict[str, Any]:
    since = max((one.step.effective for one in changes if one.step.effective is not None), default=None)
    first = since or history.work.effective_on
    return {
        "text": part.text,
        "state": LegalState.EXPIRED.value if part.ended else LegalState.IN_FORCE.value,
        "from": first.isoformat() if first else None,
        "changed_by": chain(one.step for one in changes),
        "findings": [
            *(f"{step.by.number} ({step.operation.at}): {' '.join(step.waits)}" for step in waits),
            *(BROKEN_OFF.format(place=f"{one.level} {one.label}") for one in broken_off(part)),
        ],
    }


def broken_off(part: TextPart) -> list[TextPart]:
    """Parts whose words break off at a comma with nothing behind: the source may have lost some."""
    return [one for _trail, one in part.walk() if not one.parts and not one.tail and one.own.rstrip().endswith(",")]


def _attached(act: TextPart, trail: tuple[int, ...]) -> bool:
    part = act
    for step in trail:
        part = part.parts[step]
        if part.level in ATTACHED:
            return True
    return False


def compared(one: ActHistory, first: dt.date, other: ActHistory, second: dt.date) -> list[dict[str, Any]]:
    """Two versions of an act, or two acts, article by article: ``law compare``."""
    left, right = articles_on(one.on(first).act), articles_on(other.on(second).act)
    found = []
    for label in dict.fromkeys([*left, *right]):
        mine, theirs = left.get(label), right.get(label)
        kind = "same" if mine == theirs else "added" if mine is None else "removed" if theirs is None else "changed"
        found.append({"provision": f"Điều {label}", "kind": kind, "one": mine, "other": theirs})
    return found


def articles_on(act: TextPart) -> dict[str, str]:
    """The words of each article of a text that has not ended, by its label."""
    return {
        part.label: part.text
        for trail, part in act.walk()
        if part.level == ARTICLE and not _attached(act, trail) and not part.ended
    }
