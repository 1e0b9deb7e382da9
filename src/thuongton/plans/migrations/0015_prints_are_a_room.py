"""Prints stand in a room of their own, in the same table; nothing in the database changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_what_is_said_stands_on_records"), ("prints", "0001_initial")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Printout")])]
