"""«Theo dõi»: what one follows and what changed of it, on its own page and as a queue of «Hôm nay»."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thuongton.law.by_hand import FIELDS
from thuongton.law.desk_forms import FollowedForm
from thuongton.law.queries.following import FollowedChange, changes_of, follows_of
from thuongton.law.rights import demand_reader
from thuongton.law.services.following import changes_seen, unfollow
from thuongton.law.views.tabs import desk_tabs
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import day_words
from thuongton.web.today import Queue, Queued, QueuePlace, QueueRow

SHOWN = 10
MOST = 200


def change_words(change: FollowedChange) -> str:
    """One change in one line."""
    named = change.follow.provision or change.follow.act.number
    if change.record is not None:
        words = {"what": FIELDS.get(change.record.field, ""), "value": change.record.after, "act": named}
        return _("%(act)s: %(what)s được ghi là %(value)s") % words
    assert change.order is not None
    words = {
        "by": change.order.act.number,
        "place": change.order.data.get("provision") or _("cả văn bản"),
        "act": named,
    }
    if change.came is not None:
        return _("%(by)s sửa %(place)s của %(act)s, có hiệu lực từ %(day)s") % (words | {"day": day_words(change.came)})
    return _("%(by)s sửa %(place)s của %(act)s, mới vào sổ") % words


def address_of(change: FollowedChange) -> str:
    """The page where the change is seen."""
    return reverse("law:act", args=[change.follow.act_id])


def _queue(request: HttpRequest) -> Queued | None:
    user: Any = request.user
    found = changes_of(user, request.as_of)  # type: ignore[attr-defined]
    if not found:
        return None
    rows = [QueueRow(change_words(one), address_of(one), code=one.follow.act.number) for one in found[:SHOWN]]
    return Queued(len(found), rows, reverse("law:follows"))


FOLLOWED = Queue(
    "phap-luat-theo-doi",
    gettext_lazy("Pháp luật theo dõi có thay đổi"),
    _queue,
    QueuePlace.AFTER,
    all_label=gettext_lazy("Xem tất cả thay đổi"),
    said=lambda number: (
        ngettext("%(number)s thay đổi của văn bản theo dõi", "%(number)s thay đổi của văn bản theo dõi", number)
        % {"number": number}
    ),
)


def _found(user: User) -> User:
    demand_reader(user)
    if not user.is_authenticated:
        raise Http404
    return user


def follows_page(request: SignedInRequest) -> HttpResponse:
    """What one follows, each with its changes."""
    return show_follows(request, _found(request.user))


def show_follows(request: SignedInRequest, user: User, refused: Refused | None = None) -> HttpResponse:
    """The page, as it is after a refusal too."""
    offered = Offered(FOLLOWING, user, user, not request.rewound, "law:follows-", (), refused)
    changes = changes_of(user, request.as_of)[:MOST]
    lines = [
        (one, [(change_words(each), address_of(each)) for each in changes if each.follow.pk == one.pk])
        for one in follows_of(user)[:MOST]
    ]
    lines.sort(key=lambda line: not line[1])
    context = {
        "room": "law", "offered": offered, "lines": lines, "changes": len(changes), **desk_tabs(user, "follows"),
    }  # fmt: skip
    return render(request, "law/follows.html", context, status=400 if refused else 200)


FOLLOWING = Acts(
    [
        Act("da-xem", gettext_lazy("Đã xem"), changes_seen, FollowedForm, of_row=True, may=bool, code="seen",
            said=gettext_lazy("Đã xem các thay đổi đến lúc này.")),
        Act("thoi", gettext_lazy("Thôi theo dõi"), unfollow, FollowedForm, of_row=True, may=bool, code="stop",
            said=gettext_lazy("Đã thôi theo dõi.")),
    ],
    find=_found,
    show=show_follows,
    address=lambda _user: reverse("law:follows"),
)  # fmt: skip

urls = [
    path("theo-doi/", follows_page, name="follows"),
    *FOLLOWING.urls("theo-doi/", "follows-"),
]
