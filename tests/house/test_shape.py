"""The shape every room has: writes stand in services, reads in queries, modules stay small.

Django's own words decide what counts as touching a model, read from the syntax tree: a call is a write when its name
and its arguments can only be those of a model, a query set or a model form.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
FOLDERS = ("src", "packages", "scripts", "tests", "bench")
LONGEST = 600

MANAGERS = {"objects", "_default_manager", "_base_manager", "all_objects"}
ONLY_ON_MODELS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WITHOUT_POSITIONAL = {"save", "delete"}
WITH_KEYWORDS_ONLY = {"create", "update"}
WRITES = ONLY_ON_MODELS | WITHOUT_POSITIONAL | WITH_KEYWORDS_ONLY
CHILDREN = {
    "assignments", "attachments", "changes", "comments", "coverage", "coverage_below", "deadlinechanges",
    "declarations", "documents", "drafts", "hats", "implemented_by", "intakes", "link_consents", "link_offers",
    "links_in", "links_out", "number_series", "occurrences", "owned_tasks", "parts", "plans", "printouts", "proofs",
    "proposals", "reminders", "stated_figures", "subtasks", "tasks", "triggers", "versions",
}  # fmt: skip
"""Relations from a record that one may see to rows that one may not: views ask a query of their room for them.

Agencies, rules and groups are the text of a task or a plan as printed, and are read with it.
"""
OF_QUERIES = {
    "all", "count", "create", "exclude", "exists", "filter", "first", "get", "last", "order_by", "values_list",
}  # fmt: skip

SQL = {"cursor", "raw", "extra", "RawSQL"}
OWN_SQL = {
    "src/thuongton/audit/columns.py": "columns of many rows in one statement, for services",
    "src/thuongton/audit/services.py": "the number of the transaction, which the triggers write too",
    "src/thuongton/audit/triggers.py": "triggers are made in the database's own words",
    "src/thuongton/cases/queries/form_answers.py": "what forms ask of the cases that a scoped query gave, by groups",
    "src/thuongton/config/backup.py": "the snapshot and the counts of a backup",
    "src/thuongton/config/presence.py": "the lock under which a database is upgraded",
    "src/thuongton/config/restore.py": "the counts of a restored database",
    "src/thuongton/files/services.py": "the lock under which a file is swept",
    "src/thuongton/plans/queries/sums.py": "sums over the rows that a scoped query gave, by a key of theirs",
}
"""Modules that speak SQL themselves, each with its reason: what they read is shown to nobody as rows of a unit."""

SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def _room_for_writes(module: Path) -> bool:
    parts = module.relative_to(PLATFORM).with_suffix("").parts
    return bool({"services", "migrations"} & set(parts)) or parts[0] == "demo"


def _room_for_reads(module: Path) -> bool:
    parts = module.relative_to(PLATFORM).with_suffix("").parts
    return _room_for_writes(module) or bool({"queries", "models", "checks"} & set(parts))


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each call that writes a model.

    `save()` and `delete()` of a model take no positional argument (a workbook's `save(path)` and a cache's
    `delete(key)` do); `create` and `update` of a query set take keywords only (a digest's `update(data)` does not);
    an overridden method that calls `super()` is the model itself.
    """
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)) or _is_super(node.func.value):
            continue
        name = node.func.attr
        name = (
            name[1:]
            if name[:1] == "a" and name[1:] in WITHOUT_POSITIONAL | WITH_KEYWORDS_ONLY | ONLY_ON_MODELS
            else name
        )
        through_manager = any(isinstance(n, ast.Attribute) and n.attr in MANAGERS for n in ast.walk(node.func.value))
        if (
            name in ONLY_ON_MODELS
            or (name in WITHOUT_POSITIONAL and not node.args)
            or (name in WITH_KEYWORDS_ONLY and (through_manager or (node.keywords and not node.args)))
        ):
            yield node.lineno, ast.unparse(node)[:100]


def reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each place that reaches the rows of a model: a manager, or a shortcut given a model class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, ast.unparse(node)[:100]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SHORTCUTS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Name) and first.id[:1].isupper():
                yield node.lineno, ast.unparse(node)[:100]


def found(look: Callable[[ast.AST], Iterator[tuple[int, str]]], allowed: Callable[[Path], bool]) -> list[str]:
    """`file:line: text` for every hit outside the rooms that may have one."""
    return [
        f"{module.relative_to(ROOT)}:{line}: {text}"
        for module in sorted(PLATFORM.rglob("*.py"))
        if not allowed(module)
        for line, text in look(ast.parse(module.read_text("utf-8")))
    ]


