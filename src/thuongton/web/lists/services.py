"""Keeping and dropping one's own views of a list."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from thuongton.web.forms.marks import demand_unchanged
from thuongton.web.lists.queries import mark_of_views, views_of
from thuongton.web.models import SavedView

MOST_VIEWS = 60
LONGEST_QUERY = 1_500


def keep_view(user: Any, listing: str, name: str, query: str, *, seen: str | None = None) -> SavedView:
    """Keep the address of a list under a name; the same name again replaces it, if the person saw what it holds.

    ``seen`` is the mark of the views that the page listed (``queries.mark_of_views``): two open pages of one person do
    not overwrite each other unseen.
    """
    name = name.strip()[:80]
    if not name:
        raise ValidationError(_("Hãy đặt tên cho khung nhìn."))
    if len(query) > LONGEST_QUERY:
        raise ValidationError(_("Bộ lọc quá dài, không lưu được."))
    others = SavedView.objects.filter(user=user, listing=listing).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        raise ValidationError(_("Đã có nhiều khung nhìn; hãy bỏ bớt rồi lưu."))
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=user.pk)
        if SavedView.objects.filter(user=user, listing=listing, name=name).exclude(query=query).exists():
            changed = _("Khung nhìn «%(name)s» vừa được lưu khác đi ở một trang khác; xem lại rồi lưu.")
            demand_unchanged(seen, mark_of_views(views_of(user, listing)), changed % {"name": name})
        view, _made = SavedView.objects.update_or_create(
            user=user, listing=listing, name=name, defaults={"query": query}
        )
    return view


def drop_view(user: Any, pk: int) -> None:
    """Forget one of one's own views."""
    SavedView.objects.filter(user=user, pk=pk).delete()
