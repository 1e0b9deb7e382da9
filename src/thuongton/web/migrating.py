"""An operation of migrations: names and explanations of fields, which no database sees, changed all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AlterField, AlterModelOptions, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


class AlterWords(SeparateDatabaseAndState):
    """Changes of words (``verbose_name``, ``help_text``, ``choices``) of many fields.

    Each ``AlterField`` by itself makes Django draw every related model anew: more than half of the time that an empty
    installation took to get its tables. Taken together they are drawn once, when the next operation asks for
    them. A change that the database would see is refused.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        super().__init__(state_operations=operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written down."""
        return self.__class__.__qualname__, [self.state_operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the words in the models as they are described."""
        state.__dict__.pop("apps", None)
        for operation in self.state_operations:
            if not isinstance(operation, (AlterField, AlterModelOptions)):
                raise ValueError(f"{operation.describe()}: not a change of words")
            if isinstance(operation, AlterField):
                before = state.models[app_label, operation.model_name_lower].fields[operation.name]
                if _seen(before) != _seen(operation.field):
                    raise ValueError(f"{operation.describe()}: the database would see it")
        super().state_forwards(app_label, state)


def _seen(field: Field[Any, Any]) -> tuple[str, list[Any], dict[str, Any]]:
    """What a database knows of a field."""
    _name, path, arguments, named = field.deconstruct()
    return path, list(arguments), {key: value for key, value in named.items() if key not in field.non_db_attrs}
