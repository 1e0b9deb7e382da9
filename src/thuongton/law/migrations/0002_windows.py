"""The states of acts are kept as windows; acts that stand in a register already wait to be derived."""

import django.db.models.deletion
from django.db import migrations, models

TOGETHER = 5_000


def mark(apps, _editor):
    """Every act that is there waits to be derived; a job does it."""
    acts, waiting = apps.get_model("law", "LegalAct"), apps.get_model("law", "ActToDerive")
    some = []
    for pk in acts.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=TOGETHER):
        some.append(waiting(act_id=pk, spread=False))
        if len(some) >= TOGETHER:
            waiting.objects.bulk_create(some, batch_size=500)
            some = []
    waiting.objects.bulk_create(some, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Derivation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done", models.BigIntegerField(null=True, verbose_name="Đã tính đến")),
            ],
            options={"verbose_name": "việc tính hiệu lực"},
        ),
        migrations.CreateModel(
            name="ActToDerive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spread", models.BooleanField(default=True, verbose_name="Cả những gì nó tác động")),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="law.legalact",
                        verbose_name="Văn bản",
                    ),
                ),
            ],
            options={"verbose_name": "văn bản chờ tính lại hiệu lực"},
        ),
        migrations.CreateModel(
            name="ActWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="Từ ngày")),
                ("until", models.DateField(verbose_name="Đến trước ngày")),
                ("state", models.CharField(max_length=20, verbose_name="Tình trạng hiệu lực")),
                ("reason", models.CharField(max_length=20, verbose_name="Lý do")),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="windows",
                        to="law.legalact",
                        verbose_name="Văn bản",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="law.legalact",
                        verbose_name="Theo văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoảng hiệu lực",
                "indexes": [
                    models.Index(fields=["state", "until", "since", "act"], name="law_window_state"),
                    models.Index(condition=models.Q(("by__isnull", False)), fields=["by"], name="law_window_by"),
                ],
                "constraints": [models.UniqueConstraint(fields=("act", "since"), name="law_window_once")],
            },
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
