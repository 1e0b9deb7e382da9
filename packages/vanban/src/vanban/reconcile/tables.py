"""Figures of tables held against one another, against their headings, and against the summary of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from vanban.model import Cell, Reading, Table
from vanban.numerals import plain, read_number
from vanban.reconcile.counts import NUMBER, SAME
from vanban.reconcile.values import Part, Reconciliation, hold, weigh
from vanban.states import FINISHED, NOT_DUE, RUNNING
from vanban.text import fold

_VALUE = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$")
_TOTAL_HEAD = re.compile(r"tong (?:so|cong)")
_TOTAL_ROW = re.compile(r"(?:tong|tong so|tong cong|cong|toan tinh)\b")
_STATE = re.compile(r"hoan thanh|dang |chua |sap |on dinh|qua han")
_STATED = re.compile(
    rf"(?P<number>{NUMBER})\s+(?P<unit>nhiệm vụ|văn bản|nội dung|hồ sơ|vụ việc|thủ tục|đơn vị|chỉ tiêu)(?!\w)"
)
_OF_A_WHOLE = re.compile(r"\d\s?/\s?\d")  # «01/15 đơn vị»
_ELSEWHERE = re.compile(r"(?:tại|ở|của|thuộc|với)\s+\d")  # «14 hồ sơ tại 02 địa phương»
_BRACKETED = re.compile(r"\s*\(")
_SUB_ROW = re.compile(r"(?:[-–+•]\s|trong do|rieng|\d+\.\d|[a-z]\))")
_NO_SUM = re.compile(r"%|ty le|ti le|binh quan|trung binh|diem|hang|don gia|muc|nam|thang|ngay|ghi chu|chi so")
_MOST_WAYS = 256
_CAPTION = 600  # code points above a table that are looked through for its caption
_LEVEL = (re.compile(r"[A-HK-UYĐ]$"), re.compile(r"[IVXL]+$"), re.compile(r"\d+$"))
_STATES = (
    ("hoàn thành", FINISHED),
    ("đang thực hiện", RUNNING),
    ("chưa đến hạn", NOT_DUE),
)


def reconcile_tables(reading: Reading) -> Iterator[Reconciliation]:
    """Totals within the tables of a paper, and their rows against the number in the heading."""
    for table in reading.tables:
        yield from _total_column(reading, table)
        yield from _total_row(reading, table)
        yield from _rows_against_caption(reading, table)
        yield from _rows_against_groups(reading, table)


def _number(reading: Reading, cell: Cell, label: str) -> Part | None:
    if not cell.spans or not _VALUE.match(cell.text):
        return None
    return Part(reading.source.name, cell.spans[0].start, cell.spans[-1].end, read_number(cell.text), label)


def _total_column(reading: Reading, table: Table) -> Iterator[Reconciliation]:
    """A row whose first column is a total: the states of what is counted make it; a state is made by its shades.

    One row proves nothing of the columns that may be missing: a total that they do not make is an error only where
    most rows of the table balance.
    """
    heads = [fold(cell.text) for cell in table.header]
    totals = [i for i, head in enumerate(heads) if _TOTAL_HEAD.match(head)]
    if len(totals) != 1 or len(table.rows) > 200:
        return
    states = [(i, heads[i]) for i in range(len(heads)) if i != totals[0] and _STATE.search(heads[i])]
    leading, shades = _parted(states)
    found: list[Reconciliation] = []
    for row in table.rows:
        whole = _number(reading, row[totals[0]], table.header[totals[0]].text)
        if whole is None:
            continue
        for column, children in shades.items():
            parent = _number(reading, row[column], table.header[column].text)
            parts = [_number(reading, row[i], table.header[i].text) for i in children]
            if parent is not None and len(parts) > 1 and all(parts):
                found.append(weigh([part for part in parts if part], parent))
        parts = [_number(reading, row[i], table.header[i].text) for i in leading]
        if len(parts) > 1 and all(parts):
            found.append(weigh([part for part in parts if part and part.value] or [p for p in parts if p], whole))
    yield from _proved(found)


def _proved(found: Sequence[Reconciliation]) -> Iterator[Reconciliation]:
    """The checks of one kind in one table: those that fail count only when the others, and at least two, balance."""
    right = [one for one in found if one.verdict == "khớp"]
    proved = len(right) >= 2 and len(right) >= 3 * (len(found) - len(right))
    yield from found if proved else right


def _parted(states: Sequence[tuple[int, str]]) -> tuple[list[int], dict[int, list[int]]]:
    """The columns of states, and for each the columns that are shades of it («đã hoàn thành đúng hạn»)."""
    leading: list[int] = []
    shades: dict[int, list[int]] = {}
    for column, head in states:
        bare = re.sub(r"^so \w+ \w+ ", "", head)
        parent = next((p for p in leading if bare.startswith(_bare_head(states, p) + " ")), None)
        if parent is None:
            leading.append(column)
        else:
            shades.setdefault(parent, []).append(column)
    return leading, shades


def _bare_head(states: Sequence[tuple[int, str]], column: int) -> str:
    return re.sub(r"^so \w+ \w+ ", "", dict(states)[column])


def _total_row(reading: Reading, table: Table) -> Iterator[Reconciliation]:
    """The row «Tổng cộng»: each of its numbers is the sum of the column.

    A column that does not make it is an error only when the rows are proved to be all of them: another column
    balances, or they are numbered from 1 without a gap.
    """
    rows = [row for row in table.rows if not _numbers_columns(row)]
    at = next((i for i, row in enumerate(rows) if any(_TOTAL_ROW.match(fold(cell.text)) for cell in row[:2])), None)
    if at is None or at not in (0, len(rows) - 1) or len(rows) < 3:
        return
    others = rows[:at] + rows[at + 1 :]
    if any(_SUB_ROW.match(fold(cell.text)) for row in others for cell in row[:2]):
        return
    numbered = [row[0].text.strip(" .") for row in others]
    ordered = numbered == [str(n) for n in range(1, len(others) + 1)]
    if not ordered and any(_LEVEL[2].match(label) or "." in label for label in numbered):
        return  # numbers of several levels: rows that part others
    found: list[Reconciliation] = []
    for column in range(1, len(rows[at])):
        if column < len(table.header) and _NO_SUM.search(fold(table.header[column].text)):
            continue
        whole = _number(reading, rows[at][column], "")
        parts = [
            _number(reading, row[column], row[1].text if len(row) > 1 else "") for row in others if column < len(row)
        ]
        blank = [row for row in others if column < len(row) and row[column].text.strip(" -–") == ""]
        if whole is not None and len([part for part in parts if part]) + len(blank) == len(others):
            filled = [part for part in parts if part]
            if len(filled) > 1:
                found.append(weigh(filled, whole))
    wrong = [one for one in found if one.verdict == "lệch"]
    right = [one for one in found if one.verdict == "khớp"]
    yield from right
    if len(wrong) == 1 and (right or ordered) and not any(_decimal(one) for one in wrong):
        yield wrong[0]


def _decimal(one: Reconciliation) -> bool:
    """Whether rounding may explain a gap."""
    return any(not float(part.value).is_integer() for part in one.parts) and abs(one.gap) < 0.51 * len(one.parts)


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    texts = [cell.text.strip(" ()") for cell in row]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _counted_rows(reading: Reading, rows: Sequence[Sequence[Cell]]) -> Part | None:
    numbered = [row for row in rows if _LEVEL[2].match(row[0].text)]
    spans = [cell.spans for row in numbered for cell in row if cell.spans]
    if not spans:
        return None
    return Part(reading.source.name, spans[0][0].start, spans[-1][-1].end, len(numbered), "dòng")


def _against_rows(rows: Part, stated: Part) -> Reconciliation:
    sign = "=" if stated.value == rows.value else "≠"
    return hold(stated, rows, f"{plain(rows.value)} dòng {sign} {plain(stated.value)} {stated.label}")


def _stated_in(reading: Reading, text: str, start: int) -> Part | None:
    """The number of things that a heading or caption announces; none when it names several, or a part of a whole."""
    found = [match for match in _STATED.finditer(text) if match["number"]]
    if not found or (len(found) > 1 and not _BRACKETED.match(text, found[0].end())):
        return None
    match = found[0]
    if _OF_A_WHOLE.search(text) or _ELSEWHERE.search(text, match.end()):
        return None
    a, b = start + match.start("number"), start + match.end("number")
    return Part(reading.source.name, a, b, read_number(match["number"]), match["unit"])


def _caption(reading: Reading, table: Table) -> Part | None:
    """The number in the line above a table («… : 4 nhiệm vụ»)."""
    begin = max(0, table.start - _CAPTION)
    end = begin + len(reading.text[begin : table.start].rstrip())
    start = max(begin, reading.text.rfind("\n", begin, end) + 1)
    return _stated_in(reading, reading.text[start:end], start)


def _rows_against_caption(reading: Reading, table: Table) -> Iterator[Reconciliation]:
    """The rows of a table against its caption: only what a row is may be counted by rows, and only whole tables."""
    stated = _caption(reading, table)
    rows = _counted_rows(reading, table.rows)
    if stated is None or rows is None or not _plainly_numbered(table):
        return
    proved = _is_noun_of_rows(table, stated.label) and _whole(reading, table)
    if stated.value == rows.value or (proved and not _otherwise(reading, table, stated)):
        yield _against_rows(rows, stated)


def _is_noun_of_rows(table: Table, noun: str) -> bool:
    """Whether the head of the column of names says that a row is one of the things counted."""
    heads = [fold(cell.text) for cell in table.header[1:3]]
    nouns = {fold(noun), *(fold(other) for group in SAME if noun in group for other in group)}
    return any(
        re.search(rf"(?:^|\b(?:ten|noi dung|danh muc)\s+){re.escape(one)}\b", head) for one in nouns for head in heads
    )


def _whole(reading: Reading, table: Table) -> bool:
    """Whether the rows are numbered from 1 without a gap, the text goes on, and no other table goes on with them."""
    if not reading.text[table.end :].strip():
        return False  # the passage may be cut from its paper
    numbers = [row[0].text.strip(" .") for row in table.rows if row[0].text.strip()]
    if numbers != [str(n) for n in range(1, len(numbers) + 1)] or any(not row[0].text.strip() for row in table.rows):
        return False
    return not any(
        other is not table
        and other.rows
        and len(other.header) == len(table.header)
        and re.fullmatch(r"\d+", other.rows[0][0].text.strip(" .")) is not None
        and int(other.rows[0][0].text.strip(" .")) == len(numbers) + 1
        for other in reading.tables
    )


def _otherwise(reading: Reading, table: Table, stated: Part) -> bool:
    """Whether another reading of the table gives the number: the sum of a column, or how many places it names."""
    for column in range(1, len(table.header)):
        cells = [row[column] for row in table.rows if column < len(row)]
        values = [read_number(cell.text) for cell in cells if _VALUE.match(cell.text)]
        if values and sum(values) == stated.value:
            return True
        if len({fold(cell.text) for cell in cells if cell.text.strip()}) == stated.value:
            return True
    return False


def _plainly_numbered(table: Table) -> bool:
    return all(_LEVEL[2].match(row[0].text) for row in table.rows if row[0].text)


def _rows_against_groups(reading: Reading, table: Table) -> Iterator[Reconciliation]:
    """«NHIỆM VỤ THƯỜNG XUYÊN (23 nhiệm vụ)» against the numbered rows under it, and the groups against the total."""
    groups: list[Part] = []
    rows = list(table.rows)
    for at, row in enumerate(rows):
        level = next((n for n in (0, 1) if _LEVEL[n].match(row[0].text)), None)
        if level is None or len(row) < 2 or not row[1].spans:
            continue
        span = row[1].spans[0]
        stated = _stated_in(reading, reading.text[span.start : row[1].spans[-1].end], span.start)
        if stated is None:
            continue
        stop = next(
            (i for i in range(at + 1, len(rows)) if any(_LEVEL[n].match(rows[i][0].text) for n in range(level + 1))),
            len(rows),
        )
        under = rows[at + 1 : stop]
        counted = _counted_rows(reading, under)
        closed = stop < len(rows)  # another heading follows: the rows of this one are all there
        if counted is not None and (counted.value == stated.value or (closed and _in_order(under))):
            yield _against_rows(counted, stated)
            groups.append(stated)
            parts = _counted_groups(reading, rows[at + 1 : stop], level)
            if len(parts) > 1 and sum(part.value for part in parts) == counted.value:
                yield weigh(parts, stated)
    total = _stated_total(reading, groups[0].label) if len(groups) > 1 else None
    if total is not None and sum(group.value for group in groups) == total.value:
        yield weigh(groups, total)


def _in_order(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the numbered rows under a heading run on from one to the next, so that none is missing."""
    numbers = [int(row[0].text.strip()) for row in rows if _LEVEL[2].match(row[0].text)]
    return all(b in (a + 1, 1) for a, b in pairwise(numbers)) and numbers[:1] == [1]


