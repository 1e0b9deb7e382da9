"""Saving and dropping one's own views of a list."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.plans.models import SavedView


def save_view(user: User, page: str, name: str, query: str) -> SavedView:
    """Keep the filters of a page under a name; the same name again replaces them."""
    if not name.strip():
        raise ValidationError(_("Hãy đặt tên cho khung nhìn."))
    if len(query) > 600:
        raise ValidationError(_("Bộ lọc quá dài, không lưu được."))
    view, _made = SavedView.objects.update_or_create(
        user=user, page=page, name=name.strip()[:80], defaults={"query": query}
    )
    return view


def drop_view(user: User, pk: int) -> None:
    """Forget one of one's own views."""
    SavedView.objects.filter(user=user, pk=pk).delete()
