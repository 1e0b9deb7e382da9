"""Saved views of the table of plans are saved views of its list; the model of this room goes."""

from django.db import migrations


def move(apps, schema_editor):
    """Every view a person kept stays, under its name."""
    kept = apps.get_model("web", "SavedView").objects
    for old in apps.get_model("plans", "SavedView").objects.filter(page="plan").iterator():
        kept.get_or_create(user_id=old.user_id, listing="ke-hoach", name=old.name, defaults={"query": old.query})


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_begun_on"), ("web", "0003_saved_views")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("SavedView"),
    ]
