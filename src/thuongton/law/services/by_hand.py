"""Records by hand: a fact of an act with its source, a day of an order, an order looked at; each can be withdrawn.

What an act changes is worked out by doing it and shown before it is written: a text never ends or comes back to life in
silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.law.by_hand import DAYS, FIELDS, OF_ORDER, as_text, as_value
from thuongton.law.models import ActOrder, ActRecord, LegalAct
from thuongton.law.queries.consequences import Standing, consequences, standings, touched_by
from thuongton.law.queries.windows import hanging_on
from thuongton.law.rows import details_key, found_by, issuer_key, operation_of, order_key
from thuongton.law.services.deriving import FEW, hold_register, touched
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from thuongton.web.dates import day_words
from thuongton.web.forms.agreeing import NeedsAgreement
from thuongton.web.forms.marks import mark_of
from vanban.text import clean, join_lines

FIRST = dt.date(1945, 9, 2)
LATEST = 40
"""Years ahead that a day of the law may lie."""


def record_fact(
    user: User | None,
    act: LegalAct,
    field: str,
    value: dt.date | str | None,
    source: str,
    *,
    reason: str = "",
    agreed: str | None = None,
) -> ActRecord:
    """Record a fact of an act with its source; what stood before is kept and needs a reason.

    Raises ValidationError, and ``NeedsAgreement`` with what changes unless ``agreed`` is the mark of it or None.
    """
    demand(user, act, Right.CORRECT)
    words = _source(source)
    if field not in FIELDS or field in OF_ORDER:
        raise ValidationError(_("Không có mục này để ghi."))
    if isinstance(value, str):
        value = join_lines(clean(value).text).strip()
    before = as_text(getattr(act, field))
    after = as_text(value)
    if after == before:
        raise ValidationError(_("Sổ đã ghi đúng như vậy; không có gì để sửa."))
    why = join_lines(reason)[:400]
    if before and not why:
        raise ValidationError({"reason": _("Sổ đang ghi khác; hãy nêu lý do sửa.")})
    _demand_possible(act, field, value)

    def write() -> ActRecord:
        _put(act, field, value)
        return ActRecord.objects.create(
            act=act, field=field, before=before, after=after, source=words, reason=why, by=user
        )

    return _done(user, "Ghi tay một điều về văn bản", act, why or words, write, agreed)


def record_order(
    user: User | None,
    order: ActOrder,
    source: str,
    *,
    day: dt.date | None = None,
    reason: str = "",
    agreed: str | None = None,
) -> ActRecord:
    """Record from which day an order acts (an event that came), or, without a day, that it is as the machine read it.

    Errors as in :func:`record_fact`.
    """
    act = order.act
    demand(user, act, Right.CORRECT)
    words, why = _source(source), join_lines(reason)[:400]
    key = order_key(operation_of(order.data))
    field = "day" if day is not None else "checked"
    if day is not None:
        _demand_day(day)
        if act.issued_on is not None and day < act.issued_on:
            raise ValidationError({"day": _("Lệnh không thể có hiệu lực trước ngày văn bản được ban hành.")})
    after = as_text(day) if day is not None else f"{user or 'vận hành'}, {day_words(today())}"
    stands = ActRecord.objects.filter(act=act, order=key, field=field, withdrawn_at=None).first()
    if stands is not None and (day is None or stands.after == after):
        raise ValidationError(_("Điều này đã được ghi."))
    if stands is not None:
        raise ValidationError(_("Lệnh này đã có ngày được ghi; hãy rút điều đã ghi trước."))

    def write() -> ActRecord:
        return ActRecord.objects.create(
            act=act, order=key, field=field, before="", after=after, source=words, reason=why, by=user
        )

    code = "Ghi tay một điều về văn bản" if day is not None else "Xác nhận một lệnh sửa đổi"
    return _done(user, code, act, why or words, write, agreed)


def withdraw(user: User | None, record: ActRecord, reason: str, *, agreed: str | None = None) -> None:
    """Withdraw a record: what stood before it holds again, from now on. Errors as in :func:`record_fact`."""
    act = record.act
    demand(user, act, Right.CORRECT)
    why = join_lines(reason)[:400]
    if not why:
        raise ValidationError({"reason": _("Hãy ghi lý do rút.")})
    if record.withdrawn_at is not None:
        raise ValidationError(_("Điều này đã được rút trước đó."))
    if not record.order:
        if as_text(getattr(act, record.field)) != record.after:
            raise ValidationError(_("Mục này đã được ghi lại sau đó; hãy rút điều ghi sau trước."))
        _demand_possible(act, record.field, as_value(record.field, record.before))

    def write() -> None:
        if not record.order:
            _put(act, record.field, as_value(record.field, record.before))
        record.withdrawn_at, record.withdrawn_by, record.withdrawn_why = timezone.now(), user, why
        record.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])

    _done(user, "Rút một điều ghi tay về văn bản", act, why, write, agreed)


def _done(
    user: User | None, code: str, act: LegalAct, reason: str, write: Callable[[], Any], agreed: str | None
) -> Any:
    """Write, and take it back unless the person has agreed to what it changes."""
    targets = touched_by(act)
    try:
        with recording(user, code, act, reason=reason):
            hold_register()
            LegalAct.objects.select_for_update().get(pk=act.pk)
            near = hanging_on([act.pk], FEW)  # what hung on it before: a name or an order may be another one after
            before: Mapping[int, Standing] = standings(targets) if agreed is not None else {}
            made = write()
            touched({act.pk, *near})
            if agreed is not None:
                _demand_agreement(before, standings(touched_by(act) or targets), agreed)
    except Exception:
        act.refresh_from_db()
        raise
    return made


def _demand_agreement(before: Mapping[int, Standing], after: Mapping[int, Standing], agreed: str) -> None:
    changed = consequences(before, after)
    if not changed:
        return
    mark = mark_of(*(one.mark for one in changed))
    if agreed != mark:
        sentence = _("Việc này đổi hiệu lực hoặc lời văn; xem rồi bấm lần nữa để ghi.")
        raise NeedsAgreement(sentence, mark, "law/parts/consequences.html", {"consequences": changed})


def _put(act: LegalAct, field: str, value: Any) -> None:
    setattr(act, field, value if value is not None or field in DAYS else "")
    fields = [field]
    if field == "title":
        act.name_key = found_by(act.title, act.kind)
        act.details_key = details_key(act.title)
        fields += ["name_key", "details_key"]
    if field == "issuer":
        act.issuer_key = issuer_key(act.issuer)
        fields.append("issuer_key")
    try:
        with transaction.atomic():
            act.save(update_fields=fields)
    except IntegrityError as error:
        raise ValidationError(
            _("Sổ đã có văn bản khác cùng số, cơ quan và ngày này; hãy trả lời câu hỏi trùng số trước.")
        ) from error


def _source(source: str) -> str:
    words = join_lines(source)[:400]
    if not words:
        raise ValidationError({"source": _("Hãy ghi nguồn: số Công báo, văn bản hoặc trang đã xem.")})
    return words


def _demand_day(day: dt.date) -> None:
    if day < FIRST:
        raise ValidationError(_("Ngày %(day)s trước khi có văn bản của Nhà nước ta.") % {"day": day_words(day)})
    if day.year > today().year + LATEST:
        raise ValidationError(_("Ngày %(day)s quá xa để là một ngày của văn bản.") % {"day": day_words(day)})


def _demand_possible(act: LegalAct, field: str, value: Any) -> None:
    """Refuse days that cannot be. An effect before the day of issue may be: some acts reach back."""
    if field not in DAYS or value is None:
        return
    _demand_day(value)
    days = {name: getattr(act, name) for name in DAYS} | {field: value}
    if field in ("issued_on", "gazette_on") and value > today():
        raise ValidationError(_("Ngày này chưa tới nên chưa thể đã xảy ra."))
    if days["gazette_on"] and days["issued_on"] and days["gazette_on"] < days["issued_on"]:
        raise ValidationError(_("Công báo không thể đăng văn bản trước ngày ban hành."))
    if days["expired_on"] and days["effective_on"] and days["expired_on"] < days["effective_on"]:
        raise ValidationError(_("Văn bản không thể hết hiệu lực trước ngày có hiệu lực."))
    if days["expired_on"] and days["issued_on"] and days["expired_on"] < days["issued_on"]:
        raise ValidationError(_("Văn bản không thể hết hiệu lực trước ngày ban hành."))
