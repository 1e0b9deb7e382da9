"""Lists are signed: their rows frozen, number and day taken of the outgoing register; columns are laid out."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Direction
from thuongton.documents.services.numbers import issue_number
from thuongton.documents.services.register import register_document
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, holds
from thuongton.prints.services import freeze
from thuongton.reviews.lists.columns import UnusableLayout, kept, read_layout
from thuongton.reviews.lists.membership import ListKind
from thuongton.reviews.lists.papers import PaperKind
from thuongton.reviews.models import Campaign, ListLayout, SignedList
from thuongton.reviews.queries.lists import paper_on
from thuongton.web.dates import day_words


def print_kind(paper: str) -> str:
    """The kind of print that a signed paper is kept as."""
    return f"reviews.{paper}"


def sign_list(
    user: User,
    campaign: Campaign,
    paper: str,
    *,
    fixed_on: dt.date,
    on: dt.date | None = None,
    symbol: str = "",
    capacity: str = "",
    signer: str = "",
) -> SignedList:
    """Sign a paper with its lists as of a day: freeze its rows, and give it number and day as an outgoing paper.

    Raises ValidationError with one sentence: it is signed already, the day has not come, nothing stands in it;
    PermissionDenied for who does not decide for the unit of the campaign.
    """
    demand(user, campaign, Right.DECIDE)
    kind, day = PaperKind(paper), on or today()
    if fixed_on > today():
        raise ValidationError(
            {"fixed_on": _("Thời điểm ấn định %(day)s chưa tới nên chưa ký được.") % {"day": day_words(fixed_on)}}
        )
    if not fixed_on <= day <= today():
        raise ValidationError({"on": _("Ngày ký phải từ thời điểm ấn định đến hôm nay.")})
    with recording(user, "Ký danh mục của đợt rà soát", campaign):
        held = Campaign.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=campaign.pk)
        _demand_unsigned(held, kind, fixed_on)
        with translation.override(settings.LANGUAGE_CODE):
            frozen = paper_on(user, held, kind, fixed_on)
        if not any(table.rows for table in frozen.tables):
            raise ValidationError(_("Danh mục chưa có văn bản nào nên chưa ký được."))
        printout = freeze(user, held, frozen, kind=print_kind(kind), act="reviews.list-frozen", unit=held.unit)
        document = register_document(
            user,
            held.unit,
            Direction.OUTGOING,
            kind="Quyết định",
            symbol="".join(symbol.split()) or frozen.head.symbol,
            issuer=frozen.head.issuer,
            place=frozen.head.place,
            title=frozen.title,
            signer=" ".join(signer.split()),
            signer_capacity=" ".join(capacity.split()),
        )
        document = issue_number(user, document, on=day)
        made = SignedList(
            campaign=held,
            paper=kind,
            fixed_on=fixed_on,
            printout=printout,
            document=document,
            number=document.number,
            signed_on=day,
            capacity=document.signer_capacity,
            signer=document.signer,
            by=user,
        )
        made.save()
    return made


def _demand_unsigned(campaign: Campaign, paper: PaperKind, fixed_on: dt.date) -> None:
    standing = (
        SignedList.objects.filter(campaign=campaign, paper=paper, fixed_on=fixed_on, withdrawn_at__isnull=True)
        .select_related("by")
        .first()
    )
    if standing is not None:
        raise ValidationError(
            _("%(who)s đã ký danh mục này, số %(number)s ngày %(day)s; muốn ký lại thì thu hồi bản ấy trước.")
            % {"who": standing.by, "number": standing.number, "day": day_words(standing.signed_on)}
        )


def withdraw_list(user: User, signed: SignedList, reason: str) -> SignedList:
    """Withdraw a signed paper with a reason; what was frozen stays as it is. Raises ValidationError."""
    demand(user, signed, Right.DECIDE)
    words = " ".join(reason.split())
    if not words:
        raise ValidationError({"reason": _("Ghi lý do thu hồi.")})
    with recording(user, "Thu hồi danh mục đã ký", signed.campaign, reason=words):
        held = SignedList.objects.select_for_update(of=("self",)).get(pk=signed.pk)
        if held.withdrawn_at is not None:
            raise ValidationError(_("Danh mục này đã được thu hồi."))
        held.withdrawn_at, held.withdrawn_by, held.withdrawn_why = timezone.now(), user, words[:400]
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return held


def demand_layout(user: User, unit: Unit) -> None:
    """Refuse who neither keeps a unit nor decides for it. Raises PermissionDenied."""
    if not holds(user, unit, Right.ADMINISTER):
        demand(user, unit, Right.DECIDE)


def lay_out(user: User, unit: Unit, kind: str, text: str) -> ListLayout:
    """Lay a list out in a unit's own columns; lists signed before stay as they are. Raises ValidationError."""
    demand_layout(user, unit)
    try:
        columns = read_layout(text)
    except UnusableLayout as error:
        raise ValidationError({"columns": str(error)}) from error
    with recording(user, "Đặt cột của danh mục", unit=unit) as note:
        made = ListLayout(unit=unit, kind=ListKind(kind), columns=kept(columns), by=user)
        demand(user, made, Right.READ)
        made.save()
        note.subject = made
    return made


def drop_layout(user: User, unit: Unit, kind: str) -> int:
    """Go back to the columns of the unit above, or of the product; returns how many layouts are no longer used."""
    demand_layout(user, unit)
    with recording(user, "Thôi dùng cột riêng của danh mục", unit=unit):
        held = list(
            ListLayout.objects.select_for_update().filter(unit=unit, kind=ListKind(kind), withdrawn_at__isnull=True)
        )
        if not held:
            raise ValidationError(_("Đơn vị không có cột riêng của danh mục này."))
        now = timezone.now()
        for one in held:
            demand(user, one, Right.READ)
            one.withdrawn_at = now
            one.save(update_fields=["withdrawn_at"])
    return len(held)
