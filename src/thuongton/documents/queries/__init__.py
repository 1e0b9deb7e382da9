"""Every read of documents, scoped by ``visible_to(user)``: page, export, print and API take their rows from here."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from thuongton.documents.models import Attachment, Document, DocumentLink, Intake, StoredFile
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope

SHARED: list[Callable[[User], Q]] = []
"""Conditions by which rooms above let people read papers outside their scope (a plan of a superior unit, read by the
units below it). Each takes the user and returns a Q on Document without joins (``Q(pk__in=…)``); they are asked only
for a person who has a scope. A room adds its own in ``AppConfig.ready``."""


def has_scope(user: User) -> bool:
    """Whether the hat worn reads papers of offices at all; a citizen and a person without a hat do not."""
    hat = user.hat if user.is_authenticated else None
    return hat is not None and hat.scope is not None


def visible_to(user: User) -> QuerySet[Document]:
    """Papers one may read: registers of one's scope, and papers shared downwards (:data:`SHARED`)."""
    if not has_scope(user):
        return Document.objects.none()
    condition = in_scope(user)
    for shared in SHARED:
        condition |= shared(user)
    return Document.objects.filter(condition).select_related("unit")


def in_registers(user: User) -> QuerySet[Document]:
    """Papers that stand in the registers of one's scope: what the register pages list."""
    return Document.objects.filter(in_scope(user)).select_related("unit", "answer")


def intakes_visible_to(user: User) -> QuerySet[Intake]:
    """Papers on their way into a register of one's scope."""
    return Intake.objects.filter(in_scope(user)).select_related("unit", "file", "document", "user")


def attachments_visible_to(user: User) -> QuerySet[Attachment]:
    """Files of the papers one may read."""
    return Attachment.objects.filter(document__in=visible_to(user)).select_related("file", "document", "document__unit")


def files_visible_to(user: User) -> QuerySet[StoredFile]:
    """Files one may open: of a visible paper, or of an intake of one's scope."""
    return StoredFile.objects.filter(
        Q(pk__in=attachments_visible_to(user).values("file")) | Q(pk__in=intakes_visible_to(user).values("file"))
    )


def links_visible_to(user: User) -> QuerySet[DocumentLink]:
    """Links that start at a paper one may read."""
    return DocumentLink.objects.filter(source__in=visible_to(user)).select_related("source", "source__unit", "target")


def writing_unit(user: User) -> Unit | None:
    """The unit in whose register the hat worn writes: its own unit when that is in scope, else the scope itself."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None or not hat.writes:
        return None
    return hat.unit if hat.unit is not None and hat.scope.covers(hat.unit) else hat.scope


def may_write(user: User, unit: Unit) -> bool:
    """Whether the hat worn may write in a unit's register; pages show their buttons by this."""
    hat = user.hat if user.is_authenticated else None
    return bool(hat is not None and hat.scope is not None and hat.writes and hat.scope.covers(unit))


def may_read_trail(user: User, document: Document) -> bool:
    """Whether one may read the history of a paper: it stands in a register of one's scope (not only shared)."""
    hat = user.hat if user.is_authenticated else None
    return bool(hat is not None and hat.scope is not None and hat.scope.covers(document.unit))
