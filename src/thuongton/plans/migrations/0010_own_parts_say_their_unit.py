"""Steps, exchanges and decisions of a matrix say which unit they belong to."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("plans_subtask", "plans_comment", "plans_coverage")


def _place(hat: Any, otherwise: int) -> int:
    """The unit a person writes for with a hat: where he or she works when that lies in the scope, else the scope."""
    if hat is None or hat.scope is None:
        return otherwise
    return hat.unit_id if hat.unit is not None and hat.unit.path.startswith(hat.scope.path) else hat.scope_id


def fill(apps: Any, editor: Any) -> None:
    """What was written before belongs to the unit its writer worked in; without a writer, to that of the plan."""
    first: dict[int, Any] = {}
    for hat in apps.get_model("people", "Hat").objects.select_related("unit", "scope").order_by("-id"):
        first[hat.user_id] = hat
    postgres = editor.connection.vendor == "postgresql"
    if postgres:  # an upgrade is not an act: it leaves no line in the trail, as the other columns of an upgrade do not
        for table in TABLES:
            editor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for name in ("Subtask", "Comment"):
        model = apps.get_model("plans", name)
        for row in model.objects.select_related("task").iterator():
            hat = first.get(row.by_id)
            keeps = hat is not None and hat.scope is not None and row.task.unit.path.startswith(hat.scope.path)
            model.objects.filter(pk=row.pk).update(unit=row.task.unit_id if keeps else _place(hat, row.task.unit_id))
    model = apps.get_model("plans", "Coverage")
    for row in model.objects.select_related("higher__unit", "plan__unit").iterator():
        hat = first.get(row.by_id)
        higher = hat is None or hat.scope is None or row.higher.unit.path.startswith(hat.scope.path)
        model.objects.filter(pk=row.pk).update(unit=row.higher.unit_id if higher else row.plan.unit_id)
    if postgres:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            editor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _unit(related: str, label: str, *, empty: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related,
        to="people.unit",
        verbose_name=label,
        null=empty,
    )


FIELDS = (
    ("subtask", "subtasks", "Đơn vị"),
    ("comment", "comments", "Đơn vị"),
    ("coverage", "coverage_decided", "Bên quyết định"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_user_must_change_password"),
        ("plans", "0009_words_for_every_field"),
    ]

    operations = [
        *(migrations.AddField(model, "unit", _unit(related, label, empty=True)) for model, related, label in FIELDS),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(model, "unit", _unit(related, label, empty=False)) for model, related, label in FIELDS),
    ]
