"""Cases that go over to the register of another unit."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_sent_once"),
        ("people", "0007_words_of_an_offer"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseTransfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="Loại hồ sơ")),
                ("number", models.PositiveIntegerField(verbose_name="Số trong sổ chuyển")),
                ("year", models.PositiveIntegerField(verbose_name="Năm của sổ chuyển")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("competence", "thuộc thẩm quyền của đơn vị nhận"),
                            ("place", "việc xảy ra ở địa bàn của đơn vị nhận"),
                            ("merged", "sắp xếp đơn vị, bàn giao địa bàn"),
                        ],
                        max_length=12,
                        verbose_name="Vì",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "chờ đơn vị nhận"),
                            ("accepted", "đã nhận vào sổ"),
                            ("refused", "không nhận"),
                            ("withdrawn", "đã rút"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="Trạng thái",
                    ),
                ),
                ("new_number", models.PositiveIntegerField(null=True, verbose_name="Số trong sổ nhận")),
                ("new_year", models.PositiveIntegerField(null=True, verbose_name="Năm của sổ nhận")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="Đề nghị lúc")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="Trả lời lúc")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người trả lời",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="Đơn vị chuyển",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="Đơn vị nhận",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ chuyển sổ",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")), fields=("case",), name="case_transfer_one_at_a_time"
                    )
                ],
            },
        ),
    ]
