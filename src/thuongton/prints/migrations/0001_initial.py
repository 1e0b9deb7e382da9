"""Prints become a room of their own: the table stays as it is, with its rows, its name and its triggers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plans", "0014_what_is_said_stands_on_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Printout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="Tính đến")),
                        (
                            "basis",
                            models.CharField(
                                choices=[("declared", "Theo khai báo"), ("proven", "Theo sản phẩm chứng minh")],
                                max_length=10,
                                verbose_name="Cách tính",
                            ),
                        ),
                        ("body", models.JSONField(verbose_name="Nội dung đã in")),
                        ("sha256", models.CharField(max_length=64, verbose_name="Dấu vân tay SHA-256")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="In lúc")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Người in",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.plan",
                                verbose_name="Kế hoạch",
                            ),
                        ),
                    ],
                    options={"verbose_name": "bảng đã in", "ordering": ["-id"], "db_table": "plans_printout"},
                ),
            ]
        )
    ]
