"""The REST API: the same queries and services as the pages, nothing of its own."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Header, NinjaAPI, Path, Query, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unprocessable
from ninja.pagination import LimitOffsetPagination, paginate
from ninja.security import django_auth

from thuongton.api import schemas as s
from thuongton.api.services import KeyReused, once
from thuongton.documents import queries as document_queries
from thuongton.people import queries as people_queries
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import PartyRole, Task
from thuongton.plans.queries import tasks as task_queries
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.services import facts
from thuongton.plans.status import DONE, Basis, State

api = NinjaAPI(
    title="Thượng Tôn",
    version="1",
    description=(
        "Đơn vị, văn bản, kế hoạch, nhiệm vụ trong phạm vi của vai trò đang dùng. Danh sách chia trang bằng limit và "
        "offset; mỗi lần ghi cần phần đầu Idempotency-Key, gửi lại cùng khoá thì không ghi hai lần."
    ),
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,
)
MOST_ROWS = 10_000_000
READS = dict.fromkeys((400, 401, 403, 404, 422), s.Problem)
PROBLEMS = {**READS, 409: s.Problem}


class Pages(LimitOffsetPagination):
    """Pages by ``limit`` (at most 500, 50 unless told) and ``offset``; ``count`` is the whole number."""

    class Input(Schema):
        """What a caller may ask for."""

        limit: int = Field(50, ge=1, le=500)
        offset: int = Field(0, ge=0, le=MOST_ROWS)


MOST = 2**63 - 1  # the largest id a database column holds
KEY = Header(..., alias="Idempotency-Key", min_length=8, max_length=128, pattern="^[!-~]+$")
ID = Path(..., ge=1, le=MOST)
STATES = Query(None)
WORDS = Query("", max_length=200, pattern=s.NO_NUL)
AN_ID = Query(None, ge=1, le=MOST)
BASIS = Query(Basis.DECLARED)


@api.exception_handler(ValidationError)
def _invalid(request: SignedInRequest, error: ValidationError) -> HttpResponse:
    return api.create_response(request, {"detail": " ".join(error.messages)}, status=400)


@api.exception_handler(PermissionDenied)
def _denied(request: SignedInRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(error) or _("Không có quyền.")}, status=403)


@api.exception_handler(Http404)
def _missing(request: SignedInRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": _("Không có, hoặc ngoài phạm vi của bạn.")}, status=404)


@api.exception_handler(KeyReused)
def _reused(request: SignedInRequest, error: KeyReused) -> HttpResponse:
    return api.create_response(request, {"detail": _("Khoá này đã dùng cho một yêu cầu khác.")}, status=409)


@api.exception_handler(AuthenticationError)
def _unknown(request: SignedInRequest, error: AuthenticationError) -> HttpResponse:
    return api.create_response(request, {"detail": _("Chưa đăng nhập.")}, status=401)


@api.exception_handler(Unprocessable)
def _unprocessable(request: SignedInRequest, error: Unprocessable) -> HttpResponse:
    places = dict.fromkeys(".".join(str(part) for part in one["loc"][1:]) or one["loc"][0] for one in error.errors)
    sentence = _("Không hiểu yêu cầu: xem lại %(places)s.") % {"places": ", ".join(places)}
    return api.create_response(request, {"detail": sentence}, status=422)


@api.exception_handler(HttpError)
def _not_read(request: SignedInRequest, error: HttpError) -> HttpResponse:
    sentences = {
        400: _("Nội dung gửi lên không phải JSON đúng."),
        403: _("Thiếu hoặc sai mã chống giả mạo; gửi kèm phần đầu X-CSRFToken."),
    }
    detail = sentences.get(error.status_code, str(error))
    return api.create_response(request, {"detail": detail}, status=error.status_code)


@api.get("/units", response={200: list[s.UnitOut], **READS}, operation_id="list_units")
@paginate(Pages)
def units(request: SignedInRequest, words: str = WORDS) -> Any:
    """Units one may see, in the order of the tree; ``words`` with or without diacritics."""
    return people_queries.find_units(request.user, words).order_by("path")


@api.get("/documents", response={200: list[s.DocumentOut], **READS}, operation_id="list_documents")
@paginate(Pages)
def documents(request: SignedInRequest) -> Any:
    """Papers one may see, the latest in the register first."""
    return document_queries.visible_to(request.user).order_by("-registered_on", "-id")


@api.get("/documents/{document_id}", response={200: s.DocumentOut, **READS}, operation_id="get_document")
def document(request: SignedInRequest, document_id: int = ID) -> Any:
    """One paper."""
    return get_object_or_404(document_queries.visible_to(request.user), pk=document_id)


@api.get("/plans", response={200: list[s.PlanOut], **READS}, operation_id="list_plans")
@paginate(Pages)
def plans(request: SignedInRequest) -> Any:
    """Plans one may see, the latest first."""
    return task_queries.plans_visible_to(request.user).order_by("-issued_on", "-id")


@api.get("/plans/{plan_id}/counts", response={200: s.CountsOut, **READS}, operation_id="count_plan")
def plan_counts(request: SignedInRequest, plan_id: int = ID, as_of: dt.date | None = None, basis: Basis = BASIS) -> Any:
    """How many tasks of a plan are in each state on a day (today unless told), as declared or as proven."""
    plan = get_object_or_404(task_queries.plans_visible_to(request.user), pk=plan_id)
    day = as_of or people_queries.today()
    tasks = task_queries.visible_to(request.user).filter(plan=plan)
    found = task_queries.counts(tasks, day, basis)
    return {
        "as_of": day,
        "basis": str(basis),
        "total": sum(found.values()),
        "states": {str(state): number for state, number in found.items()},
    }


@api.get("/tasks", response={200: list[s.TaskOut], **READS}, operation_id="list_tasks")
@paginate(Pages)
def tasks(
    request: SignedInRequest,
    plan: int | None = AN_ID,
    states: list[State] = STATES,
    unit: int | None = AN_ID,
    words: str = WORDS,
    as_of: dt.date | None = None,
    basis: Basis = BASIS,
) -> Any:
    """Tasks one may see with their status on a day, in the order of their plans."""
    day = as_of or people_queries.today()
    rows = task_queries.with_status(task_queries.visible_to(request.user), day, basis)
    rows = filtered(rows, Filters(states=tuple(states or ()), unit=unit, words=words))
    if plan is not None:
        rows = rows.filter(plan=plan)
    return _Tasks(rows.order_by("plan", "order", "pk").prefetch_related("parties"))


@api.get("/tasks/{task_id}", response={200: s.TaskOut, **READS}, operation_id="get_task")
def task(request: SignedInRequest, task_id: int = ID, as_of: dt.date | None = None, basis: Basis = BASIS) -> Any:
    """One task with its status on a day."""
    day = as_of or people_queries.today()
    rows = task_queries.with_status(task_queries.visible_to(request.user), day, basis)
    return _task(get_object_or_404(rows.prefetch_related("parties"), pk=task_id))


class _Tasks:
    """A page of tasks is made into JSON only when it is cut out."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __getitem__(self, cut: slice) -> list[dict[str, Any]]:
        return [_task(row) for row in self.rows[cut]]

    def count(self) -> int:
        return int(self.rows.count())

    def all(self) -> "_Tasks":
        return self


