"""Open cases of a register moved to a newer version of their kind by a job."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_transfers"),
        ("people", "0007_words_of_an_offer"),
    ]

    operations = [
        migrations.CreateModel(
            name="KindMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="Loại hồ sơ")),
                ("version", models.PositiveIntegerField(verbose_name="Phiên bản")),
                ("reason", models.CharField(max_length=300, verbose_name="Lý do")),
                ("place", models.BigIntegerField(default=0, verbose_name="Đã qua")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="Đã chuyển")),
                ("stayed", models.PositiveIntegerField(default=0, verbose_name="Ở lại")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="Lúc")),
                ("done_at", models.DateTimeField(null=True, verbose_name="Xong lúc")),
                (
                    "hat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.hat",
                        verbose_name="Vai trò",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người chuyển",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt chuyển hồ sơ sang phiên bản mới",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)), fields=("unit", "kind"), name="kind_move_one_at_a_time"
                    )
                ],
            },
        ),
    ]
