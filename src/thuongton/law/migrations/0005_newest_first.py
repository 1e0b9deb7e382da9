"""Acts are listed the newest first without sorting all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("law", "0004_details_key")]

    operations = [
        migrations.AddIndex(
            model_name="legalact",
            index=models.Index(fields=["-issued_on", "number_key"], name="law_act_newest"),
        ),
    ]
