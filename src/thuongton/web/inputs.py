"""The boundary for what people and programs send: texts, whole numbers and days held within what records can keep.

Every value of an address or a form passes ``InputMiddleware``, every value of the API the types of ``web.rest``,
every row that is saved :func:`bound`; sheets and papers use the same functions. A letter that no keyboard gives (NUL,
controls, halves of surrogates) is taken out; a text that is longer than its place is refused with one sentence, so that
nothing is cut without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

LARGEST = 2**63 - 1
"""The largest id, and the largest whole number, that a column of a database holds."""
MOST_LETTERS = 20_000
"""Letters of one value of a form, and of a text column that names no length of its own."""
MOST_TITLE = 5_000
"""Letters of a title (trích yếu, tên nhiệm vụ)."""
MOST_IN_ADDRESS = 2_000
"""Letters of one value in an address."""
MOST_PASTED = 4_000_000
"""Letters of a whole paper that is pasted; the size of a form in bytes is bounded by Django's own setting."""
UNTYPED = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
"""Letters that no keyboard gives, as the inside of a class of a pattern; halves of surrogates come on top in Python."""
_UNTYPED = re.compile(rf"[{UNTYPED}\ud800-\udfff]")
_WHOLE = re.compile(r"[0-9]{1,19}\Z")
View = TypeVar("View", bound=Callable[..., Any])


def clean_text(text: str) -> str:
    """The text without letters that no keyboard gives; tabs and ends of lines stay.

    >>> clean_text("Kế hoạch\\x00 số 1\\ud800")
    'Kế hoạch số 1'
    """
    return _UNTYPED.sub("", text) if _UNTYPED.search(text) else text


def whole(text: str, *, most: int = LARGEST) -> int | None:
    """A whole number written in digits 0–9, at most ``most``; None when the text is anything else.

    >>> whole("42"), whole("²"), whole("9" * 5000), whole("-1"), whole("")
    (42, None, None, None, None)
    """
    if not _WHOLE.match(text):
        return None
    number = int(text)
    return number if number <= most else None


def too_long(label: str, most: int) -> ValidationError:
    """The sentence about a text that is longer than its place."""
    shown = f"{most:,}".replace(",", ".")
    return ValidationError(_("«%(label)s» dài quá %(most)s chữ; hãy rút gọn.") % {"label": label, "most": shown})


def takes_long(*names: str) -> Callable[[View], View]:
    """Mark a view whose fields of these names carry whole papers or tables, up to :data:`MOST_PASTED` letters."""

    def mark(view: View) -> View:
        view.long_fields = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def bound(sender: type[models.Model], instance: models.Model, **_more: Any) -> None:
    """Hold the texts of a row within their columns before it is saved (receiver of ``pre_save``).

    Raises ValidationError when a text is longer than ``max_length`` of its column (:data:`MOST_LETTERS` where it names
    none): SQLite would keep it, PostgreSQL would break off.
    """
    if not sender.__module__.startswith("thuongton."):
        return
    for field in sender._meta.concrete_fields:
        if not isinstance(field, (models.CharField, models.TextField)):
            continue
        value = field.value_from_object(instance)
        if not isinstance(value, str) or not value:
            continue
        clean = clean_text(value)
        if clean != value:
            setattr(instance, field.attname, clean)
        most = field.max_length or (MOST_TITLE if field.name == "title" else MOST_LETTERS)
        if field.editable and len(clean) > most:
            raise too_long(str(field.verbose_name), most)
