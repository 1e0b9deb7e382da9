"""The database triggers that write ``RowChange`` and keep the trail append-only, for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from thuongton.web.rooms import given

TRAIL = "audit_rowchange"
EVENT = "audit_event"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A room whose rows leave a trace (join tables too): all its models but those in ``skip``, by name («reading»).

    ``hidden`` are columns that the trail does not tell, by model («user»).
    """

    room: str
    skip: frozenset[str] = frozenset()
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def tracked_models() -> list[type[models.Model]]:
    """Models whose rows leave a trace, as the rooms say."""
    return [
        model
        for one in given(Tracked)
        for model in apps.get_app_config(one.room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.model_name not in one.skip
    ]


def _hidden(model: type[models.Model]) -> tuple[str, ...]:
    meta = model._meta
    return next((one.hidden.get(meta.model_name or "", ()) for one in given(Tracked) if one.room == meta.app_label), ())


def _columns(model: type[models.Model]) -> list[str]:
    hidden = _hidden(model)
    return [field.column for field in model._meta.local_concrete_fields if field.column and field.column not in hidden]


def _sqlite_statements(model: type[models.Model]) -> list[str]:
    table, pk = model._meta.db_table, model._meta.pk.column
    columns = _columns(model)
    raw = {field.column for field in model._meta.local_concrete_fields if isinstance(field, models.BinaryField)}

    def told(column: str, side: str) -> str:
        """A value as JSON holds it; bytes as PostgreSQL writes them, for SQLite knows no JSON of bytes."""
        value = f'{side}."{column}"'
        return f"CASE WHEN {value} IS NOT NULL THEN '\\x' || lower(hex({value})) END" if column in raw else value

    old, new = (
        "json_object(" + ", ".join(f"'{column}', {told(column, side)}" for column in columns) + ")"
        for side in ("OLD", "NEW")
    )
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    into = f'INSERT INTO {TRAIL} ("table", "row", op, before, after, at)'
    return [
        f'DROP TRIGGER IF EXISTS "trail_{table}_i"',
        f'DROP TRIGGER IF EXISTS "trail_{table}_u"',
        f'DROP TRIGGER IF EXISTS "trail_{table}_d"',
        f'CREATE TRIGGER "trail_{table}_i" AFTER INSERT ON "{table}" BEGIN '
        f"{into} VALUES ('{table}', NEW.\"{pk}\", 'I', NULL, {new}, {now}); END",
        f'CREATE TRIGGER "trail_{table}_u" AFTER UPDATE ON "{table}" WHEN {differs} BEGIN '
        f"{into} VALUES ('{table}', NEW.\"{pk}\", 'U', {old}, {new}, {now}); END",
        f'CREATE TRIGGER "trail_{table}_d" AFTER DELETE ON "{table}" BEGIN '
        f"{into} VALUES ('{table}', OLD.\"{pk}\", 'D', {old}, NULL, {now}); END",
    ]


SQLITE_GUARDS = {
    "trail_guard_event_u": f"BEFORE UPDATE ON {EVENT} WHEN NOT (OLD.actor_user_id IS NOT NULL AND NEW.actor_user_id"
    " IS NULL AND OLD.hash = NEW.hash)",
    "trail_guard_event_d": f"BEFORE DELETE ON {EVENT}",
    "trail_guard_change_u": f"BEFORE UPDATE ON {TRAIL} WHEN OLD.event_id IS NOT NULL",
    "trail_guard_change_d": f"BEFORE DELETE ON {TRAIL}",
}
REFUSAL = "nhat ky chi duoc ghi them, khong duoc sua hay xoa"


def _sqlite_guards() -> list[str]:
    statements = []
    for name, when in SQLITE_GUARDS.items():
        statements.append(f'DROP TRIGGER IF EXISTS "{name}"')
        statements.append(f"CREATE TRIGGER \"{name}\" {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")
    return statements


POSTGRES_FUNCTIONS = [
    f"""
    CREATE OR REPLACE FUNCTION trail_capture() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE hidden text[] := TG_ARGV[1]::text[]; b jsonb; a jsonb; n bigint;
    BEGIN
      IF TG_OP <> 'INSERT' THEN b := to_jsonb(OLD) - hidden; n := (to_jsonb(OLD) ->> TG_ARGV[0])::bigint; END IF;
      IF TG_OP <> 'DELETE' THEN a := to_jsonb(NEW) - hidden; n := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint; END IF;
      IF TG_OP = 'UPDATE' AND a = b THEN RETURN NULL; END IF;
      INSERT INTO {TRAIL} ("table", "row", op, before, after, tx, at)
      VALUES (TG_TABLE_NAME, n, left(TG_OP, 1), b::text, a::text, txid_current(), clock_timestamp());
      RETURN NULL;
    END $$""",
    f"""
    CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
]


def _postgres_statements(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    hidden = "{" + ",".join(_hidden(model)) + "}"
    return [
        f'DROP TRIGGER IF EXISTS trail ON "{table}"',
        f'CREATE TRIGGER trail AFTER INSERT OR UPDATE OR DELETE ON "{table}" FOR EACH ROW '
        f"EXECUTE FUNCTION trail_capture('{model._meta.pk.column}', '{hidden}')",
    ]


def _postgres_guards() -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS trail_guard_u ON {EVENT}",
        f"DROP TRIGGER IF EXISTS trail_guard_d ON {EVENT}",
        f"DROP TRIGGER IF EXISTS trail_guard_u ON {TRAIL}",
        f"DROP TRIGGER IF EXISTS trail_guard_d ON {TRAIL}",
        f"CREATE TRIGGER trail_guard_u BEFORE UPDATE ON {EVENT} FOR EACH ROW WHEN (NOT (OLD.actor_user_id IS NOT NULL "
        "AND NEW.actor_user_id IS NULL AND OLD.hash = NEW.hash)) EXECUTE FUNCTION trail_refuse()",
        f"CREATE TRIGGER trail_guard_d BEFORE DELETE ON {EVENT} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
        f"CREATE TRIGGER trail_guard_u BEFORE UPDATE ON {TRAIL} FOR EACH ROW WHEN (OLD.event_id IS NOT NULL) "
        "EXECUTE FUNCTION trail_refuse()",
        f"CREATE TRIGGER trail_guard_d BEFORE DELETE ON {TRAIL} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    ]


def _existing(connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    tables = set(connection.introspection.table_names())
    return [model for model in tracked_models() if model._meta.db_table in tables] if TRAIL in tables else []


def install(connection: BaseDatabaseWrapper) -> int:
    """(Re)make every trigger for the tables that exist; returns how many tables are tracked."""
    found = _existing(connection)
    if not found:
        return 0
    sqlite = connection.vendor == "sqlite"
    statements = [] if sqlite else list(POSTGRES_FUNCTIONS)
    for model in found:
        statements += _sqlite_statements(model) if sqlite else _postgres_statements(model)
    statements += _sqlite_guards() if sqlite else _postgres_guards()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return len(found)


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For test databases only: let the trail be emptied between tests."""
    if not settings.TESTING:
        raise RuntimeError("the guards of the trail are lifted in tests only")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE_GUARDS:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for statement in _sqlite_guards():
                    cursor.execute(statement)
