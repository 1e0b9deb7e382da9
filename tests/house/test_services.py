"""One signature for every act of ``services``: who acts, on which row, what, and by name whatever may be left out.

::

    def cancel_task(user: User | None, task: Task, reason: str, *, document: Document | None = None) -> Task: …

Read from the syntax tree. An act is a public function at the top of a module of ``services`` that has a person who
acts: a parameter ``user``, or one under whose name the trail records (``recording``).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
ACTOR = "user"
ANY_ROW = frozenset({"Any", "Model", "Row", "models.Model"})
"""Annotations of a row of whatever room."""
OF_ONESELF = "of the person who acts, and of nobody else"
WITHOUT_ROW = {
    "api/services.py:once": OF_ONESELF,
    "calendars/services/changing.py:announce_year": "days off of everybody: there is no row before",
    "calendars/services/files.py:apply_calendar": "days of everybody: the file names the years, not a row",
    "home/services.py:make_feed": OF_ONESELF,
    "home/services.py:revoke_feeds": OF_ONESELF,
    "people/services/messages.py:mark_read": OF_ONESELF,
    "people/services/persons.py:note_security": OF_ONESELF,
    "people/services/persons.py:password_was_changed": OF_ONESELF,
    "people/services/signing.py:note_export": OF_ONESELF,
    "people/services/signing.py:note_refusal": OF_ONESELF,
    "people/services/signing.py:note_sign_in": OF_ONESELF,
    "people/services/signing.py:note_sign_out": OF_ONESELF,
    "people/services/units.py:import_units": "a file names its units; they lie within the scope of the hat worn",
    "law/services/importing.py:import_acts": "the law belongs to nobody: files name their acts",
    "law/services/checking.py:begin_check": "the bases of every act of the register",
    "reviews/services/pairs.py:begin_search": "the documents of the whole register",
    "law/services/importing.py:complete_from_mentions": "what acts of the register say of one another",
    "cases/services/calendar_moves.py:apply_to_terms": "moves name their clocks, as the calendar found them",
    "plans/services/calendar_moves.py:apply_to_tasks": "moves name their tasks, as the calendar found them",
    "plans/services/calendar_moves.py:apply_to_turns": "moves name their turns, as the calendar found them",
    "plans/services/reminding.py:make_letters": "letters of the unit of the hat worn, to addressees named by keys",
    "records/services/rows.py:put_back": "the row is made anew from what was kept of it",
    "web/lists/services.py:drop_view": OF_ONESELF,
    "web/lists/services.py:keep_view": OF_ONESELF,
}
"""Acts that are given no row, each with its reason."""


def _is_services(path: Path) -> bool:
    """Modules of services; those of the trail are what acts call, not acts."""
    parts = path.relative_to(PLATFORM).with_suffix("").parts
    return "services" in parts and "migrations" not in parts and parts[0] != "audit"


def models() -> frozenset[str]:
    """The names of classes in modules of models: what a row is."""
    found = set()
    for path in PLATFORM.rglob("*.py"):
        if "models" in path.relative_to(PLATFORM).with_suffix("").parts:
            found |= {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)}
    return frozenset(found)


def _is_row(annotation: ast.expr | None, rows: frozenset[str]) -> bool:
    """Whether an annotation is that of a row, of several, or of one that may be missing."""
    if annotation is None:
        return False
    if isinstance(annotation, ast.BinOp):
        sides = [one for one in (annotation.left, annotation.right) if ast.unparse(one) != "None"]
        return all(_is_row(one, rows) for one in sides)
    if isinstance(annotation, ast.Subscript):
        return ast.unparse(annotation.value) in ("Iterable", "Sequence", "list") and _is_row(annotation.slice, rows)
    return ast.unparse(annotation) in rows | ANY_ROW


def _recorded(function: ast.FunctionDef) -> set[str]:
    """The names under which the trail records in a function."""
    return {
        node.args[0].id
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("recording", "recording_each")
        and node.args
        and isinstance(node.args[0], ast.Name)
    }


def faults(function: ast.FunctionDef, rows: frozenset[str], *, with_row: bool = True) -> Iterator[str]:
    """What deviates in the signature of one function; nothing when no person acts in it."""
    positional = [*function.args.posonlyargs, *function.args.args]
    names = [one.arg for one in (*positional, *function.args.kwonlyargs)]
    if "by" in names:
        yield "người làm tên là user, không phải by"
    actors = (_recorded(function) & set(names)) | ({ACTOR} & set(names))
    if not actors:
        return
    if actors != {ACTOR}:
        yield f"người làm tên là user, không phải {', '.join(sorted(actors - {ACTOR}))}"
    if not positional or positional[0].arg != ACTOR:
        yield "user đứng đầu"
    if function.args.defaults:
        late = ", ".join(one.arg for one in positional[-len(function.args.defaults) :])
        yield f"tham số có thể bỏ chỉ gọi bằng tên: {late}"
    if "seen" in [one.arg for one in positional]:
        yield "seen chỉ gọi bằng tên"
    if not with_row or function.name.startswith("demand_"):
        return
    if len(positional) < 2 or not _is_row(positional[1].annotation, rows):
        yield "tham số thứ hai là dòng được ghi, hoặc dòng mà dòng mới thuộc về"


def acts() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of ``services`` with its place («plans/services/facts.py:declare»)."""
    for path in sorted(PLATFORM.rglob("*.py")):
        if not _is_services(path):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{path.relative_to(PLATFORM)}:{node.name}", node


def test_every_act_has_the_one_signature() -> None:
    rows = models()
    wrong = [
        f"{place}: {fault}" for place, node in acts() for fault in faults(node, rows, with_row=place not in WITHOUT_ROW)
    ]
    assert not wrong, "docs/architecture.md «Services: one signature»:\n" + "\n".join(wrong)


def test_the_exceptions_are_needed() -> None:
    rows, places = models(), dict(acts())
    gone = [place for place in WITHOUT_ROW if place not in places or not list(faults(places[place], rows))]
    assert not gone, "bỏ khỏi WITHOUT_ROW:\n" + "\n".join(gone)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("def act(user: User | None, task: Task, reason: str) -> None: ...", 0),
        ("def act(user: User, tasks: Iterable[Task], *, seen: str | None = None) -> None: ...", 0),
        ("def act(user: User, unit: Unit | None, wanted: str) -> None: ...", 0),
        ("def act(task: Task, day: date) -> None: ...", 0),
        ("def act(user: User, task: Task, reason: str = '') -> None: ...", 1),
        ("def act(user: User, name: str) -> None: ...", 1),
        ("def demand_act(user: User, name: str) -> None: ...", 0),
        ("def act(user: User, *, task: Task) -> None: ...", 1),
        ("def act(task: Task, user: User) -> None: ...", 1),
        ("def act(task: Task, *, by: User) -> None: ...", 1),
        ("def act(person: User):\n    with recording(person, 'x'): ...", 3),
        ("def act(user: User, task: Task, seen: str) -> None: ...", 1),
    ],
)
def test_what_counts(source: str, number: int) -> None:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert len(list(faults(function, frozenset({"Task", "Unit", "User"})))) == number
