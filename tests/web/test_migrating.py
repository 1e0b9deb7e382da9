"""Changes of words in migrations are taken at once, and nothing that a database sees hides among them."""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from thuongton.web.migrating import AlterWords


def _state() -> ProjectState:
    state = ProjectState()
    state.add_model(
        ModelState("web", "Row", [("id", models.AutoField(primary_key=True)), ("name", models.CharField())])
    )
    return state


def _alter(field: models.Field) -> migrations.AlterField:
    return migrations.AlterField(model_name="row", name="name", field=field)


def test_words_are_changed_in_the_models_that_later_operations_see() -> None:
    state = _state()
    assert state.apps.get_model("web", "Row")._meta.get_field("name").verbose_name == "name"
    named = _alter(models.CharField(verbose_name="Tên", help_text="Như trên giấy tờ."))
    AlterWords([named, migrations.AlterModelOptions("row", {"verbose_name": "dòng"})]).state_forwards("web", state)
    drawn = state.apps.get_model("web", "Row")._meta
    assert (drawn.verbose_name, drawn.get_field("name").verbose_name) == ("dòng", "Tên")


@pytest.mark.parametrize(
    "hidden",
    [
        _alter(models.CharField(max_length=3)),
        _alter(models.CharField(null=True, verbose_name="Tên")),
        _alter(models.TextField()),
        _alter(models.CharField(db_index=True)),
        migrations.AddField(model_name="row", name="more", field=models.TextField()),
        migrations.RunSQL("SELECT 1"),
    ],
)
def test_what_a_database_sees_is_refused(hidden: migrations.operations.base.Operation) -> None:
    with pytest.raises(ValueError):
        AlterWords([hidden]).state_forwards("web", _state())
