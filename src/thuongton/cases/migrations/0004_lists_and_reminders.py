"""Reminders of clocks that were sent, and indexes that lists of many cases read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160, unique=True, verbose_name="Khoá chống nhắc lặp")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="Gửi lúc")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người được nhắc",
                    ),
                ),
            ],
            options={"verbose_name": "nhắc việc của hồ sơ"},
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["kind", "opened_on", "id"], name="case_of_kind_by_day"),
        ),
        migrations.RemoveIndex(model_name="caseterm", name="case_term_running_due"),
        migrations.AddIndex(
            model_name="caseterm",
            index=models.Index(
                condition=models.Q(("cancelled_on", None), ("replaced_on", None), ("stopped_on", None)),
                fields=["due", "case"],
                name="case_term_running_due",
            ),
        ),
    ]