def _task(row: Task) -> dict[str, Any]:
    state = State(row.state)  # type: ignore[attr-defined]
    parties: dict[str, list[dict[str, Any]]] = {role: [] for role in PartyRole.values}
    for party in row.parties.all():
        parties[party.role].append({"name": party.name, "unit_id": party.unit_id})
    return {
        "id": row.pk,
        "plan_id": row.plan_id,
        "code": row.code,
        "title": row.title,
        "product": row.product,
        "timing_text": row.timing_text,
        "regular": row.regular,
        "state": state,
        "state_label": _(state.label),
        "window_start": row.start_now,  # type: ignore[attr-defined]
        "due": row.due_now,  # type: ignore[attr-defined]
        "done_on": row.done_day,  # type: ignore[attr-defined]
        "unproven": state in DONE and row.done_on is None,
        "lead": parties[PartyRole.LEAD],
        "coordinating": parties[PartyRole.COORDINATE],
    }


def _write(request: SignedInRequest, key: str, act: Callable[[], dict[str, Any]]) -> Any:
    text = f"{request.method} {request.path}\n".encode() + request.body
    return once(request.user, key, text, lambda: (201, act()))


@api.post(
    "/tasks/{task_id}/declarations", response={201: s.DeclarationOut, **PROBLEMS}, operation_id="declare_progress"
)
def declare(request: SignedInRequest, said: s.DeclarationIn, task_id: int = ID, key: str = KEY) -> Any:
    """Declare how a task stands for a period (khai báo); it never counts as a proof."""

    def act() -> dict[str, Any]:
        found = get_object_or_404(task_queries.visible_to(request.user), pk=task_id)
        made = facts.declare(
            request.user,
            found,
            said.state,
            said.period_end,
            period_start=said.period_start,
            done_on=said.done_on,
            result=said.result,
            note=said.note,
        )
        return {"id": made.pk, "task_id": made.task_id, "state": made.state, "period_end": made.period_end.isoformat()}

    return _write(request, key, act)


@api.post("/tasks/{task_id}/proofs", response={201: s.ProofOut, **PROBLEMS}, operation_id="submit_proof")
def submit_proof(request: SignedInRequest, given: s.ProofIn, task_id: int = ID, key: str = KEY) -> Any:
    """Hand in the paper that proves a task; it closes the task once a leader or monitor accepts it."""

    def act() -> dict[str, Any]:
        found = get_object_or_404(task_queries.visible_to(request.user), pk=task_id)
        paper = get_object_or_404(document_queries.visible_to(request.user), pk=given.document_id)
        made = facts.submit_proof(request.user, found, paper, given.kind, given.signed_on, given.note)
        return {
            "id": made.pk,
            "task_id": made.task_id,
            "document_id": made.document_id,
            "signed_on": made.signed_on.isoformat(),
            "accepted_on": made.accepted_on.isoformat() if made.accepted_on else None,
        }

    return _write(request, key, act)
