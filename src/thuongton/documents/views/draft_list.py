"""The drafts of one's scope: the list, declared on ``web/lists``, and the page that begins one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.documents.findings import ShownFinding, counts_by
from thuongton.documents.forms import NewDraftForm
from thuongton.documents.models import Draft, DraftVersion
from thuongton.documents.queries.review import drafts_visible_to, open_findings, units_with_drafts, with_last
from thuongton.documents.rule_texts import SEVERITY_NAMES, SEVERITY_STATES
from thuongton.documents.services.drafts import start_draft
from thuongton.files.store import StoreError
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.inputs import takes_long
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, DayRange, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.numbers import number_words
from vanban.model import UnreadableFile


@dataclass(frozen=True, slots=True)
class Drafted:
    """One line of the list: a draft, its newest version, and what is to be said of it.

    ``told`` are the findings that are open by severity (state, words, number); ``standing`` a sentence in their place.
    """

    draft: Draft
    version: DraftVersion | None
    standing: str
    told: tuple[tuple[str, str, int], ...] = ()

    @property
    def title(self) -> str:
        """The name of the draft."""
        return self.draft.title or _("Dự thảo chưa có tên")

    @property
    def words(self) -> str:
        """What is said of it in one line."""
        return self.standing or " · ".join(f"{number_words(number)} {words}" for _sign, words, number in self.told)


def _standing(draft: Draft, version: DraftVersion | None, found: dict[int, list[ShownFinding]]) -> str:
    if version is None:
        return _("Chưa có bản nào")
    if version.refusal:
        return version.refusal
    if draft.pk not in found:
        return _("Đang đọc")
    return "" if found[draft.pk] else _("Không có phát hiện nào")


def _lines(_question: Question, drafts: list[Draft]) -> list[Drafted]:
    newest = {draft.pk: draft.kept[0] for draft in drafts if draft.kept}  # type: ignore[attr-defined]
    found = open_findings(drafts, newest)
    lines = []
    for draft in drafts:
        counts = counts_by(found.get(draft.pk, ()), lambda one: one.severity)
        told = [(SEVERITY_STATES[each], str(SEVERITY_NAMES[each]), counts[each]) for each in counts_in_order(counts)]
        version = newest.get(draft.pk)
        lines.append(Drafted(draft, version, _standing(draft, version, found), tuple(told)))
    return lines


def counts_in_order(counts: Mapping[str, int]) -> list[str]:
    """The severities that are there, the gravest first."""
    return [each for each in SEVERITY_NAMES if counts.get(each)]


COLUMNS: Sequence[Column] = (
    Column(
        "ten",
        gettext_noop("Tên dự thảo"),
        lambda line: line.title,
        64,
        sort=("title",),
        template="documents/parts/draft_cell.html",
        fixed=True,
        vi=lambda line: bool(line.draft.title),
    ),
    Column(
        "phat-hien",
        gettext_noop("Phát hiện"),
        lambda line: line.words,
        59,
        template="documents/parts/draft_findings.html",
        phone="3",
    ),
    Column(
        "ban",
        gettext_noop("Bản số"),
        lambda line: line.version.number if line.version else None,
        18,
        Kind.NUMBER,
        phone="hide",
    ),
    Column("don-vi", gettext_noop("Đơn vị"), lambda line: line.draft.unit.name, 34, sort=("unit__path",), vi=True),
    Column(
        "nguoi",
        gettext_noop("Người đưa"),
        lambda line: str(line.version.user) if line.version and line.version.user else "",
        40,
        vi=True,
        phone="1",
    ),
    Column(
        "ngay",
        gettext_noop("Ngày"),
        lambda line: localdate(line.version.created_at) if line.version else None,
        24,
        Kind.DAY,
        sort=("last",),
        phone="2",
    ),
)


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    return {
        "room": "documents",
        "here": "drafts",
        "writes": writing_unit(question.reader) is not None and not question.rewound,
    }


def _rows(question: Question) -> QuerySet[Draft]:
    return with_last(drafts_visible_to(question.reader))


DRAFTS = Listing(
    key="du-thao",
    title=gettext_noop("Bản dự thảo"),
    columns=COLUMNS,
    query=_rows,
    rows=_lines,
    order=("-last", "-id"),
    order_label=gettext_noop("Mới đưa trước"),
    filters=(
        Words(key="q", label=gettext_noop("Tên dự thảo"), column="title", folded=False),
        Choice(
            key="don-vi",
            label=gettext_noop("Đơn vị"),
            column="unit_id",
            options=lambda question: [(str(pk), name) for pk, name in units_with_drafts(question.reader)],
        ),
        DayRange(key="tu", until="den", label=gettext_noop("Đưa từ ngày"), column="last", moments=True),
    ),
    counted=lambda number, words: ngettext("%(number)s dự thảo", "%(number)s dự thảo", number) % {"number": words},
    file_name=lambda question: f"ban-du-thao-{question.as_of}",
    template="documents/drafts.html",
    head=_head,
    empty=gettext_noop("Chưa có bản dự thảo nào."),
    name_of=lambda line: getattr(line, "draft", line).title or _("Dự thảo chưa có tên"),
    id_of=lambda line: line.draft.pk,
)


@heavy("du-thao", "POST")
@takes_long("noi-dung")
def new_page(request: SignedInRequest) -> HttpResponse:
    """Begin a draft: a file or a pasted text, checked before it goes to be signed."""
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem, không soạn dự thảo."))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewDraftForm(*sent, user=request.user, record=unit, ident="dt")
    try:
        if sent and form.is_valid():
            draft = start_draft(request.user, unit, **form.cleaned_data)
            return redirect("documents:draft", draft.pk)
    except (UnreadableFile, StoreError) as error:
        form.add_error(None, error.sentence)
    except ValidationError as error:
        form.refuse(error)
    context = {"room": "documents", "here": "drafts", "form": form, "unit": unit}
    return render(request, "documents/draft_new.html", context, status=400 if sent else 200)


urls = [
    *listing_urls(DRAFTS, room="documents", name="drafts", at="du-thao/"),
    path("du-thao/moi/", new_page, name="draft-new"),
]
