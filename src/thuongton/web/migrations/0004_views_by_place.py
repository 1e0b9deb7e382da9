from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0003_saved_views")]

    operations = [
        migrations.AlterField(model_name="savedview", name="listing", field=models.CharField(max_length=100)),
    ]
