"""«Bảo vệ dữ liệu»: what is kept about persons in the registers of a unit, for what, how long, and who looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.queries.book_lines import unit_of_book
from thuongton.cases.queries.impact import impact_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import today, units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.prints.kinds import PrintKind
from thuongton.prints.models import Printout
from thuongton.prints.paper import shown
from thuongton.prints.services import freeze
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import parse_day
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField

IMPACT = "cases.impact"
"""The kind of print that the assessment is."""
SHOWN_LOOKS = 100


@dataclass(frozen=True, slots=True)
class ImpactPage:
    """Whose registers are assessed, between which days, for whom."""

    user: User
    unit: Unit
    first: dt.date
    until: dt.date

    @property
    def address(self) -> str:
        """The address of the page as it stands."""
        said = {"don-vi": self.unit.pk, "tu": self.first.isoformat(), "den": self.until.isoformat()}
        return f"{reverse('cases:impact')}?{urlencode(said)}"


class KeepForm(ActForm):
    """What is printed and kept: the unit and the days that the page shows."""

    sent = {"unit": "don-vi", "first": "tu", "until": "den"}
    unit = RowField(lambda user, _page: units_in_scope(user))
    first = DayField(widget=forms.HiddenInput())
    until = DayField(widget=forms.HiddenInput())

    def leads(self, address: str) -> str:
        """The page that was shown."""
        typed = self.cleaned_data
        return ImpactPage(self.user, typed["unit"], typed["first"], typed["until"]).address


def _find(user: User) -> ImpactPage:
    unit = unit_of_book(user, "")
    if unit is None:
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))
    now = today()
    return ImpactPage(user, unit, dt.date(now.year, 1, 1), now)


def _asked(request: SignedInRequest) -> ImpactPage:
    page = _find(request.user)
    unit = unit_of_book(request.user, request.GET.get("don-vi", ""))
    if unit is None:
        raise Http404
    first = parse_day(request.GET.get("tu", "")) or page.first
    until = parse_day(request.GET.get("den", "")) or page.until
    return ImpactPage(request.user, unit, min(first, until), max(first, until))


def impact(request: SignedInRequest) -> HttpResponse:
    """The assessment of the registers of a unit."""
    return _shown(request, _asked(request))


def _shown(request: SignedInRequest, page: ImpactPage, refused: Refused | None = None) -> HttpResponse:
    frozen = impact_of(page.user, page.unit, (page.first, page.until), SHOWN_LOOKS)
    initial = {"unit": page.unit, "first": page.first, "until": page.until}
    offered = Offered(ACTS, page.user, page, page, "cases:impact-", (), refused, initial=initial)
    units = list(units_in_scope(page.user).order_by("path")[:200])
    context: dict[str, Any] = {
        "room": "cases",
        "page": page,
        "frozen": frozen,
        "tables": shown(frozen),
        "units": units if len(units) > 1 else [],
        "shown_looks": SHOWN_LOOKS,
        "offered": offered,
        "kept": f"{reverse('prints:list')}?{urlencode({'loai': IMPACT})}",
    }
    return render(request, "cases/impact.html", context, status=400 if refused else 200)


def _keep(user: User, page: ImpactPage, unit: Unit, first: dt.date, until: dt.date) -> Printout:
    frozen = impact_of(user, unit, (first, until))
    return freeze(user, None, frozen, kind=IMPACT, act="cases.impact-kept", unit=unit)


def _kept(printout: Printout) -> str:
    return _("Đã in và giữ bản: bản in số %(number)s.") % {"number": printout.pk}


ACTS = Acts(
    (
        Act(
            "giu", gettext_lazy("In và giữ bản"), _keep, KeepForm, said=_kept, code="keep", heavy="xuat",
            may=lambda page: writing_unit(page.user) is not None,
        ),
    ),
    _find,
    _shown,
    lambda page: page.address,
)  # fmt: skip

KEPT = PrintKind(
    IMPACT,
    gettext_lazy("Rà soát dữ liệu cá nhân"),
    "cases",
    "ra-soat-du-lieu-ca-nhan",
    lambda _printout: reverse("cases:impact"),
)

AT = "bao-ve-du-lieu/"
urls = [path(AT, impact, name="impact"), *ACTS.urls(AT, "impact-")]
