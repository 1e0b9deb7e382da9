"""Which act a detailing act details stands beside it; what stands in a register already is worked out from its name."""

from django.db import migrations, models

TOGETHER = 2_000


def fill(apps, _editor):
    """The keys of acts that are there, from their names, and those acts wait to be derived."""
    from thuongton.law.rows import details_key

    acts, waiting = apps.get_model("law", "LegalAct"), apps.get_model("law", "ActToDerive")
    some = []
    for act in acts.objects.only("pk", "title", "told_title").order_by("pk").iterator(chunk_size=TOGETHER):
        act.details_key = details_key(act.title or act.told_title)
        if act.details_key:
            some.append(act)
        if len(some) >= TOGETHER:
            keep(acts, waiting, some)
            some = []
    keep(acts, waiting, some)


def keep(acts, waiting, some):
    """Write a batch."""
    acts.objects.bulk_update(some, ["details_key"], batch_size=500)
    waiting.objects.bulk_create([waiting(act_id=act.pk, spread=False) for act in some], 500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("law", "0003_desk")]

    operations = [
        migrations.AddField(
            model_name="legalact",
            name="details_key",
            field=models.CharField(
                blank=True, db_index=True, default="", max_length=500, verbose_name="Văn bản được quy định chi tiết"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
