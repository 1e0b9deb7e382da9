"""The steps of a case, for statistics; a case without them is counted by the interpreter until it is folded again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_installed_kinds")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="steps",
            field=models.JSONField(default=list, editable=False, verbose_name="Các bước"),
        ),
        migrations.AddIndex(
            model_name="caseentry",
            index=models.Index(fields=["at"], name="case_entry_recorded"),
        ),
    ]
