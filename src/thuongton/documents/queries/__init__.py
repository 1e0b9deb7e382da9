"""Every read of documents, scoped by ``visible_to(user)``: page, export, print and API take their rows from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thuongton.documents.models import Attachment, Document, DocumentLink, Intake, IntakeState, StoredFile
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class Followed:
    """What a room above keeps of a paper: its name and its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Shares:
    """A condition by which a room above lets people read papers outside their scope (a plan of a superior unit, read by
    the units below it): ``where(user)`` is a Q on Document without joins (``Q(pk__in=…)``), asked only for a person who
    has a scope."""

    where: Callable[[User], Q]


@dataclass(frozen=True, slots=True)
class Follows:
    """What a room above made of a paper and one may see (the plan that is tracked from it), for its page."""

    find: Callable[[User, Document], list[Followed]]


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a room above goes on with the tasks that were read in a paper: the address of its page."""

    address: Callable[[Intake], str]


def onward_from(intake: Intake, tasks: int) -> str:
    """The page where the tasks read in a paper are looked at next; empty when none was read or no room takes them."""
    return next((room.address(intake) for room in given(Onward)), "") if tasks else ""


def followed_from(user: User, paper: Document) -> list[Followed]:
    """What all rooms made of a paper."""
    return [one for room in given(Follows) for one in room.find(user, paper)]


def has_scope(user: User) -> bool:
    """Whether the hat worn reads papers of offices at all; a citizen and a person without a hat do not."""
    hat = worn(user)
    return hat is not None and hat.scope is not None


def visible_to(user: User) -> QuerySet[Document]:
    """Papers one may read: registers of one's scope, and papers shared downwards (:class:`Shares`)."""
    if not has_scope(user):
        return Document.objects.none()
    condition = in_scope(user)
    for shared in given(Shares):
        condition |= shared.where(user)
    return Document.objects.filter(condition).select_related("unit")


def in_registers(user: User) -> QuerySet[Document]:
    """Papers that stand in the registers of one's scope: what the register pages list."""
    return Document.objects.filter(in_scope(user)).select_related("unit", "answer")


def intakes_visible_to(user: User) -> QuerySet[Intake]:
    """Papers on their way into a register of one's scope."""
    return Intake.objects.filter(in_scope(user)).select_related("unit", "file", "document", "user")


def intakes_to_confirm(user: User) -> QuerySet[Intake]:
    """Papers that were read and wait for somebody to put them into the register; nothing for a hat that only reads."""
    hat = worn(user)
    found = intakes_visible_to(user) if hat is not None and hat.writes else Intake.objects.none()
    return found.filter(state=IntakeState.READ)


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


def may_write(user: User, unit: Unit) -> bool:
    """Whether the hat worn may write in a unit's register; pages show their buttons by this."""
    hat = worn(user)
    return bool(hat is not None and hat.scope is not None and hat.writes and hat.scope.covers(unit))


def may_read_trail(user: User, document: Document) -> bool:
    """Whether one may read the history of a paper: it stands in a register of one's scope (not only shared)."""
    hat = worn(user)
    return bool(hat is not None and hat.scope is not None and hat.scope.covers(document.unit))
