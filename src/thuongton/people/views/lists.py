"""Lists of units, of accounts, of the people of one unit, and of one's own messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.people.filters import unit_filter
from thuongton.people.models import Hat, Notification, Role, Unit, UnitKind, User
from thuongton.people.queries import (
    chain_above,
    children_of,
    has_role,
    hats_visible_to,
    named,
    notifications_visible_to,
    offers_made,
    offers_to_decide,
    people_in_scope,
    standing,
    today,
    units_below,
    units_in_scope,
    with_hat,
)
from thuongton.web.dates import day_words
from thuongton.web.inputs import whole
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, DayRange, Flag, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.states import mark_of

INSIDE, ENDED = "trong", "het-hieu-luc"
OFFERS_SHOWN = 50


def demand_admin(request: HttpRequest) -> None:
    """Refuse a page that only administrators use."""
    if not has_role(request.user, Role.ADMINISTRATOR):  # type: ignore[arg-type]
        raise PermissionDenied(_("Trang này dành cho vai trò Quản trị."))


def validity(of: Unit | Hat) -> str:
    """From when to when a unit or a hat counts, in words; "" when no day is written."""
    first, last = of.valid_from, of.valid_to
    if first and last:
        return f"{day_words(first)} – {day_words(last)}"
    if first:
        return _("từ %(day)s") % {"day": day_words(first)}
    return _("đến hết %(day)s") % {"day": day_words(last)} if last else ""


def _in_scope(request: HttpRequest, unit_id: int) -> Unit:
    return get_object_or_404(units_in_scope(request.user), pk=unit_id)  # type: ignore[arg-type]


# Units: one level of the tree at a time, or all below that match


def _parent(question: Question) -> Unit | None:
    inside = question.get(INSIDE)
    if not inside:
        return None
    return get_object_or_404(units_in_scope(question.reader), pk=whole(inside) or 0)


def _units(question: Question) -> QuerySet[Unit]:
    parent, ended = _parent(question), question.get(ENDED) == "1"
    if question.get("q") or question.get("loai"):
        return units_below(question.reader, parent, ended=ended)
    return children_of(question.reader, parent, ended=ended)


def _units_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    parent = _parent(question)
    return {
        "room": "people",
        "parent": parent,
        "above": chain_above(question.reader, parent) if parent else [],
        "administers": has_role(question.reader, Role.ADMINISTRATOR),
    }


def _mergers(unit: Unit) -> str:
    """Who took over from the unit and whom it took over from."""
    after = [f"→ {link.successor} ({day_words(link.on)})" for link in unit.successions_out.all()]
    return "; ".join([*after, *(f"← {link.predecessor} ({day_words(link.on)})" for link in unit.successions_in.all())])


def _units_counted(number: int, words: str) -> str:
    return ngettext("%(number)s đơn vị", "%(number)s đơn vị", number) % {"number": words}


UNITS = Listing(
    key="don-vi",
    title=gettext_noop("Đơn vị"),
    columns=(
        Column(
            "ten",
            gettext_noop("Đơn vị"),
            lambda unit: unit.name,
            80,
            sort=("name",),
            template="people/parts/list_unit.html",
            fixed=True,
            vi=True,
        ),
        Column("ten-tat", gettext_noop("Tên gọi tắt"), lambda unit: unit.short_name, 40, shown=False, vi=True),
        Column(
            "loai", gettext_noop("Loại"), lambda unit: unit.get_kind_display(), 50, sort=("kind", "path"), phone="1"
        ),
        Column("ma", gettext_noop("Mã định danh"), lambda unit: unit.identifier or "", 40, sort=("identifier",)),
        Column("hieu-luc", gettext_noop("Hiệu lực"), validity, 40, sort=("valid_from",), phone="3"),
        Column("sap-xep", gettext_noop("Sắp xếp"), _mergers, 50, vi=True),
        Column(
            "truc-thuoc",
            gettext_noop("Trực thuộc"),
            lambda unit: unit.below,
            26,
            Kind.NUMBER,
            template="people/parts/list_below.html",
            phone="2",
        ),
    ),
    query=_units,
    order=("path",),
    order_label=gettext_noop("Thứ tự cây đơn vị"),
    filters=(
        Words(key="q", label=gettext_noop("Tên hoặc mã định danh")),
        Choice(key="loai", label=gettext_noop("Loại"), column="kind", options=UnitKind.choices),
        Flag(key=ENDED, label=gettext_noop("Cả đơn vị đã hết hiệu lực")),
    ),
    lens=(INSIDE,),
    above=lambda question: [str(parent)] if (parent := _parent(question)) else [],
    counted=_units_counted,
    template="people/units.html",
    head=_units_head,
    empty=gettext_noop("Chưa có đơn vị trực thuộc."),
)


# People of one unit: their hats at it


@dataclass(frozen=True, slots=True)
class HatRow:
    """A hat at the unit; ``known`` says that the reader may open the page of the person."""

    hat: Hat
    known: bool


def hat_rows(reader: User, hats: list[Hat]) -> list[HatRow]:
    """Hats with whether the reader administers the accounts behind them, in at most one query."""
    known: set[int] = set()
    if hats and has_role(reader, Role.ADMINISTRATOR):
        people = people_in_scope(reader).filter(pk__in=[hat.user_id for hat in hats]).prefetch_related(None)
        known = set(people.values_list("pk", flat=True))
    return [HatRow(hat, hat.user_id in known) for hat in hats]


def _people_counted(number: int, words: str) -> str:
    return ngettext("%(number)s người", "%(number)s người", number) % {"number": words}


def _hats_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "people", "unit": shown.asked.question.place}


def _roles(question: Question) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in Role if role != Role.CITIZEN]


HATS = Listing(
    key="nguoi-cua-don-vi",
    title=lambda question: _("Người của %(unit)s") % {"unit": question.place},
    columns=(
        Column(
            "ho-ten",
            gettext_noop("Họ và tên"),
            lambda row: str(row.hat.user),
            60,
            sort=("user__full_name",),
            template="people/parts/list_hat.html",
            fixed=True,
            vi=True,
        ),
        Column(
            "chuc-danh", gettext_noop("Chức danh"), lambda row: row.hat.title, 60, sort=("title",), phone="3", vi=True
        ),
        Column(
            "vai-tro", gettext_noop("Vai trò"), lambda row: row.hat.get_role_display(), 40, sort=("role",), phone="4"
        ),
        Column("pham-vi", gettext_noop("Phạm vi"), lambda row: str(row.hat.scope or ""), 50, vi=True),
        Column("hieu-luc", gettext_noop("Hiệu lực"), lambda row: validity(row.hat), 50, sort=("valid_from",)),
    ),
    query=lambda question: hats_visible_to(question.reader).filter(unit=question.place),
    rows=lambda question, hats: hat_rows(question.reader, hats),
    order=("id",),
    order_label=gettext_noop("Theo lúc giao"),
    filters=(
        Words(key="q", label=gettext_noop("Họ tên"), column="user__full_name", folded=False),
        Choice(key="vai-tro", label=gettext_noop("Vai trò"), column="role", options=_roles),
    ),
    place=_in_scope,
    counted=_people_counted,
    template="people/hats.html",
    head=_hats_head,
    empty=gettext_noop("Chưa có ai. Quản trị viên mở tài khoản để đơn vị bắt đầu làm việc."),
    id_of=lambda row: row.hat.pk,
)


# Accounts of the scope; administrators only


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of the scope; of an account that others administer (``administered`` is False) nothing else is told."""

    person: User
    administered: bool
    day: dt.date

    @property
    def hats(self) -> list[tuple[Hat, bool]]:
        """The hats in the scope, each with whether it has ended."""
        shown: list[Hat] = self.person.shown_hats  # type: ignore[attr-defined]
        return [(hat, bool(hat.valid_to and hat.valid_to < self.day)) for hat in shown]

    @property
    def hats_words(self) -> str:
        """The hats in the scope with their roles."""
        return "; ".join(_hat_words(hat, ended) for hat, ended in self.hats)

    @property
    def state(self) -> str:
        """How the account stands (``web/states.py``); "" where that is not told."""
        if not self.administered:
            return ""
        if not self.person.is_active:
            return "locked"
        return "first_password" if self.person.must_change_password else "in_use"

    @property
    def signed_in(self) -> dt.datetime | None:
        """The last time of signing in, where that is told."""
        return self.person.last_login if self.administered else None


