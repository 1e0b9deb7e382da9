"""What a row tells beside its documents: the handling, the document that handled them, step, state, deadline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import vanban
from thuongton.reviews.tables.columns import TableColumn
from thuongton.reviews.tables.roles import CellRoles, roles_in
from thuongton.reviews.tables.steps import WorkStep, step_named, step_told
from thuongton.reviews.tables.words import TableAction, ToldAction, actions_in, outside_in, plain, state_in
from thuongton.web.dates import day_words
from vanban.model import Timing
from vanban.text import clean

_TICK = re.compile(r"[xv✓✔√☑þ●•*]|co|yes|true|\d{1,3}", re.IGNORECASE)
_NOT = re.compile(r"0+|-|–|khong|no|false|x?0", re.IGNORECASE)
_MOVED = re.compile(r"(?:chuyen|dieu chinh|lui|gia han|keo dai)[^.;]{0,40}?(?:sang|den|toi)\s", re.IGNORECASE)
_PHRASE_LONGEST = 400
NEW_CONCLUDED = "Dòng không nói hình thức xử lý; dự thảo không nêu văn bản bị thay thế nên hiểu là ban hành mới."
REPLACED_CONCLUDED = "Dòng không nói hình thức xử lý; có {} được ban hành nên hiểu là thay thế."
_TOO_EARLY, _TOO_LATE = 1990, 2100


@dataclass(frozen=True, slots=True)
class ToldHandling:
    """The handling that a row tells: its key, the house's finer name, how many documents it was ticked for."""

    key: TableAction
    form: str
    doubts: tuple[str, ...] = ()
    ticked: int | None = None


def handling_of(
    cells: Mapping[str, str],
    columns: Sequence[TableColumn],
    about: CellRoles,
    beside: Sequence[str],
    above: Sequence[str],
    *,
    issued: str | None = None,
) -> ToldHandling:
    """The handling of a row: ticked columns, the column of handling, the row's own words, other cells, the heads above.

    ``beside`` are the cells that tell how it went; ``above`` the names of its sections and of its sheet. A column wins
    over words that say otherwise, and the difference is told; two columns against each other leave it open.
    """
    ticks = _ticks(cells, columns)
    text = " ; ".join(cells[one.name] for one in columns if one.means == "action" and one.name in cells)
    told = _before_number(text)
    named = actions_in(plain(told)) or (actions_in(plain(text)) if text else [])
    strange = outside_in(plain(text)) if text and not named else None
    if len(ticks) > 1 or (ticks and named and _against(ticks, named)):
        return ToldHandling("chua_xac_dinh", "chua_xac_dinh", ("Các cột hình thức xử lý nói khác nhau.",))
    if ticks:
        (key, count), *_rest = ticks.items()
        form = named[0].form if named else key
        return ToldHandling(key, form, _differing(key, about), count)
    if len(named) > 1:
        words = "», «".join(dict.fromkeys(one.key for one in named))
        return ToldHandling("chua_xac_dinh", "chua_xac_dinh", (f"Hình thức xử lý ghi nhiều việc: «{words}».",))
    if named:
        return ToldHandling(named[0].key, named[0].form, _differing(named[0].key, about))
    if strange is not None:
        return ToldHandling("chua_xac_dinh", strange[0], (f"Bảng ghi «{strange[1]}»; hãy chọn hình thức xử lý.",))
    if text.strip():
        return ToldHandling("chua_xac_dinh", "chua_xac_dinh", (f"Không hiểu hình thức xử lý «{text.strip()[:60]}».",))
    return _by_words(about, beside, above, issued)


def _by_words(about: CellRoles, beside: Sequence[str], above: Sequence[str], issued: str | None) -> ToldHandling:
    """The handling that no column tells; what is only concluded is asked."""
    several = ToldHandling("chua_xac_dinh", "chua_xac_dinh", ("Lời của dòng nêu nhiều hình thức xử lý.",))
    if about.ordered:
        return several if len(about.ordered) > 1 else ToldHandling(about.ordered[0], about.ordered[0])
    for words in beside:
        named = [one for one in actions_in(plain(_handler_told(words))) if one.key != "sua_doi" or issued is None]
        if named:
            return several if len(named) > 1 else ToldHandling(named[0].key, named[0].form)
    for words in above:
        named = actions_in(plain(words))
        if named and named[0].key != "chua_xac_dinh":
            return several if len(named) > 1 else ToldHandling(named[0].key, named[0].form)
    if about.draft and not about.found:
        return ToldHandling("ban_hanh_moi", "ban_hanh_moi", (NEW_CONCLUDED,))
    if issued is not None and about.of("own"):
        return ToldHandling("thay_the", "thay_the", (REPLACED_CONCLUDED.format(issued),))
    return ToldHandling("chua_xac_dinh", "chua_xac_dinh", ("Dòng không nói hình thức xử lý.",))


def _handler_told(words: str) -> str:
    """What a cell says of the first document that it names, or its words before any."""
    return re.split(r"[;\n]", words, maxsplit=1)[0]


def _ticks(cells: Mapping[str, str], columns: Sequence[TableColumn]) -> dict[TableAction, int | None]:
    found: dict[TableAction, int | None] = {}
    for one in columns:
        if one.means != "tick" or one.action is None or one.name not in cells:
            continue
        value = plain(cells[one.name])
        if not value or _NOT.fullmatch(value):
            continue
        count = int(value) if value.isdigit() and len(value) < 4 else None
        if count is not None or _TICK.fullmatch(value) or value:
            found[one.action] = count
    return found


