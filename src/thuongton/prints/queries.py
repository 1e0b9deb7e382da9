"""Every read of prints: which one may see, what one holds, and which of the rows that it names are no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from thuongton.audit.models import RowChange
from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import Right, of_unit, register
from thuongton.prints.frozen import Frozen, UnreadablePrint, digest
from thuongton.prints.models import Printout

AT_ONCE = 500


class Changed(ValueError):
    """What is kept of a print is not what was printed; its text is the sentence that says so."""


def visible_to(user: User) -> QuerySet[Printout]:
    """Prints of the units of one's scope, the newest first; what they hold is read when it is asked for."""
    return Printout.objects.filter(in_scope(user)).select_related("unit", "by").defer("body").order_by("-pk")


def of_kind(user: User, kind: str) -> QuerySet[Printout]:
    """The prints of one kind that one may see."""
    return visible_to(user).filter(kind=kind)


def of_record(user: User, record: Model) -> QuerySet[Printout]:
    """The prints about one record that one may see."""
    return visible_to(user).filter(subject_type=record._meta.label_lower, subject_id=record.pk)


def kinds_among(user: User) -> list[str]:
    """The kinds of the prints one may see."""
    return list(visible_to(user).order_by("kind").values_list("kind", flat=True).distinct())


def opened(printout: Printout) -> Frozen:
    """What a print holds. Raises Changed when it does not agree with its SHA-256."""
    if digest(printout.body) == printout.sha256:
        try:
            return Frozen.from_dict(printout.body)
        except UnreadablePrint:
            pass
    raise Changed(
        _("Bản in số %(number)s không còn như lúc in (dấu vân tay SHA-256 không khớp) nên không in lại được.")
        % {"number": printout.pk}
    )


def is_there(printout: Printout) -> bool:
    """Whether the record that a print is about still stands."""
    try:
        model = apps.get_model(printout.subject_type)
    except (LookupError, ValueError):
        return False
    return model._default_manager.filter(pk=printout.subject_id).exists()


def every() -> Iterator[Printout]:
    """All prints with what they hold, a few at once, for ``thuongton check``."""
    yield from Printout.objects.select_related("unit").order_by("pk").iterator(chunk_size=10)


def unknown_rows(frozen: Frozen) -> list[str]:
    """Rows that a print names, of which neither the tables nor the trail know anything («plans.task 12»)."""
    named: dict[str, set[int]] = defaultdict(set)
    for row in frozen.rows():
        named[row.model].add(row.pk)
    return [f"{label} {pk}" for label in sorted(named) for pk in sorted(_unknown(label, named[label]))]


def _unknown(label: str, keys: set[int]) -> set[int]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return keys
    left, ordered = set(keys), sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        left -= set(model._default_manager.filter(pk__in=part).values_list("pk", flat=True))
    ordered = sorted(left)
    for start in range(0, len(ordered), AT_ONCE):
        gone = RowChange.objects.filter(table=model._meta.db_table, op="D", row__in=ordered[start : start + AT_ONCE])
        left -= set(gone.values_list("row", flat=True))
    return left


def _words(printout: Printout, right: Right) -> str:
    if right is Right.READ:
        return _("Không có hồ sơ này trong phạm vi được xem của vai trò hiện tại.")
    return _("Vai trò hiện tại chỉ được xem; hãy in trang bằng trình duyệt.")


register(Printout, of_unit(), _words)