def _counted_groups(reading: Reading, rows: Sequence[Sequence[Cell]], level: int) -> list[Part]:
    """The numbered rows under each heading of the next level («I», «II» under «A»)."""
    if level:
        return []
    starts = [i for i, row in enumerate(rows) if _LEVEL[1].match(row[0].text)]
    stops = [*starts[1:], len(rows)]
    counted = (_counted_rows(reading, rows[a + 1 : b]) for a, b in zip(starts, stops, strict=True))
    return [part for part in counted if part is not None] if starts[:1] == [0] else []


def _stated_total(reading: Reading, unit: str) -> Part | None:
    """The figure that the text calls the total number of the unit."""
    match = re.search(rf"Tổng số {unit}\s*:?\s*(?:\*\*)?(?P<number>\d[\d.]*)", reading.text)
    if match is None:
        return None
    return Part(reading.source.name, match.start("number"), match.end("number"), read_number(match["number"]), unit)


def annex_against_summary(reading: Reading) -> Iterator[Reconciliation]:
    """Numbers by state in a summary table against the tables that list what stands behind them.

    When the lists together hold fewer items than the whole, a difference cannot be called an error: the verdict is
    «không truy được» and the hypothesis says which part the lists cover.
    """
    tables = reading.tables
    summary = next(
        (t for t in tables if len(t.rows) == 1 and any(_TOTAL_HEAD.match(fold(c.text)) for c in t.header)), None
    )
    lists = [
        (t, c) for t in tables if t is not summary and (c := _caption(reading, t)) is not None and _plainly_numbered(t)
    ]
    if summary is None or not lists:
        return
    whole = next(
        (p for h, c in zip(summary.header, summary.rows[0], strict=False)
         if _TOTAL_HEAD.match(fold(h.text)) and (p := _number(reading, c, h.text))), None,
    )  # fmt: skip
    listed = sum(stated.value for _, stated in lists)
    if whole is None:
        return
    summed = {_state_of(cell.text) for cell in summary.header}
    beside = [stated for table, stated in lists if _state_of(table.caption or "") not in summed]
    open_: list[tuple[str, Part, Part]] = []
    seen: set[str] = set()
    for head, cell in zip(summary.header, summary.rows[0], strict=False):
        state = _state_of(head.text)
        value = _number(reading, cell, head.text)
        if state is None or value is None or state in seen:
            continue
        seen.add(state)
        behind = next((stated for table, stated in lists if _state_of(table.caption or "") == state), None)
        if behind is None:
            continue
        if value.value > behind.value and listed < whole.value:
            open_.append((state, behind, value))
            continue
        if value.value == behind.value or listed >= whole.value:
            sign = "=" if value.value == behind.value else "≠"
            yield hold(value, behind, f"{plain(behind.value)} {sign} {plain(value.value)} ({state})")
    yield from _untraced(reading, open_, listed, whole, beside)


