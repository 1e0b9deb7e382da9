"""Postings stand by blocks of acts; the index is made anew by the job that follows the register."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def emptied(apps: Any, _schema_editor: Any) -> None:
    """Forget what is indexed: every act is found to be not yet, and indexed again."""
    for name in ("IndexedArticle", "IndexedAct", "SearchTerm"):
        apps.get_model("search", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.DeleteModel("TermPostings"),
        migrations.CreateModel(
            name="TermPostings",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term", "block", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("block", models.PositiveIntegerField(verbose_name="Nhóm văn bản")),
                ("data", models.BinaryField(verbose_name="Chỗ có từ ấy")),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="search.searchterm",
                        verbose_name="Từ",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỗ có từ",
                "indexes": [models.Index(fields=["block"], name="search_postings_block")],
            },
        ),
        migrations.RunPython(emptied, migrations.RunPython.noop),
    ]
