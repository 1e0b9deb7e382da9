"""What holds a file points at the same table under its new room; nothing in the database changes."""

from typing import Any

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT

HELD: dict[str, Any] = {"to": "files.storedfile", "on_delete": PROTECT}


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_links_keep_the_words_of_the_citing_paper"), ("files", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "draftversion",
                    "file",
                    models.ForeignKey(**HELD, related_name="draft_versions", verbose_name="Tệp"),
                ),
                migrations.AlterField(
                    "intake", "file", models.ForeignKey(**HELD, blank=True, null=True, related_name="intakes")
                ),
                migrations.AlterField(
                    "reading",
                    "file",
                    models.OneToOneField("files.storedfile", on_delete=CASCADE, related_name="reading"),
                ),
                migrations.AlterField(
                    "attachment", "file", models.ForeignKey(**HELD, related_name="attachments", verbose_name="Tệp")
                ),
                migrations.DeleteModel("StoredFile"),
            ]
        )
    ]