def _untraced(
    reading: Reading,
    open_: Sequence[tuple[str, Part, Part]],
    listed: float | int,
    whole: Part,
    beside: Sequence[Part],
) -> Iterator[Reconciliation]:
    """Numbers of the summary that the lists do not reach; when one distribution of the rest balances all, it is told.

    Then the first number bears the question and the hypothesis answers for the others with it.
    """
    scope = f"{plain(listed)} mục{_named(reading, listed)} trong tổng số {plain(whole.value)}"
    covered = f"Các bảng liệt kê chỉ có {scope}"
    rest = whole.value - listed
    balance = _only_balance([value.value - behind.value for _, behind, value in open_], beside, rest)
    if balance is not None:
        sums = []
        for (state, behind, value), (taken, others) in zip(open_, balance, strict=True):
            terms = " + ".join(plain(term) for term in (behind.value, *others, taken) if term)
            sums.append(f"{plain(taken)} tính là {state} ({terms} = {plain(value.value)})")
        reason = f"{covered}; số chỉ cân khi trong {plain(rest)} mục{_named(reading, rest)} không được liệt kê có "
        state, behind, value = open_[0]
        statement = f"{plain(behind.value)} ≠ {plain(value.value)} ({state})"
        yield Reconciliation(
            statement, "không truy được", (behind, value), value.value - behind.value, reason + ", ".join(sums) + "."
        )
        return
    for state, behind, value in open_:
        gap = value.value - behind.value
        if gap <= rest:
            reason = f"{covered}; {plain(gap)} mục chênh lệch có thể thuộc {plain(rest)} mục không được liệt kê."
        else:
            reason = f"{covered}; chênh lệch {plain(gap)} mục nhiều hơn {plain(rest)} mục không được liệt kê."
        statement = f"{plain(behind.value)} ≠ {plain(value.value)} ({state})"
        yield Reconciliation(statement, "không truy được", (behind, value), gap, reason)


