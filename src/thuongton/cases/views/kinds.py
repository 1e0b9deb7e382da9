"""«Các loại hồ sơ»: every kind there is, and one kind with its states drawn, its clocks, what its law leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.calendars.queries import keeper
from thuongton.cases.definition.library import is_shipped, known_kinds
from thuongton.cases.definition.lines import Unreadable, read_lines
from thuongton.cases.definition.model import QUEUES, CaseKind
from thuongton.cases.definition.unclear import needs_reading, unclear_of
from thuongton.cases.queries.installed import text_of
from thuongton.cases.queries.keeping import keeping_words
from thuongton.cases.queries.kinds import KindUse, use_of_kinds, use_of_versions
from thuongton.cases.rights import keeps_installation
from thuongton.cases.shown_kinds import acts_shown, clocks_shown, drawing_of, fields_shown
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import worn
from thuongton.web.asked import asked_words
from thuongton.web.inputs import whole
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.held import Held
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from vanban.text import fold

VERSION = "phien-ban"
TO_CHECK, SURE = "can-kiem-tra", "da-ro"


@dataclass(frozen=True, slots=True)
class ListedKind:
    """A kind in the list; ``pk`` counts them in the order of their labels."""

    pk: int
    kind: CaseKind
    versions: int
    use: KindUse

    @property
    def label(self) -> str:
        """Its label in the language of the reader."""
        return said_label(self.kind.label)

    @property
    def open(self) -> int:
        """Its open cases in scope."""
        return self.use.open

    @property
    def all(self) -> int:
        """Its cases in scope."""
        return self.use.all

    @property
    def law(self) -> str:
        """The numbers of the texts it rests on."""
        return ", ".join(one.number for one in self.kind.basis)

    @property
    def clocks(self) -> int:
        """How many clocks it has that run."""
        return sum(1 for one in self.kind.clocks.values() if not one.off)

    @property
    def to_check(self) -> int:
        """How many of its clocks rest on what was not read, those that are off among them."""
        return sum(1 for one in self.kind.clocks.values() if needs_reading(one))

    @property
    def comes_from(self) -> str:
        """Whether the product ships its newest version or it was installed here."""
        return _("đi kèm") if is_shipped(self.kind.kind, self.kind.version) else _("đã cài")

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("cases:kind", args=[self.kind.kind])


def _demand(request: HttpRequest) -> None:
    hat = worn(request.user)  # type: ignore[arg-type]
    if hat is None or hat.scope is None:
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))


def _rows(question: Question) -> Held:
    use = use_of_kinds(question.reader)
    found = [(each[-1], len(each)) for each in known_kinds().values()]
    found.sort(key=lambda one: fold(said_label(one[0].label)))
    return Held(
        ListedKind(number, kind, versions, use.get(kind.kind, KindUse()))
        for number, (kind, versions) in enumerate(found, 1)
    )


def _with_words(rows: Any, value: str, _question: Question) -> Any:
    wanted = asked_words(value)
    return rows.keep(lambda row: all(word in fold(f"{row.label} {row.kind.kind} {row.law}") for word in wanted))


def _of_law(rows: Any, value: str, _question: Question) -> Any:
    return rows.keep(lambda row: (row.to_check > 0) is (value == TO_CHECK))


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "cases", "may_install": keeps_installation(shown.asked.question.reader), "keeper": keeper()}


KINDS = Listing(
    key="loai-ho-so",
    title=gettext_noop("Các loại hồ sơ, sổ"),
    columns=(
        Column(
            "nhan", gettext_noop("Loại"), lambda row: row.label, 62, template="cases/parts/kind_cell.html", fixed=True,
            phone="title",
        ),
        Column("phien-ban", gettext_noop("Phiên bản"), lambda row: row.kind.version, 22, Kind.NUMBER, phone="hide"),
        Column("nguon", gettext_noop("Nguồn"), lambda row: row.comes_from, 20),
        Column("luat", gettext_noop("Căn cứ"), lambda row: row.law, 50, vi=True, phone="3"),
        Column("thoi-han", gettext_noop("Thời hạn"), lambda row: row.clocks, 20, Kind.NUMBER, sort=("clocks",)),
        Column(
            "kiem-tra", gettext_noop("Cần kiểm tra"), lambda row: row.to_check, 26, Kind.NUMBER, sort=("to_check",),
            template="cases/parts/kind_to_check.html", phone="4",
        ),
        Column("dang-mo", gettext_noop("Đang mở"), lambda row: row.open, 20, Kind.NUMBER, sort=("open",)),
        Column("tong", gettext_noop("Tất cả"), lambda row: row.all, 18, Kind.NUMBER, sort=("all",)),
        Column("ten", gettext_noop("Tên trong tệp"), lambda row: row.kind.kind, 40, shown=False),
    ),
    query=_rows,
    order=("pk",),
    order_label=gettext_noop("Theo tên"),
    filters=(
        Words(key="q", label=gettext_noop("Chữ trong tên, căn cứ"), by=_with_words),
        Choice(
            key="luat",
            label=gettext_noop("Thời hạn theo luật"),
            options=((TO_CHECK, gettext_noop("Có điều cần kiểm tra")), (SURE, gettext_noop("Đã rõ"))),
            by=_of_law,
        ),
    ),
    page_size=200,
    counted=lambda number, words: ngettext("%(number)s loại", "%(number)s loại", number) % {"number": words},
    template="cases/kinds.html",
    head=_head,
    demand=_demand,
    name_of=lambda row: row.label,
)  # fmt: skip


def _version(kind: str, asked: str) -> CaseKind:
    versions = known_kinds().get(kind, ())
    number = whole(asked)
    found = next((one for one in versions if one.version == number), None) if asked else (versions or [None])[-1]
    if found is None:
        raise Http404(_("Không có loại hồ sơ này."))
    return found


def kind_page(request: SignedInRequest, kind: str) -> HttpResponse:
    """One kind: its states drawn, its acts, clocks with clauses, fields, papers, queues, statistics, keeping, law."""
    _demand(request)
    found = _version(kind, request.GET.get(VERSION, ""))
    versions = known_kinds()[kind]
    drawn = drawing_of(found)
    used = use_of_versions(request.user, kind)
    text = text_of(found)
    context = {
        "room": "cases",
        "kind": found,
        "label": said_label(found.label),
        "shipped": is_shipped(kind, found.version),
        "versions": [(one, used.get(one.version, 0), one is found) for one in reversed(versions)],
        "drawn": drawn,
        "acts": acts_shown(found, drawn),
        "clocks": clocks_shown(found),
        "fields": fields_shown(found),
        "papers": [
            (said_label(one.label), one, [said_label(found.fields[name].label) for name in one.fields])
            for one in found.papers.values()
        ],
        "queues": [said_label(one.label) or name for name, one in found.queues.items() if name not in QUEUES],
        "forms": [
            (one.form, said_label(known_forms()[one.form].label))
            for one in found.statistics
            if one.form in known_forms()
        ],
        "keeping": keeping_words(found),
        "unclear": [(one, said_label(one.about), _(one.why), _(one.enter)) for one in unclear_of(found)],
        "text": text,
        "source": _numbered(found.file, text),
    }
    return render(request, "cases/kind.html", context)


def _numbered(file: str, text: str) -> list[tuple[int, str]]:
    """The lines of a file with their numbers; none where it can be read no more."""
    try:
        read_lines(file, text.encode())
    except Unreadable:
        return []
    return list(enumerate(text.splitlines(), 1))


urls = [
    *listing_urls(KINDS, room="cases", name="kinds", at="cac-loai/"),
    path("cac-loai/<slug:kind>/", kind_page, name="kind"),
]
