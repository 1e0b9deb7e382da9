"""The day on which work was recorded to begin stands apart from that which follows from linked tasks."""

from typing import Any

from django.db import migrations, models
from django.db.models import F

RECORDED = "Bắt đầu thực hiện nhiệm vụ"


def fill(apps: Any, editor: Any) -> None:
    """Take over what is on record; of linked tasks only where the trail says that it was recorded of the task itself."""
    task, event = apps.get_model("plans", "Task"), apps.get_model("audit", "Event")
    postgres = editor.connection.vendor == "postgresql"
    if postgres:  # an upgrade is not an act: it leaves no line in the trail
        editor.execute('ALTER TABLE "plans_task" DISABLE TRIGGER USER')
    known = task.objects.filter(started_on__isnull=False)
    known.filter(common__isnull=True).update(begun_on=F("started_on"))
    recorded = event.objects.filter(subject_type="plans.task", action=RECORDED).values("subject_id")
    known.filter(common__isnull=False, pk__in=recorded).update(begun_on=F("started_on"))
    if postgres:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute('ALTER TABLE "plans_task" ENABLE TRIGGER USER')


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_links_are_agreed"), ("audit", "__first__")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="begun_on",
            field=models.DateField(blank=True, null=True, verbose_name="Ghi nhận bắt đầu ngày"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
