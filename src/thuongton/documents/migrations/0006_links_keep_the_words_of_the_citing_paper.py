"""A link keeps the words of the paper that cites, also when the other paper is known here."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

TABLE = "documents_documentlink"


def fill(apps: Any, editor: Any) -> None:
    """Of links made before only the number of the other paper is known to stand in the one that cites it."""
    links = apps.get_model("documents", "DocumentLink").objects.filter(target__isnull=False, target_text="")
    number = apps.get_model("documents", "Document").objects.filter(pk=OuterRef("target")).values("number")
    postgres = editor.connection.vendor == "postgresql"
    # An upgrade is not an act: it leaves no line in the trail, whose triggers are remade when the upgrade is done.
    editor.execute(
        f'ALTER TABLE "{TABLE}" DISABLE TRIGGER USER' if postgres else f'DROP TRIGGER IF EXISTS "trail_{TABLE}_u"'
    )
    links.update(target_text=Subquery(number))
    if postgres:
        editor.execute(f'ALTER TABLE "{TABLE}" ENABLE TRIGGER USER')


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_words_for_every_field")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
