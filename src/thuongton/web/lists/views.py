"""Page, Excel, Word, print, saved views and acts on many rows of a list: the same views for every declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.web.forms.addresses import not_a_page, of_earlier_days
from thuongton.web.forms.keys import FIELD as KEY
from thuongton.web.forms.marks import FIELD
from thuongton.web.forms.undo import success
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy
from thuongton.web.lists.bulk import MOST_AT_ONCE, Bulk, Done
from thuongton.web.lists.excel import excel_response
from thuongton.web.lists.filters import Ticked
from thuongton.web.lists.keeping import keeping
from thuongton.web.lists.listing import VIEW, Asked, Listing, Shown, asked, asked_of, check_view, shown
from thuongton.web.lists.queries import all_views_of, mark_of_views, views_of
from thuongton.web.lists.question import Question, said, secret_of
from thuongton.web.lists.services import drop_view, keep_view
from thuongton.web.lists.word import MOST_ROWS, table_as_word
from thuongton.web.menu import View

MOST_PRINTED = 5_000
_listings: dict[str, tuple[Listing, str]] = {}


_kept_pages: dict[str, str] = {}


def keeps_addresses(key: str, route: str) -> None:
    """A page that is no list keeps what was asked of it as a list keeps its views, under a key of its own.

    Its views stand in the side of the frame with those of lists.
    """
    _kept_pages[key] = route


def registered() -> dict[str, tuple[Listing, str]]:
    """Every list of the site by its key, with the name of its address (``plans:tasks``)."""
    return dict(_listings)


@dataclass(frozen=True)
class _Views:
    """The views of one list; ``name`` is the name of its address within ``room``."""

    listing: Listing
    room: str
    name: str

    def place(self, request: HttpRequest, given: dict[str, Any]) -> Any:
        """The record the list hangs on; Http404 when the reader may not see it, refused who may not read the list."""
        if self.listing.demand:
            self.listing.demand(request)
        return self.listing.place(request, **given) if self.listing.place else None

    def to(self, what: str, given: dict[str, Any], *more: Any) -> str:
        """An address of this list: the page itself, or «excel», «word», «print», «views», «bulk»."""
        name = f"{self.room}:{self.name}{f'-{what}' if what else ''}"
        return reverse(name, kwargs=given | ({"act": more[0]} if more else {}))

    def page(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """One page of rows with its tools."""
        found = asked(request, self.listing, self.place(request, given))
        if VIEW in request.GET:
            found.faults += check_view(found)
        page = shown(found)
        context = self.context(request, found, given) | {"shown": page}
        if self.listing.head:
            context |= self.listing.head(request, page)
        return render(request, self.listing.template, context)

    def context(self, request: HttpRequest, found: Asked, given: dict[str, Any]) -> dict[str, Any]:
        """What every template of a list finds."""
        question = found.question
        return {
            "listing": self.listing,
            "asked": found,
            "title": found.title,
            "list_url": self.to("", given),
            "excel_url": self.to("excel", given) + found.address(),
            "excel_bare": self.to("excel", given),
            "find_url": self.to("find", given) if self.listing.private else "",
            "ticked_export": any(isinstance(one, Ticked) for one in found.filters),
            "word_url": self.to("word", given) + found.address(),
            "print_url": self.to("print", given) + found.address(),
            "views_url": self.to("views", given),
            "views": (views := list(views_of(request.user, self.listing.key_at(given)))),
            "seen_views": mark_of_views(views),
            "acts": [
                (self.to("bulk", given, act.key), said(act.label, question))
                for act in self.listing.bulk
                if not question.rewound and act.may(question)
            ],
            "bulk_address": found.address(),
            **self.kept(request, given),
            "empty": said(self.listing.empty, question),
        }

    def excel(self, request: HttpRequest, **given: Any) -> HttpResponseBase:
        """Exactly the rows, columns and order of the page as a workbook, all pages."""
        found = asked(request, self.listing, self.place(request, given))
        return excel_response(found.table(self.listing.most_exported), self.listing.file_of(found.question))

    def word(self, request: HttpRequest, **given: Any) -> HttpResponseBase:
        """The same as a Word file."""
        found = asked(request, self.listing, self.place(request, given))
        table = found.table(min(MOST_ROWS, self.listing.most_exported))
        return table_as_word(request.user, table, self.listing.file_of(found.question))

    def print(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """The same as a page to print: the head of the state, whole texts, nothing cut."""
        found = asked(request, self.listing, self.place(request, given))
        table = found.table(min(MOST_PRINTED, self.listing.most_exported))
        context = self.context(request, found, given) | {"table": table, "texts": list(table.texts())}
        return render(request, "web/list/print.html", context)

    def kept(self, request: HttpRequest, given: dict[str, Any]) -> dict[str, str]:
        """Where the list is printed so that the print is kept, and where such prints stand."""
        keeper = keeping() if self.listing.kept else None
        if keeper is None:
            return {}
        keep = self.to("keep", given) if keeper.may(request.user) else ""
        return {"keep_url": keep, "kept_url": keeper.kept(self.listing.key_at(given))}

    def keep(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """Print exactly the rows, columns and order of the page, and keep the print."""
        keeper = keeping()
        if keeper is None:
            raise Http404
        place, query = self.place(request, given), request.POST.get("query", "").lstrip("?")
        try:
            return HttpResponseRedirect(keeper.keep(asked_of(_question(request, place, query), self.listing)))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(self.to("", given) + (f"?{query}" if query else ""))

    def views(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """Keep the conditions, columns and order under a name, or forget a saved view."""
        place = self.place(request, given)
        gone = whole(request.POST.get("bo", ""))
        query = request.POST.get("query", "").lstrip("?")
        try:
            if gone is not None:
                drop_view(request.user, gone)
            else:
                found = asked_of(_question(request, place, query), self.listing)
                private = [one for one in found.filters if one.private and one.key in found.values]
                address = found.address(**{name: None for one in private for name in one.names}).lstrip("?")
                key = self.listing.key_at(given)
                keep_view(request.user, key, request.POST.get("ten", ""), address, seen=request.POST.get(FIELD))
                messages.success(
                    request, _("Đã lưu khung nhìn, không giữ chữ tìm.") if private else _("Đã lưu khung nhìn.")
                )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(self.to("", given) + (f"?{query}" if query else ""))

    def find(self, request: HttpRequest, **given: Any) -> HttpResponse:
        """The form of conditions that may say who somebody is: it leads to the page by an address that does not."""
        sent = request.POST.copy()
        for name in ("csrfmiddlewaretoken", KEY):
            sent.pop(name, None)
        found = asked_of(_question(request, self.place(request, given), sent.urlencode()), self.listing)
        for fault in found.faults:
            messages.error(request, fault)
        return HttpResponseRedirect(self.to("", given) + found.address())

    def bulk(self, request: HttpRequest, act: str, **given: Any) -> HttpResponse:
        """An act on ticked rows, or on all rows that pass the conditions: asked by GET, done by POST in one
        transaction."""
        place = self.place(request, given)
        sent = request.POST if request.method == "POST" else request.GET
        back = sent.get("query", "").lstrip("?")
        question = _question(request, place, back)
        one = next((one for one in self.listing.bulk if one.key == act and one.may(question)), None)
        if one is None:
            raise Http404
        if question.rewound:
            raise PermissionDenied
        found = asked_of(question, self.listing)
        leads_to = self.to("", given) + (f"?{back}" if back else "")
        records, ids = self._ticked(sent, found)
        if not records:
            messages.error(request, _("Hãy đánh dấu ít nhất một dòng."))
            return HttpResponseRedirect(leads_to)
        kind = one.form(question) if one.form else None
        form = kind(request.POST if request.method == "POST" else None) if kind else None
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                done = one.run(question, records, form.cleaned_data if form else {})
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                _tell(request, done, leads_to)
                return HttpResponseRedirect(leads_to)
        context = self.context(request, found, given) | {
            "act": one,
            "act_label": said(one.label, question),
            "act_question": said(one.question, question),
            "form": form,
            "ids": ids,
            "everything": sent.get("tat-ca") == "1",
            "names": [self.listing.name_of(record) for record in records[:20]],
            "number": len(records),
            "further": max(0, len(records) - 20),
            "back": back,
            "back_url": leads_to,
        }
        return render(request, "web/list/bulk.html", context)

    def _ticked(self, sent: QueryDict, found: Asked) -> tuple[list[Any], list[int]]:
        """The rows the act is for: of those the reader may see, never more than one act takes."""
        if sent.get("tat-ca") == "1":
            return list(found.ordered()[:MOST_AT_ONCE]), []
        ids = [pk for pk in (whole(text) for text in sent.getlist("dong")[:MOST_AT_ONCE]) if pk is not None]
        return (list(self.listing.query(found.question).filter(pk__in=ids).order_by("pk")) if ids else []), ids


def saved_views(request: HttpRequest) -> list[View]:
    """The saved views of the person for the side of the frame: of lists that stand by themselves."""
    found = [(view, _address_of(view.listing)) for view in all_views_of(request.user)]
    return [View(view.name, f"{address}?{view.query}&{VIEW}={view.pk}") for view, address in found if address]


def _address_of(key: str) -> str:
    """The page of the list that a view was saved of; "" for one that hangs on a record, or is no more."""
    if key in _kept_pages:
        return reverse(_kept_pages[key])
    name, _colon, part = key.partition(":")
    listing, route = _listings.get(name, (None, ""))
    if listing is None or bool(part) != bool(listing.keyed_by) or (listing.place and not listing.keyed_by):
        return ""
    try:
        return reverse(route, kwargs={listing.keyed_by: part} if part else {})
    except NoReverseMatch:
        return ""


def _question(request: HttpRequest, place: Any, query: str) -> Question:
    """The question that a form carries on from the page it stood on."""
    return Question(
        request.user,
        QueryDict(query[:2_000]),
        request.as_of,  # type: ignore[attr-defined]
        request.rewound,  # type: ignore[attr-defined]
        place,
        secret=secret_of(request),
    )


def _tell(request: HttpRequest, done: Done, page: str) -> None:
    if done.undo:
        success(request, done.said, done.undo, done.facts or {}, page)
    elif done.said:
        messages.success(request, done.said)
    if done.refused:
        named = "; ".join(f"{name}: {why}" for name, why in done.refused[:10])
        if len(done.refused) > 10:
            named += _(" và %(number)s dòng nữa") % {"number": len(done.refused) - 10}
        messages.warning(request, _("Không làm được với: %(rows)s.") % {"rows": named})


def listing_urls(listing: Listing, *, room: str, name: str, at: str = "") -> list[URLPattern]:
    """The addresses of a list: the page at ``at``, and below it Excel, Word, print, saved views, acts on many rows.

    They are called ``name``, ``name-find`` (where a condition is private), ``name-excel``, ``name-word``,
    ``name-print``, ``name-views``, ``name-keep``, ``name-bulk``.
    """
    _listings[listing.key] = (listing, f"{room}:{name}")
    views = _Views(listing, room, name)

    def bound(method: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        def view(request: HttpRequest, **given: Any) -> HttpResponseBase:
            return method(request, **given)

        view.__name__ = f"{name.replace('-', '_')}_{method.__name__}"
        view.__doc__ = method.__doc__
        return view

    export = heavy("xuat")
    urls = [
        path(at, bound(views.page), name=name),
        path(f"{at}xuat.xlsx", not_a_page(export(bound(views.excel))), name=f"{name}-excel"),
        path(f"{at}xuat.docx", not_a_page(export(bound(views.word))), name=f"{name}-word"),
        path(f"{at}in/", export(bound(views.print)), name=f"{name}-print"),
        path(f"{at}khung-nhin/", require_POST(bound(views.views)), name=f"{name}-views"),
    ]
    if listing.kept:
        keep = of_earlier_days(require_POST(export(bound(views.keep))))
        urls.append(path(f"{at}in-va-giu/", keep, name=f"{name}-keep"))
    if listing.private:
        urls.append(path(f"{at}tim/", require_POST(bound(views.find)), name=f"{name}-find"))
    if listing.bulk:
        urls.append(path(f"{at}lam/<slug:act>/", bound(views.bulk), name=f"{name}-bulk"))
    return urls


__all__ = ["Bulk", "Done", "Listing", "Shown", "listing_urls", "registered"]