def _hat_words(hat: Hat, ended: bool) -> str:
    words = f"{hat} · {hat.get_role_display()}"
    return f"{words} · {_('đến hết %(day)s') % {'day': day_words(hat.valid_to)}}" if ended else words


def _person_rows(question: Question, people: list[User]) -> list[PersonRow]:
    day = today()
    return [PersonRow(person, standing(question.reader, person).administers, day) for person in people]


def account_words(row: PersonRow) -> str:
    """How the account stands, in words."""
    return _(mark_of(row.state)[0].words) if row.state else _("đơn vị khác quản trị")


def _persons_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    reader = shown.asked.question.reader
    return {"room": "people", "offers": offers_to_decide(reader), "made": offers_made(reader)[:OFFERS_SHOWN]}


PERSONS = Listing(
    key="nguoi-dung",
    title=gettext_noop("Người dùng"),
    columns=(
        Column(
            "ho-ten",
            gettext_noop("Họ và tên"),
            lambda row: str(row.person),
            50,
            sort=("full_name",),
            template="people/parts/list_person.html",
            fixed=True,
            phone="title",
            vi=True,
        ),
        Column(
            "ten-dang-nhap",
            gettext_noop("Tên đăng nhập"),
            lambda row: row.person.username,
            34,
            sort=("username",),
            phone="1",
        ),
        Column(
            "vai-tro",
            gettext_noop("Vai trò trong phạm vi"),
            lambda row: row.hats_words,
            90,
            template="people/parts/list_hats.html",
            phone="3",
        ),
        Column(
            "dang-nhap",
            gettext_noop("Đăng nhập gần nhất"),
            lambda row: row.signed_in,
            34,
            Kind.MOMENT,
            template="people/parts/list_signed_in.html",
        ),
        Column(
            "tai-khoan",
            gettext_noop("Tài khoản"),
            account_words,
            46,
            template="people/parts/list_account.html",
            phone="2",
        ),
    ),
    query=lambda question: people_in_scope(question.reader),
    rows=_person_rows,
    order=("full_name",),
    order_label=gettext_noop("Theo tên"),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Họ tên hoặc tên đăng nhập"),
            by=lambda people, words, _question: named(people, words),
        ),
        unit_filter(
            "don-vi",
            gettext_noop("Đơn vị"),
            by=lambda people, unit, question: with_hat(people, question.reader, below=unit),
        ),
        Choice(
            key="vai-tro",
            label=gettext_noop("Vai trò"),
            options=_roles,
            by=lambda people, role, question: with_hat(people, question.reader, role=role),
        ),
    ),
    demand=demand_admin,
    counted=_people_counted,
    template="people/persons.html",
    head=_persons_head,
    empty=gettext_noop("Chưa có ai. Hãy mở tài khoản."),
    id_of=lambda row: row.person.pk,
)


