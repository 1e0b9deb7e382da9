"""What a person does to a paper: each act with its form, its service, its sentence and its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents import act_forms as forms
from thuongton.documents import services
from thuongton.documents.models import Attachment, Direction, Document
from thuongton.documents.services.files import Screened
from thuongton.people.models import User
from thuongton.records.doing import ACTS as ON_ANY_RECORD
from thuongton.records.forms import RemoveForm
from thuongton.records.queries import Hanging
from thuongton.web.acts import Act


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What offers an act: the paper, whether one writes in its register, and what hangs on it."""

    paper: Document
    writes: bool
    on: Hanging


def _open(page: OnPaper) -> bool:
    return page.writes and not page.paper.secrecy


def _incoming(page: OnPaper) -> bool:
    return _open(page) and page.paper.direction == Direction.INCOMING


def _without_number(page: OnPaper) -> bool:
    return _open(page) and page.paper.direction != Direction.INCOMING and not page.paper.number


def _may_go(page: OnPaper) -> bool:
    return page.writes and (page.paper.direction == Direction.INCOMING or not page.paper.number)


def _register(paper: Document) -> str:
    return reverse("documents:list" if paper.direction == Direction.INCOMING else "documents:register-di")


def _attach(user: User, paper: Document, file: Screened) -> Attachment:
    return services.attach(user, paper, file.data, file.name)


def _numbered(paper: Document) -> str:
    return _("Đã cấp số %(number)s.") % {"number": paper.number}


ACTS = (
    Act(
        "cap-so", gettext_lazy("Cấp số"), services.issue_number, forms.NumberForm,
        said=_numbered, may=_without_number, code="number",
    ),
    Act(
        "theo-doi", gettext_lazy("Lưu theo dõi"), services.follow_up, forms.FollowForm,
        said=gettext_lazy("Đã lưu theo dõi giải quyết."), place="theo-doi", may=_incoming, code="follow",
    ),
    Act(
        "dinh-kem", gettext_lazy("Đính kèm"), _attach, forms.AttachForm,
        said=gettext_lazy("Đã đính kèm tệp."), place="tep-van-ban", may=_open, code="attach", heavy="dua-vao",
    ),
    Act(
        "go-tep", gettext_lazy("Gỡ tệp"), services.detach, forms.DetachForm, of_row=True,
        said=gettext_lazy("Đã gỡ tệp."), place="tep-van-ban", may=_open, code="detach",
    ),
    Act(
        "bo-lien-ket", gettext_lazy("Bỏ"), services.unlink, forms.UnlinkForm, of_row=True,
        said=gettext_lazy("Đã bỏ liên kết."), place="lien-ket", may=_open, code="unlink",
    ),
    Act(
        "xoa", gettext_lazy("Xoá khỏi sổ"), services.delete_document, RemoveForm,
        said=gettext_lazy("Đã xoá khỏi sổ; việc xoá được ghi trong nhật ký."), may=_may_go, code="delete",
        leads=_register, danger=True,
    ),
    *ON_ANY_RECORD,
)  # fmt: skip
