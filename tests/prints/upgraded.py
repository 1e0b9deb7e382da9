"""Run by test_upgrade.py in a process of its own: an installation with a print of before they were a room, upgraded."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import django

BEFORE = ("plans", "0014_what_is_said_stands_on_records")
FIRST = {
    "title": "Kết quả thực hiện các nhiệm vụ tại Kế hoạch số 1/KH-UBND",
    "as_of": "2026-03-31",
    "basis": "declared",
    "scope": 1,
    "sender": {"issuer": "Sở Tư pháp", "issuer_parent": "UBND tỉnh", "symbol": "BC-STP", "place": "Hà Tĩnh"},
    "intro": ["Tính đến ngày 31/3/2026 có 1 nhiệm vụ."],
    "unconfirmed": [],
    "headline": [["Tổng số nhiệm vụ", 1, 0]],
    "tables": [
        {
            "key": "regular",
            "caption": "4. Nhiệm vụ thường xuyên: 1 nhiệm vụ",
            "columns": [["tt", "TT", 10, "center"], ["nhiem-vu", "Nhiệm vụ", 78, "left"]],
            "rows": [["1", "Phổ biến pháp luật"]],
        }
    ],
    "definitions": [["Quá hạn", "Hạn đã qua mà chưa xong."]],
}


def _trace(old: Any) -> None:
    """The triggers of the trail as that installation had them."""
    from django.db import connection

    from thuongton.audit import triggers

    sqlite = connection.vendor == "sqlite"
    of_table = triggers._sqlite_statements if sqlite else triggers._postgres_statements
    there = set(connection.introspection.table_names()) - {old._meta.db_table}
    models = [model for model in triggers.tracked_models() if model._meta.db_table in there]
    statements = [] if sqlite else list(triggers.POSTGRES_FUNCTIONS)
    statements += [statement for model in [*models, old] for statement in of_table(model)]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def main() -> None:
    """Make the old installation, upgrade it, and tell what it is now."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from thuongton.audit.models import RowChange
    from thuongton.audit.services import recording
    from thuongton.prints.frozen import digest

    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    later = {("plans", "0015_prints_are_a_room"), ("prints", "0001_initial"), ("prints", "0002_of_any_record")}
    targets = [node for node in graph.leaf_nodes() if not later & set(graph.forwards_plan(node))]
    executor.migrate([*targets, BEFORE])
    old = executor.loader.project_state([*targets, BEFORE]).apps  # rendered at once: models of one state fit each other
    _trace(old.get_model("plans", "Printout"))
    with recording(None, "Dựng trước khi nâng cấp"):
        unit = old.get_model("people", "Unit").objects.create(name="Tỉnh Một", kind="province", path="/1/")
        plan = old.get_model("plans", "Plan").objects.create(unit=unit, title="Kế hoạch", number="1/KH-UBND")
        old.get_model("plans", "Printout").objects.create(
            plan=plan, as_of=dt.date(2026, 3, 31), basis="declared", body=FIRST, sha256=digest(FIRST)
        )
    before = RowChange.objects.count()
    call_command("migrate", verbosity=0)
    after = RowChange.objects.count()

    from thuongton.people.models import Unit
    from thuongton.prints.checks import CHECKS
    from thuongton.prints.frozen import Frozen
    from thuongton.prints.models import Printout
    from thuongton.prints.paper import paper_of, sheets_of
    from thuongton.prints.queries import opened

    (printout,) = Printout.objects.all()
    frozen = opened(printout)
    paper = paper_of(frozen)
    told = {
        "row": [printout.kind, printout.title, printout.unit_id, printout.subject_type, printout.subject_id],
        "untouched": [printout.body == FIRST, printout.sha256 == digest(FIRST), str(printout.as_of)],
        "in the trail": after - before,
        "annexes": [annex.title for annex in paper.annexes],
        "sheets": [sheet.name for sheet in sheets_of(frozen)],
        "checks": [sentence for check in CHECKS for sentence in check.find()],
    }
    with recording(None, "Bản in mới"):
        again = Frozen("Sổ").to_dict()
        made = Printout.objects.create(
            kind="so-den", title="Sổ", unit=Unit.objects.get(), as_of=printout.as_of, body=again, sha256=digest(again)
        )
    change = RowChange.objects.get(table="plans_printout", row=made.pk)
    told["traced"] = [change.op, json.loads(change.after or "{}")["kind"], change.event_id is not None]
    told["columns"] = sorted(json.loads(change.after or "{}"))
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
