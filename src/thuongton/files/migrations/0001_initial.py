"""Stored files become a room of their own: the table stays as it is, with its rows, its name and its triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("documents", "0006_links_keep_the_words_of_the_citing_paper")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True, verbose_name="Dấu vân tay SHA-256")),
                        ("size", models.BigIntegerField(verbose_name="Cỡ (byte)")),
                        ("media_type", models.CharField(max_length=120, verbose_name="Loại tệp")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="Lưu lúc")),
                        (
                            "unheld_since",
                            models.DateTimeField(editable=False, null=True, verbose_name="Không ai giữ từ lúc"),
                        ),
                    ],
                    options={"verbose_name": "tệp đã lưu", "db_table": "documents_storedfile"},
                ),
            ]
        )
    ]
