"""The index of search: postings, articles and acts that are found; what the register has is indexed by a job."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("law", "0002_windows"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexedAct",
            fields=[
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="law.legalact",
                        verbose_name="Văn bản",
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=300, verbose_name="Tên để tìm")),
                ("number", models.CharField(db_index=True, max_length=140, verbose_name="Số để tìm")),
                ("articles", models.PositiveIntegerField(verbose_name="Số điều")),
                ("mark", models.CharField(max_length=64, verbose_name="Dấu")),
            ],
            options={
                "verbose_name": "văn bản tìm được",
            },
        ),
        migrations.CreateModel(
            name="Indexing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "việc lập chỉ mục",
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=60, unique=True, verbose_name="Từ")),
                ("found", models.PositiveIntegerField(verbose_name="Số điều")),
            ],
            options={
                "verbose_name": "từ tìm được",
            },
        ),
        migrations.CreateModel(
            name="IndexedArticle",
            fields=[
                ("article", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="Số trong chỉ mục")),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="Điều")),
                ("heading", models.CharField(blank=True, max_length=300, verbose_name="Tên điều")),
                ("length", models.PositiveIntegerField(verbose_name="Độ dài")),
                ("start", models.PositiveIntegerField(verbose_name="Từ ký tự")),
                ("end", models.PositiveIntegerField(verbose_name="Đến ký tự")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="law.legalact",
                        verbose_name="Văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều tìm được",
            },
        ),
        migrations.CreateModel(
            name="TermPostings",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term", "act", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("data", models.BinaryField(verbose_name="Chỗ có từ ấy")),
                (
                    "act",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="law.legalact",
                        verbose_name="Văn bản",
                    ),
                ),
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
            },
        ),
    ]
