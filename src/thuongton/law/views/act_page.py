"""The page of an act: its state on a day and why, its words on that day with who changed them, its days of change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext

from thuongton.law.linking import cited_in_blocks
from thuongton.law.marks import MARKS
from thuongton.law.models import LegalAct
from thuongton.law.page_body import ChangeDay
from thuongton.law.queries.act_page import act_on_day, kept, newest_import, stamp_of, unread_amending
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.cited import acts_cited
from thuongton.law.queries.relations import TieGroup, relations_of
from thuongton.law.said import ORDER_OF_TIES, does, tie_words, title_of
from thuongton.law.slugs import slug_of
from thuongton.law.states import LegalState
from thuongton.law.text.places import place_of
from thuongton.law.views.body import CitingWords, body_html, outline_html, with_links
from thuongton.law.views.days import LawDay, law_day
from thuongton.people.requests import SignedInRequest

MOST_STEPS = 40
"""Acts of the chain that the head of a page names; all stand in the words."""
GO_TO = "den"
STEP = 44
"""The height of a box of the drawing, with the room below it."""


def act(request: SignedInRequest, pk: int) -> HttpResponse:
    """An act on a day."""
    record = get_object_or_404(visible_to(request.user), pk=pk)
    day = law_day(request)
    asked = request.GET.get(GO_TO, "").strip()[:120]
    place = place_of(asked) if asked else None
    if place is not None and (slug := slug_of(place)):
        return redirect(reverse("law:provision", args=[pk, slug]) + day.query())
    context = page_of(record, day) | frame_of(record, day, "text")
    if place is not None:
        context["faults"] = [*day.faults, gettext("«%(words)s» không phải một điều, khoản, điểm.") % {"words": asked}]
    return render(request, "law/act.html", context)


def relations(request: SignedInRequest, pk: int) -> HttpResponse:
    """What ties an act to others, both ways: a drawing of counts, then lists."""
    record = get_object_or_404(visible_to(request.user), pk=pk)
    day = law_day(request)
    groups = [_Ties(one) for one in sorted(relations_of(record), key=_place_of_group)]
    sides = ([one for one in groups if not one.group.out], [one for one in groups if one.group.out])
    context = {"groups": groups, "drawing": _drawing(*sides)}
    return render(request, "law/relations.html", context | frame_of(record, day, "ties"))


def _place_of_group(one: TieGroup) -> tuple[int, bool]:
    return ORDER_OF_TIES.index(one.role), one.out


@dataclass(frozen=True, slots=True)
class _Ties:
    """A group of ties as the page names it."""

    group: TieGroup

    @property
    def key(self) -> str:
        """The place of its list on the page."""
        return f"{self.group.role}-{'di' if self.group.out else 'den'}"

    @property
    def words(self) -> str:
        """What ties."""
        return tie_words(self.group.role, out=self.group.out)

    @property
    def number(self) -> int:
        """How many acts."""
        return len(self.group.ties)


def _drawing(back: list[_Ties], out: list[_Ties]) -> dict[str, Any]:
    """Boxes of both sides with the lines to the middle: one box a kind, whatever its number."""
    height = max(len(back), len(out), 1) * STEP + 8

    def side(groups: list[_Ties]) -> list[dict[str, Any]]:
        top = (height - len(groups) * STEP) // 2 + 4
        return [
            {"ties": one, "y": top + at * STEP, "mid": top + at * STEP + 18, "text": top + at * STEP + 23}
            for at, one in enumerate(groups)
        ]

    return {"height": height, "middle": height // 2, "top": height // 2 - 18, "text": height // 2 + 5,
            "back": side(back), "out": side(out)}  # fmt: skip


def page_of(record: LegalAct, day: LawDay) -> dict[str, Any]:
    """What the page shows of an act on a day, kept while no act that takes part changes."""
    query = day.query()
    key = ("page with citations", record.pk, day.on, day.known, query, get_language(), stamp_of(record))

    def make() -> dict[str, Any]:
        found = act_on_day(record, day.on, day.known)
        words = CitingWords(cited_in_blocks(found.blocks, record.issued_on or record.told_issued_on))
        return {
            "name": found.title, "told": found.told, "steps": found.steps[-MOST_STEPS:], "text_state": found.text_state,
            "all_steps": len(found.steps), "days": found.days, "later": found.later, "waiting": found.waiting,
            "body": body_html(record.pk, found.blocks, query, words), "cited": words.cited,
            "outline": outline_html(found.blocks), "articles": len(found.articles),
        }  # fmt: skip

    page: dict[str, Any] = kept(key, make)
    return page | {
        "body": with_links(page["body"], page["cited"], acts_cited(record, page["cited"]), query),
        "mark": MARKS[page["told"].state],
        "timeline": timeline(page["days"], day),
        "in_force": page["told"].state in (LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED),
        "steps": [(one, does(one.kind)) for one in page["steps"]],
        "waiting": [(one, does(one.made.kind)) for one in page["waiting"]],
        "unread": unread_amending(record),
        "fresh": newest_import(),
    }


def timeline(days: tuple[ChangeDay, ...], day: LawDay) -> list[dict[str, Any]]:
    """The days of change as links; the one whose words are shown is marked."""
    now = max((one.day for one in days if one.day <= day.on), default=None)
    return [
        {"day": one.day, "acts": one.acts, "now": one.day == now, "past": one.day <= day.on,
         "query": LawDay(one.day, day.known, True).query()}
        for one in days
    ]  # fmt: skip


def frame_of(record: LegalAct, day: LawDay, tab: str) -> dict[str, Any]:
    """What every page of an act shows: its head and its tabs."""
    query = day.query()
    return {
        "room": "law", "act": record, "day": day, "query": query, "faults": list(day.faults), "tab": tab,
        "name": title_of(record), "issued": record.issued_on or record.told_issued_on,
        "tabs": [
            {"key": "text", "label": gettext("Ở một ngày"), "number": None,
             "address": reverse("law:act", args=[record.pk]) + query},
            {"key": "compare", "label": gettext("So sánh"), "number": None,
             "address": reverse("law:compare") + f"?mot={record.pk}"},
            {"key": "ties", "label": gettext("Quan hệ"), "number": None,
             "address": reverse("law:relations", args=[record.pk]) + query},
            {"key": "desk", "label": gettext("Giữ sổ"), "number": None,
             "address": reverse("law:desk", args=[record.pk])},
        ],
    }  # fmt: skip


urls = [
    path("van-ban/<int:pk>", act, name="act"),
    path("van-ban/<int:pk>/quan-he", relations, name="relations"),
]