def plain_sql(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each place that speaks SQL past the queries: a cursor, ``raw``, ``extra``, ``RawSQL``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in SQL:
            continue
        words = node.args and isinstance(node.args[0], ast.Constant) and " " in str(node.args[0].value)
        through = any(isinstance(n, ast.Attribute) and n.attr in MANAGERS for n in ast.walk(node.func))
        if name in ("cursor", "RawSQL") or through or words or (name == "extra" and node.keywords):
            yield node.lineno, ast.unparse(node)[:100]


def children(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each relation followed from a record to the rows that hang on it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OF_QUERIES:
            relation = node.func.value
            if isinstance(relation, ast.Attribute) and relation.attr in CHILDREN:
                yield node.lineno, ast.unparse(relation)[:100]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {*SHORTCUTS, "list"}:
            for given in node.args[:1]:
                if isinstance(given, ast.Attribute) and given.attr in CHILDREN:
                    yield node.lineno, ast.unparse(given)[:100]


def _views(module: Path) -> bool:
    parts = module.relative_to(PLATFORM).with_suffix("").parts
    return "views" in parts or parts[:1] == ("api",)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("connection.cursor()", 1),
        ("with connections['x'].cursor() as c: pass", 1),
        ("Task.objects.raw('SELECT 1')", 1),
        ("rows.raw('SELECT * FROM plans_task')", 1),
        ("rows.annotate(x=RawSQL('SELECT 1', ()))", 1),
        ("rows.extra(where=['1=1'])", 1),
        ("row.raw('common')", 0),
        ("request.body.raw", 0),
    ],
)
def test_what_counts_as_plain_sql(source: str, expected: int) -> None:
    assert len(list(plain_sql(ast.parse(source)))) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("get_object_or_404(task.subtasks, pk=1)", 1),
        ("task.assignments.filter(pk=1)", 1),
        ("plan.unit.documents.all()", 1),
        ("list(task.comments.order_by('pk'))", 1),
        ("subtasks_writable_by(user, task)", 0),
        ("result.tasks", 0),
    ],
)
def test_what_counts_as_following_a_relation(source: str, expected: int) -> None:
    assert len(list(children(ast.parse(source)))) == expected


def test_sql_is_spoken_in_named_modules_only() -> None:
    wrong = found(plain_sql, lambda module: "migrations" in module.parts or str(module.relative_to(ROOT)) in OWN_SQL)
    assert not wrong, "SQL viết tay ngoài các mô-đun được nêu lý do:\n" + "\n".join(wrong)
    unused = [name for name in OWN_SQL if not list(plain_sql(ast.parse((ROOT / name).read_text("utf-8"))))]
    assert not unused, f"không còn SQL, bỏ khỏi danh sách: {unused}"


def test_views_reach_what_hangs_on_a_record_through_queries_only() -> None:
    wrong = found(children, lambda module: not _views(module))
    assert not wrong, "đi theo quan hệ từ một hồ sơ thấy được, ngoài queries:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Task.objects.create(title='x')", 1),
        ("plan.tasks.create(title='x')", 1),
        ("task.save()", 1),
        ("task.save(update_fields=['x'])", 1),
        ("form.save()", 1),
        ("await task.asave()", 1),
        ("Task.objects.filter(a=1).update(b=2)", 1),
        ("Task.objects.filter(a=1).delete()", 1),
        ("Task.objects.bulk_create(rows)", 1),
        ("people.get_or_create(name='x')", 1),
        ("workbook.save(path)", 0),
        ("digest.update(data)", 0),
        ("found.update({'a': 1})", 0),
        ("cache.delete('key')", 0),
        ("super().save(**given)", 0),
        ("create(title='x')", 0),
    ],
)
def test_what_counts_as_a_write(source: str, expected: int) -> None:
    assert len(list(writes(ast.parse(source)))) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Task.objects.filter(a=1)", 1),
        ("get_user_model()._default_manager.all()", 1),
        ("get_object_or_404(Task, pk=1)", 1),
        ("get_object_or_404(queries.tasks(user), pk=1)", 0),
        ("queries.tasks(user)", 0),
    ],
)
def test_what_counts_as_a_read(source: str, expected: int) -> None:
    assert len(list(reads(ast.parse(source)))) == expected


def test_models_are_written_by_services_only() -> None:
    wrong = found(writes, _room_for_writes)
    assert not wrong, "ghi dữ liệu ngoài services.py:\n" + "\n".join(wrong)


def test_models_are_read_by_queries_only() -> None:
    """Integrity checks (``checks.py``) look at all rows and show them to nobody but the administrator."""
    wrong = found(reads, _room_for_reads)
    assert not wrong, "đọc dữ liệu ngoài queries.py:\n" + "\n".join(wrong)


def test_no_module_has_two_subjects() -> None:
    modules = [m for folder in FOLDERS for m in sorted((ROOT / folder).rglob("*.py"))]
    lengths = {m: len(m.read_text("utf-8").splitlines()) for m in modules if "migrations" not in m.parts}
    wrong = [f"{m.relative_to(ROOT)}: {length} dòng" for m, length in lengths.items() if length > LONGEST]
    assert not wrong, f"dài quá {LONGEST} dòng:\n" + "\n".join(wrong)


def test_every_module_says_its_subject_in_its_first_line() -> None:
    wrong = [
        str(m.relative_to(ROOT))
        for folder in ("src", "packages")
        for m in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in m.parts
        and (tree := ast.parse(m.read_text("utf-8"))).body
        and not (ast.get_docstring(tree) or "").strip()
    ]
    assert not wrong, "thiếu dòng đầu nói mô-đun này về việc gì:\n" + "\n".join(wrong)