def _only_balance(
    gaps: Sequence[float | int], beside: Sequence[Part], rest: float | int
) -> list[tuple[float | int, list[float | int]]] | None:
    """How the unlisted rest fills the gaps, with lists of other states counted into one of them; None unless unique.

    For each gap: what it takes of the rest, and the lists counted into it.
    """
    if not gaps or len(gaps) ** len(beside) > _MOST_WAYS:
        return None
    found = []
    for choice in product(range(len(gaps)), repeat=len(beside)):
        others = [[part.value for part, to in zip(beside, choice, strict=True) if to == i] for i in range(len(gaps))]
        taken = [gap - sum(values) for gap, values in zip(gaps, others, strict=True)]
        if min(taken) >= 0 and sum(taken) == rest:
            found.append(list(zip(taken, others, strict=True)))
    return found[0] if len(found) == 1 else None


def _named(reading: Reading, number: float | int) -> str:
    """« (bằng «Số nhiệm vụ thường xuyên»)» when the text states just this number of a part of the whole."""
    figures = (f for f in reading.figures if f.value == number and f.subject and f.where == "body")
    subject = next((f.subject for f in figures), None)
    return f" (bằng «{subject}»)" if subject else ""


def _state_of(text: str) -> str | None:
    words = fold(text)
    return next((name for name, pattern in _STATES if pattern.search(words)), None)
