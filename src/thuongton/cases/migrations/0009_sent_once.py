"""An act that opened a case is found by its mark, however long the register is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_attachments")]

    operations = [
        migrations.AddIndex(
            "caseentry",
            models.Index(fields=["tx"], condition=models.Q(seq=1) & ~models.Q(tx=""), name="case_entry_opened_by"),
        ),
    ]
