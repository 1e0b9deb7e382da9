"""Integrity of units, people and hats, for ``thuongton check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from thuongton.audit.checks import Check, each
from thuongton.people.models import Hat, Succession, Unit, User, validate_identifier
from thuongton.people.queries import today
from thuongton.web.dates import day_words

CALL_FOR_HELP = "Khôi phục bản sao lưu gần nhất ra một máy khác để so, rồi báo người phụ trách phần mềm."


def _in_force() -> tuple[Q, Q]:
    day = today()
    return Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def _wrong_paths() -> QuerySet[Unit]:
    right = Concat(Coalesce(F("parent__path"), Value("/")), Cast("pk", CharField()), Value("/"))
    return Unit.objects.annotate(right=right).exclude(path=F("right"))


def _bad_identifiers() -> Iterator[Unit]:
    for unit in Unit.objects.filter(identifier__isnull=False).iterator():
        try:
            validate_identifier(unit.identifier or "")
        except ValidationError:
            yield unit


def _under_ended() -> QuerySet[Unit]:
    return Unit.objects.filter(*_in_force(), parent__valid_to__lt=today()).select_related("parent")


def _still_there() -> QuerySet[Succession]:
    late = Q(predecessor__valid_to__isnull=True) | Q(predecessor__valid_to__gte=F("on"))
    return Succession.objects.filter(late, on__lte=today()).select_related("predecessor", "successor")


def _hats_of_ended() -> QuerySet[Hat]:
    ended = Q(unit__valid_to__lt=today()) | Q(scope__valid_to__lt=today())
    return Hat.objects.filter(*_in_force()).filter(ended).select_related("user", "unit", "scope")


def _foreign_scopes() -> Iterator[Hat]:
    for hat in Hat.objects.filter(unit__isnull=False).select_related("user", "unit", "scope").iterator():
        if hat.scope is not None and hat.unit is not None and hat.scope.root_id != hat.unit.root_id:
            yield hat


def _hats_backwards() -> QuerySet[Hat]:
    return Hat.objects.filter(valid_to__lt=F("valid_from") - dt.timedelta(days=1)).select_related("user", "unit")


def _without_hat() -> QuerySet[User]:
    worn = Hat.objects.filter(*_in_force(), user=OuterRef("pk"))
    return User.objects.filter(is_active=True, hats__isnull=False).exclude(Exists(worn)).distinct()


CHECKS = (
    Check(
        "unit-path",
        "Đường dẫn của đơn vị khớp với cấp trên",
        "error",
        "Quyền và phạm vi dựa vào đường dẫn này. " + CALL_FOR_HELP,
        each(_wrong_paths, lambda unit: f"{unit.name} (số {unit.pk}) có đường dẫn {unit.path}, phải là {unit.right}."),
    ),
    Check(
        "unit-identifier",
        "Mã định danh đúng mẫu",
        "error",
        "Mở trang đơn vị, sửa mã định danh theo Quyết định 20/2020/QĐ-TTg.",
        each(_bad_identifiers, lambda unit: f"{unit.name} có mã định danh sai mẫu: {unit.identifier}."),
    ),
    Check(
        "unit-days",
        "Đơn vị có ngày đầu trước ngày cuối",
        "error",
        "Mở trang đơn vị, sửa hai ngày hiệu lực.",
        each(
            lambda: Unit.objects.filter(valid_to__lt=F("valid_from")),
            lambda unit: f"{unit.name} hết hiệu lực {day_words(unit.valid_to)}, trước ngày bắt đầu.",
        ),
    ),
    Check(
        "unit-under-ended",
        "Đơn vị đang hoạt động không nằm dưới đơn vị đã kết thúc",
        "warning",
        "Ghi nhận sắp xếp cho đơn vị này, hoặc kết thúc nó.",
        each(_under_ended, lambda unit: f"{unit.name} còn hoạt động dưới {unit.parent.name} đã kết thúc."),
    ),
    Check(
        "succession-day",
        "Đơn vị đã sắp xếp kết thúc trước ngày kế thừa",
        "warning",
        "Mở trang đơn vị cũ, ghi ngày kết thúc là ngày trước ngày sắp xếp.",
        each(_still_there, lambda row: f"{row.predecessor} đã sắp xếp vào {row.successor} nhưng chưa kết thúc."),
    ),
    Check(
        "hat-of-ended-unit",
        "Không ai giữ vai trò ở đơn vị đã kết thúc",
        "warning",
        "Giao vai trò ở đơn vị kế thừa, rồi thôi vai trò cũ.",
        each(_hats_of_ended, lambda hat: f"{hat.user} còn giữ vai trò «{hat}» ở đơn vị đã kết thúc."),
    ),
    Check(
        "hat-scope",
        "Phạm vi của vai trò nằm cùng tỉnh với đơn vị",
        "error",
        "Thôi vai trò này ngay; giao lại với phạm vi đúng.",
        each(_foreign_scopes, lambda hat: f"{hat.user} ở {hat.unit} có phạm vi {hat.scope} thuộc tỉnh khác."),
    ),
    Check(
        "hat-days",
        "Vai trò có ngày đầu trước ngày cuối",
        "warning",
        "Thôi vai trò này và giao lại với ngày đúng.",
        each(_hats_backwards, lambda hat: f"Vai trò «{hat}» của {hat.user} hết trước khi bắt đầu."),
    ),
    Check(
        "account-without-hat",
        "Tài khoản còn mở thì còn vai trò",
        "warning",
        "Khoá tài khoản của người đã nghỉ hoặc chuyển đi, hoặc giao vai trò mới.",
        each(_without_hat, lambda user: f"Tài khoản {user.username} ({user}) còn mở nhưng không còn vai trò nào."),
    ),
)
