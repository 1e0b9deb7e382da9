"""What must hold over a whole kind: states reached and left, acts possible, clocks that end, papers masked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from thuongton.cases.definition.conditions import (
    AllHold,
    AnyHolds,
    CaseCondition,
    ClockIs,
    FieldIs,
    FieldKnown,
    Flagged,
    IsLate,
    NotHolds,
    StateIn,
)
from thuongton.cases.definition.lines import FileFinding
from thuongton.cases.definition.model import ANY, CaseKind, KindClock, KindTransition
from thuongton.cases.definition.tie_files import check_ties


def check_kind(kind: CaseKind, wrong_already: Collection[str]) -> list[FileFinding]:
    """Findings over the whole; paths that are wrong already do not bring others after them."""
    graph_is_whole = not any(
        path.endswith((".to", ".from")) and path.startswith("transitions.") for path in wrong_already
    )
    found = [*_clocks(kind), *_acts(kind), *_papers(kind), *_queues(kind), *check_ties(kind)]
    if graph_is_whole:
        found += _graph(kind)
    if kind.valid_from and kind.valid_to and kind.valid_to < kind.valid_from:
        line = kind.lines.get("valid_to", 1)
        found.append(FileFinding(kind.file, line, "valid_to", "bad-number", "Sổ hết hiệu lực trước khi có hiệu lực."))
    return found


def _edges(kind: CaseKind) -> dict[str, set[str]]:
    """To which other states each state leads."""
    found: dict[str, set[str]] = {name: set() for name in kind.states}
    for one in kind.transitions.values():
        sources = [*kind.states] if ANY in one.sources else one.sources
        for source in sources:
            leaves_final = kind.states[source].final and ANY in one.sources
            if one.to is not None and one.to != source and not leaves_final:
                found[source].add(one.to)
    return found


def reachable(kind: CaseKind) -> set[str]:
    """The states that some sequence of acts leads to."""
    edges = _edges(kind)
    seen: set[str] = set()
    todo = [one.to for one in kind.transitions.values() if one.opens and one.to is not None]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += edges[state]
    return seen


def _graph(kind: CaseKind) -> Iterator[FileFinding]:
    if not any(one.opens for one in kind.transitions.values()):
        yield FileFinding(
            kind.file, 1, "transitions", "missing-name", "Không có thao tác nào mở hồ sơ (thao tác không có «from»)."
        )
        return
    edges, reached = _edges(kind), reachable(kind)
    ending = _ending(kind, edges)
    for state in kind.states.values():
        path = f"states.{state.name}"
        if state.name not in reached:
            yield FileFinding(
                kind.file,
                state.line,
                path,
                "unreachable-state",
                f"Không thao tác nào dẫn đến trạng thái «{state.name}».",
            )
        elif not state.final and state.name not in ending:
            message = f"Từ trạng thái «{state.name}» không đến được trạng thái cuối; xong ở đây thì ghi «final: true»."
            yield FileFinding(kind.file, state.line, path, "dead-end", message)
    for one in kind.transitions.values():
        if one.sources and ANY not in one.sources and not reached & set(one.sources):
            message = f"Thao tác «{one.name}» chỉ đi từ trạng thái không bao giờ đến được."
            yield FileFinding(kind.file, one.line, f"transitions.{one.name}", "dead-transition", message)


def _ending(kind: CaseKind, edges: dict[str, set[str]]) -> set[str]:
    """The states from which a final one can be reached."""
    back: dict[str, list[str]] = {name: [] for name in kind.states}
    for source, targets in edges.items():
        for target in targets:
            back[target].append(source)
    seen: set[str] = set()
    todo = [name for name, state in kind.states.items() if state.final]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += back[here]
    return seen


def _acts(kind: CaseKind) -> Iterator[FileFinding]:
    for one in kind.transitions.values():
        path = f"transitions.{one.name}"
        if not one.role:
            continue
        if _asks_late(one) and not one.within:
            message = f"Thao tác «{one.name}» hỏi «late» nhưng không nói phải kịp thời hạn nào («within»)."
            yield FileFinding(kind.file, one.line, f"{path}.within", "missing-name", message)
        leaves_final = [name for name in one.sources if name in kind.states and kind.states[name].final]
        if leaves_final and one.to not in (None, *leaves_final) and not one.reopens:
            message = (
                f"Thao tác «{one.name}» đi từ trạng thái cuối «{leaves_final[0]}»; mở lại thì ghi «reopens: true»."
            )
            yield FileFinding(kind.file, one.line, f"{path}.from", "dead-transition", message)
        if one.reopens and not one.requires:
            message = f"Thao tác mở lại «{one.name}» phải có lý do («requires»)."
            yield FileFinding(kind.file, one.line, f"{path}.requires", "missing-name", message)
        if one.reopens and not any(kind.states[name].final for name in one.sources if name in kind.states):
            message = f"Thao tác «{one.name}» mở lại nhưng không đi từ trạng thái cuối nào."
            yield FileFinding(kind.file, one.line, path, "dead-transition", message)


def _asks_late(one: KindTransition) -> bool:
    conditions: list[CaseCondition | None] = [one.when, *(need.when for need in one.requires)]
    return any(isinstance(part, IsLate) for cond in conditions if cond is not None for part in cond.parts())


def _given(kind: CaseKind, act: str) -> set[str]:
    """The fields that an act gives."""
    one = kind.transitions.get(act)
    return set() if one is None else one.given


def _clocks(kind: CaseKind) -> Iterator[FileFinding]:
    for clock in kind.clocks.values():
        path = f"clocks.{clock.name}"
        if not clock.off and not clock.ends and not clock.cancelled:
            message = f"Thời hạn «{clock.name}» không bao giờ dừng: thiếu «ends»."
            yield FileFinding(kind.file, clock.line, f"{path}.ends", "missing-name", message)
        yield from _days_of(kind, clock, path)


def _days_of(kind: CaseKind, clock: KindClock, path: str) -> Iterator[FileFinding]:
    dated = [(touch, "starts") for touch in clock.starts] + [(touch, "ends") for touch in clock.ends]
    if clock.agreed is not None:
        dated.append((clock.agreed, "agreed"))
    for touch, where in dated:
        if touch.day and touch.act in kind.transitions and touch.day not in _given(kind, touch.act):
            message = f"Thao tác «{touch.act}» không ghi trường «{touch.day}»."
            yield FileFinding(kind.file, clock.line, f"{path}.{where}.day", "unknown-field", message)
    extension = clock.extension
    if extension is None or not extension.field or extension.act not in kind.transitions:
        return
    if extension.field not in _given(kind, extension.act):
        message = f"Thao tác «{extension.act}» không ghi trường «{extension.field}»."
        yield FileFinding(kind.file, clock.line, f"{path}.extension.field", "unknown-field", message)


def _papers(kind: CaseKind) -> Iterator[FileFinding]:
    for paper in kind.papers.values():
        for name in paper.fields:
            if name in kind.closed and name not in kind.closed_when:
                message = f"Mẫu «{paper.name}» in trường «{name}», chỉ người xử lý và lãnh đạo được xem."
                yield FileFinding(
                    kind.file, paper.line, f"papers.{paper.name}.fields", "sensitive-printed-unmasked", message
                )
                continue
            field = kind.fields.get(name)
            if field is not None and field.sensitive and name not in (*paper.mask, *paper.unmasked):
                message = f"Mẫu «{paper.name}» in trường nhạy cảm «{name}» không che; ghi ở «mask» hoặc «unmasked»."
                yield FileFinding(
                    kind.file, paper.line, f"papers.{paper.name}.fields", "sensitive-printed-unmasked", message
                )


_IN_QUEUES = (StateIn, FieldIs, FieldKnown, Flagged, ClockIs, AllHold, AnyHolds, NotHolds)
"""What the database can be asked of many cases at once (``queries.kind_queues``)."""


def _queues(kind: CaseKind) -> Iterator[FileFinding]:
    hidden = {*kind.sensitive, *kind.closed, *(name for name, one in kind.fields.items() if one.is_sealed)}
    for queue in kind.queues.values():
        for part in queue.when.parts():
            message = ""
            if not isinstance(part, _IN_QUEUES):
                message = f"Hàng việc «{queue.name}» chỉ hỏi được trạng thái, giá trị của trường, cờ và thời hạn."
            elif isinstance(part, FieldIs) and part.field in hidden:
                message = f"Hàng việc «{queue.name}» hỏi giá trị của «{part.field}», là trường niêm phong."
            if message:
                yield FileFinding(kind.file, queue.line, f"queues.{queue.name}.when", "unknown-name", message)
                break


def check_versions(kinds: Sequence[CaseKind]) -> list[FileFinding]:
    """Findings where two files of one kind say the same version, overlap, or leave days between them."""
    found: list[FileFinding] = []
    by_name: dict[str, list[CaseKind]] = {}
    for kind in kinds:
        by_name.setdefault(kind.kind, []).append(kind)
    for name, versions in by_name.items():
        versions.sort(key=lambda one: (one.valid_from or dt.date.min, one.version))
        found += _follow(name, versions)
    return found


def _follow(name: str, versions: Iterable[CaseKind]) -> Iterator[FileFinding]:
    for before, one in pairwise(versions):
        start = one.valid_from or dt.date.min
        if one.version == before.version:
            message = f"Phiên bản {one.version} của «{name}» có hai tệp."
            yield FileFinding(one.file, one.lines.get("version", 1), "version", "duplicate", message)
        if before.valid_to is None or before.valid_to >= start:
            code, message = "overlapping-versions", f"Hai phiên bản của «{name}» trùng thời gian hiệu lực"
        elif before.valid_to + dt.timedelta(days=1) < start:
            code, message = "gap-between-versions", f"Giữa hai phiên bản của «{name}» có ngày không thuộc phiên bản nào"
        else:
            continue
        for here, there, key in ((before, one, "valid_to"), (one, before, "valid_from")):
            line = here.lines.get(key, here.lines.get("version", 1))
            yield FileFinding(here.file, line, key, code, f"{message} ({there.file}).")
