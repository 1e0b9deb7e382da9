"""What the hat worn may do to papers and to what hangs on them, for ``people.scopes.demand``."""

from __future__ import annotations

from thuongton.documents.models import (
    Attachment,
    Document,
    DocumentLink,
    Draft,
    DraftVersion,
    Intake,
    RuleSwitch,
    SetAside,
    StoredFile,
)
from thuongton.documents.queries import files_visible_to, visible_to
from thuongton.people.models import User
from thuongton.people.scopes import NOTHING, Right, Rights, of_unit, over_unit, register, up_to


def over_document(user: User, paper: Document) -> Rights:
    """A paper belongs to the register of its unit; one that is shared downwards is read by those it is shared with."""
    own = over_unit(user, paper.unit)
    if Right.READ in own or not visible_to(user).filter(pk=paper.pk).exists():
        return own
    return up_to(Right.READ)


def over_file(user: User, file: StoredFile) -> Rights:
    """A stored file belongs to nobody: it is read, and tied to a paper, by those who may open it."""
    drafts = DraftVersion.objects.filter(file=file).select_related("draft__unit")
    opened = files_visible_to(user).filter(pk=file.pk).exists() or any(
        Right.READ in over_unit(user, version.draft.unit) for version in drafts
    )
    return up_to(Right.READ) if opened else NOTHING


def over_aside(user: User, made: SetAside) -> Rights:
    """A finding that was left belongs to the unit of its text."""
    target = made.document or made.draft
    return over_unit(user, target.unit if target is not None else None)


register(Document, over_document)
register(StoredFile, over_file)
register(SetAside, over_aside)
for _model, _path in (
    (Intake, "unit"),
    (Draft, "unit"),
    (RuleSwitch, "unit"),
    (Attachment, "document.unit"),
    (DocumentLink, "source.unit"),
    (DraftVersion, "draft.unit"),
):
    register(_model, of_unit(_path))