def _against(ticks: Mapping[TableAction, int | None], named: Sequence[ToldAction]) -> bool:
    keys = {one.key for one in named} - {"chua_xac_dinh"}
    return bool(keys) and not keys & set(ticks)


def _differing(key: TableAction, about: CellRoles) -> tuple[str, ...]:
    """What is to be asked where the row's own words order otherwise than its column."""
    if not about.ordered or key in about.ordered:
        return ()
    return ("Cột hình thức xử lý và lời của dòng nói khác nhau.",)


def _before_number(text: str) -> str:
    """The words before the first number of a document, where there are any with a handling among them."""
    match = re.search(r"\d{1,5}\s*/", text)
    return text[: match.start()] if match and actions_in(plain(text[: match.start()])) else text


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a row has come: the step, the state in words, the words it was told by."""

    step: WorkStep | None
    state: str | None
    told: str | None


def progress_of(cells: Mapping[str, str], columns: Sequence[TableColumn], issued: str | None) -> Progress:
    """The step furthest on that columns or words tell, and the state in words."""
    found: list[WorkStep] = []
    for one in columns:
        step = step_named(one.step) if one.means == "step" and one.step else None
        if step is not None and _is_filled(cells.get(one.name, "")):
            found.append(step)
    words = [cells[one.name] for one in columns if one.means in ("state", "note") and one.name in cells]
    words += [text for one in columns if one.means == "replaced_by" and (text := cells.get(one.name)) and not issued]
    told = [step for text in words if (step := step_told(plain(text))) is not None]
    if issued is not None and (ended := step_named("ban_hanh")) is not None:
        found.append(ended)
    furthest = max([*found, *told], key=lambda one: one.place, default=None)
    states = list(dict.fromkeys(state for text in words if (state := state_in(plain(text)))))
    if issued is not None:
        states = ["đã ban hành", *(one for one in states if one not in ("đang thực hiện", "đã ban hành"))]
    elif not states and furthest is not None:
        states = ["đang thực hiện"]
    return Progress(furthest, "; ".join(states) or None, " · ".join(words) or None)


def _is_filled(text: str) -> bool:
    told = plain(text)
    return bool(told) and not _NOT.fullmatch(told) and not told.startswith(("chua", "khong", "du kien"))


def issued_in(
    cells: Mapping[str, str], columns: Sequence[TableColumn], about: CellRoles
) -> tuple[str | None, list[str]]:
    """The number of the document that handled a row, and what is to be asked of it."""
    found: list[str] = []
    for one in columns:
        if one.means == "replaced_by" and one.name in cells:
            roles = roles_in(cells[one.name])
            found += roles.of("own") or roles.of("by")
    for one in columns:
        if not found and one.means in ("state", "note", "step", "action") and one.name in cells:
            found += roles_in(cells[one.name]).of("by")
    found = list(dict.fromkeys([*found, *about.of("by")]))
    if not found:
        return None, []
    doubts = [f"Nhiều văn bản đã xử lý dòng này: {'; '.join(found)}."] if len(found) > 1 else []
    return found[0], doubts


def deadline_of(
    cells: Mapping[str, str], columns: Sequence[TableColumn], *, done: bool
) -> tuple[dt.date | None, str | None, list[str]]:
    """The last day for a row, the words it was told by, what is to be asked.

    A month, a quarter, a session of a council are read by ``vanban.timing``: its last day where that says one, and it
    is asked. A time of a row that is done is when it was done, and no deadline.
    """
    if done:
        return None, None, []
    told = [cells[one.name] for one in columns if one.means == "deadline" and one.name in cells]
    moved = [
        cells[one.name][match.end() :]
        for one in columns
        if one.means in ("note", "state") and one.name in cells
        for match in [_MOVED.search(plain(cells[one.name]))]
        if match is not None and len(plain(cells[one.name])) == len(cells[one.name])
    ]
    if not told:
        return None, None, []
    words = " ".join(told[0].split())
    days = [(timing, day) for text in told for timing, day in _days(text)]
    sure = [day for timing, day in days if timing.kind == "fixed"]
    found = sure or [day for _timing, day in days]
    if not found:
        return None, words, [f"Thời hạn «{words[:80]}» không nói ngày."]
    doubts = []
    if not sure:
        doubts.append(f"Thời hạn «{words[:80]}» không phải một ngày; hiểu là chậm nhất {day_words(found[0])}.")
    elif len(set(sure)) > 1 or len({day for _timing, day in days}) > 1:
        doubts.append(f"Thời hạn «{words[:80]}» nêu nhiều mốc; lấy {day_words(found[0])}.")
    if moved:
        doubts.append("Có đề nghị điều chỉnh thời hạn; hãy xem lại ngày.")
    return found[0], words, doubts


def _days(text: str) -> list[tuple[Timing, dt.date]]:
    timing = vanban.timing(clean(text[:_PHRASE_LONGEST]).text)
    found = []
    for one in (timing, *timing.parts):
        if one.due is not None:
            day = dt.date.fromisoformat(str(one.due)[:10])
            if _TOO_EARLY <= day.year <= _TOO_LATE:
                found.append((one, day))
    return found