# Messages to oneself


def _messages_counted(number: int, words: str) -> str:
    return ngettext("%(number)s thông báo", "%(number)s thông báo", number) % {"number": words}


def _messages_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    reader = shown.asked.question.reader
    return {"unread": notifications_visible_to(reader).filter(read_at__isnull=True).count()}


def _read_words(message: Notification) -> str:
    return "" if message.read_at else _("chưa đọc")


MESSAGES = Listing(
    key="thong-bao",
    title=gettext_noop("Thông báo"),
    columns=(
        Column("luc", gettext_noop("Lúc"), lambda message: message.created_at, 34, Kind.MOMENT, phone="1"),
        Column(
            "noi-dung",
            gettext_noop("Nội dung"),
            lambda message: message.text,
            150,
            template="people/parts/list_message.html",
            fixed=True,
        ),
        Column(
            "da-doc",
            gettext_noop("Trạng thái"),
            _read_words,
            30,
            template="people/parts/list_unread.html",
            phone="2",
        ),
    ),
    query=lambda question: notifications_visible_to(question.reader),
    order=("-id",),
    order_label=gettext_noop("Mới nhất trước"),
    filters=(
        Words(key="q", label=gettext_noop("Nội dung"), column="text", folded=False),
        Flag(key="chua-doc", label=gettext_noop("Chưa đọc"), when=Q(read_at__isnull=True)),
        DayRange(key="tu", until="den", label=gettext_noop("Từ ngày"), column="created_at", moments=True),
    ),
    counted=_messages_counted,
    template="people/messages.html",
    head=_messages_head,
    empty=gettext_noop("Chưa có thông báo nào."),
)


urls = [
    *listing_urls(UNITS, room="people", name="units", at="don-vi/"),
    *listing_urls(HATS, room="people", name="unit_people", at="don-vi/<int:unit_id>/nguoi/"),
    *listing_urls(PERSONS, room="people", name="persons", at="nguoi-dung/"),
    *listing_urls(MESSAGES, room="people", name="messages", at="tai-khoan-cua-toi/thong-bao/"),
]
