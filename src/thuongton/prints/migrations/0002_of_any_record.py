"""A print is of any record: it says its kind, its title and whose rows it shows; what was printed stays untouched."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

LONGEST_TITLE = 500


def fill(apps: Any, editor: Any) -> None:
    """What was printed before is the report of a plan."""
    model = apps.get_model("prints", "Printout")
    postgres = editor.connection.vendor == "postgresql"
    if postgres:  # an upgrade is not an act: it leaves no line in the trail
        editor.execute('ALTER TABLE "plans_printout" DISABLE TRIGGER USER')
    for row in model.objects.select_related("plan").iterator(chunk_size=10):
        title = str(row.body.get("title") or "") if isinstance(row.body, dict) else ""
        model.objects.filter(pk=row.pk).update(
            kind="plans.report",
            title=(title or f"Báo cáo trạng thái {row.plan.number}".strip())[:LONGEST_TITLE],
            unit=row.plan.unit_id,
            subject_type="plans.plan",
            subject_id=row.plan_id,
        )
    if postgres:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute('ALTER TABLE "plans_printout" ENABLE TRIGGER USER')


def _unit(*, empty: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="printouts",
        to="people.unit",
        verbose_name="Đơn vị",
        null=empty,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("prints", "0001_initial"),
        ("plans", "0015_prints_are_a_room"),
        ("people", "0007_words_of_an_offer"),
    ]

    operations = [
        migrations.AddField("printout", "kind", models.CharField(max_length=60, verbose_name="Loại bản in", null=True)),
        migrations.AddField(
            "printout", "title", models.CharField(max_length=500, verbose_name="Tên bản in", null=True)
        ),
        migrations.AddField("printout", "unit", _unit(empty=True)),
        migrations.AddField("printout", "subject_type", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("printout", "subject_id", models.BigIntegerField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("printout", "kind", models.CharField(max_length=60, verbose_name="Loại bản in")),
        migrations.AlterField("printout", "title", models.CharField(max_length=500, verbose_name="Tên bản in")),
        migrations.AlterField("printout", "unit", _unit(empty=False)),
        migrations.AlterField(
            "printout",
            "basis",
            models.CharField(
                blank=True,
                choices=[("declared", "Theo khai báo"), ("proven", "Theo sản phẩm chứng minh")],
                default="",
                max_length=10,
                verbose_name="Cách tính",
            ),
        ),
        migrations.AlterField("printout", "made_at", models.DateTimeField(default=timezone.now, verbose_name="In lúc")),
        migrations.RemoveField("printout", "plan"),
        migrations.AlterModelOptions("printout", {"ordering": ["-id"], "verbose_name": "bản in"}),
        migrations.AddIndex("printout", models.Index(fields=["subject_type", "subject_id"], name="printout_subject")),
    ]
