"""Kinds, cases, queues, clocks and forms in the REST API: the same queries and services as everywhere."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.pagination import paginate

from thuongton.cases import api_shapes as s
from thuongton.cases import services
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import Bilingual, CaseKind
from thuongton.cases.engine.judge import allowed
from thuongton.cases.models import Case
from thuongton.cases.paper_files import paper_as_word
from thuongton.cases.queries.cases import (
    fields_of,
    folded,
    kind_of,
    kinds_for,
    matching,
    snapshot_of,
    timekeeper,
    visible_to,
)
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.queries.counting import count_form_of, form_facts, window
from thuongton.cases.queries.moving_many import moves_of, newest_of, preview_of
from thuongton.cases.queries.papers import newest_view
from thuongton.cases.queries.queues import nearest_due, queue, queue_names
from thuongton.cases.queries.transfers import may_take, transfers_visible_to
from thuongton.cases.rights import role_of
from thuongton.cases.rows import local
from thuongton.cases.sealed_fields import is_masked, sealed_fields, telling
from thuongton.cases.services import NotAllowed, transferring
from thuongton.cases.services.acting import said
from thuongton.cases.services.moving_many import move_many
from thuongton.cases.statistics.form_files import known_forms
from thuongton.keyring.box import is_sealed
from thuongton.keyring.queries import Keys
from thuongton.people.models import Unit
from thuongton.people.queries import units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.inputs import LARGEST
from thuongton.web.rest import AN_ID, KEY, PROBLEMS, READS, WORDS, Day, Made, Pages, Text
from thuongton.web.routes import write_once

router = Router()
A_NAME = Query(None, pattern=s.NAME)
A_QUEUE = Query(None, alias="queue", pattern=s.NAME)
A_UNIT = Query(..., ge=1, le=LARGEST)
FROM, TO = Query(..., alias="from"), Query(..., alias="to")
PURPOSE = Query("", max_length=300)
REFUSALS = {**PROBLEMS, 409: s.NotAllowedOut}


def _label(label: Bilingual) -> dict[str, str]:
    return {"vi": label.vi, "en": label.en}


def _kind(kind: CaseKind) -> dict[str, Any]:
    return {
        "kind": kind.kind,
        "version": kind.version,
        "label": _label(kind.label),
        "valid_from": kind.valid_from,
        "valid_to": kind.valid_to,
        "states": {name: _label(state.label) for name, state in kind.states.items()},
        "transitions": {
            name: {
                "label": _label(one.label),
                "from": list(one.sources),
                "to": one.to,
                "role": list(one.role),
                "requires": [need.field for need in one.requires],
                "fields": list(one.fields),
                "within": list(one.within),
            }
            for name, one in kind.transitions.items()
        },
        "fields": {
            name: {
                "label": _label(one.label),
                "type": one.kind,
                "choices": {choice: _label(words) for choice, words in one.choices.items()},
                "sealed": name in sealed_fields(kind),
            }
            for name, one in kind.fields.items()
        },
        "clocks": {
            name: {"label": _label(one.label), "followed": one.followed, "to_check": one.to_check}
            for name, one in kind.clocks.items()
            if not one.off
        },
        "queues": {name: _label(one.label) for name, one in kind.queues.items()},
        "forms": [one.form for one in kind.statistics],
    }


@router.get("/kinds", response={200: list[s.KindOut], **READS}, operation_id="list_kinds")
@paginate(Pages)
def kinds(request: SignedInRequest) -> Any:
    """Every kind of case in its newest version; those that the unit of the hat worn keeps, where it keeps any."""
    unit = writing_unit(request.user)
    found = kinds_for(unit) if unit is not None else {name: each[-1] for name, each in known_kinds().items()}
    return [_kind(kind) for kind in found.values()]


@router.get("/kinds/{kind}", response={200: s.KindOut, **READS}, operation_id="get_kind")
def one_kind(request: SignedInRequest, kind: str) -> Any:
    """A kind of case in its newest version."""
    found = known_kinds().get(kind)
    if found is None:
        raise Http404
    return _kind(found[-1])


def _now(as_of: dt.date | None) -> tuple[dt.datetime, bool]:
    """The day asked for, or this moment."""
    now = local(timezone.now())
    return (dt.datetime.combine(as_of, dt.time()), False) if as_of and as_of != now.date() else (now, True)


@router.get("/cases", response={200: list[s.CaseRowOut], **READS}, operation_id="list_cases")
@paginate(Pages)
def cases(
    request: SignedInRequest,
    queue_: str | None = A_QUEUE,
    kind: str | None = A_NAME,
    unit: int | None = AN_ID,
    status: str | None = A_NAME,
    as_of: Day | None = None,
    words: Text = WORDS,
) -> Any:
    """Cases one may see, the latest first; ``status`` is a state of their kind."""
    when, timed = _now(as_of)
    found = visible_to(request.user)
    if queue_:
        try:
            found = queue(found, queue_, request.user, when, timed)
        except LookupError as error:
            raise Http404 from error
    wanted = {"kind": kind, "unit": unit, "state": status}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    if words:
        found = matching(found, words)
    return Made(found.order_by("-opened_on", "-id"), _rows)


def _rows(page: list[Case]) -> list[dict[str, Any]]:
    due = nearest_due(page)
    return [
        {
            "id": row.uid,
            "kind": row.kind,
            "unit_id": row.unit_id,
            "number": str(row),
            "state": row.state,
            "opened_on": row.opened_on,
            "closed_on": row.closed_on,
            "due": due.get(row.pk),
        }
        for row in page
    ]


def _found(request: SignedInRequest, case_id: UUID) -> Case:
    return get_object_or_404(visible_to(request.user).select_related("unit"), uid=case_id)


@router.post("/cases", response={201: s.CaseMade, **REFUSALS}, operation_id="open_case")
def open_case(request: SignedInRequest, given: s.CaseIn, key: str = KEY) -> Any:
    """Take a case into the register of a unit."""
    unit = get_object_or_404(units_in_scope(request.user), pk=given.unit)

    def act() -> dict[str, Any]:
        case, answer = services.open_case(
            request.user, unit, given.kind, given.do or _opening(given.kind), given.on, given.data
        )
        warnings = [said(one) for one in answer.warnings]
        return {"id": str(case.uid), "number": str(case), "state": case.state, "warnings": warnings}

    return _written(request, key, act)


def _opening(kind: str) -> str:
    """The act that opens a case of a kind, where there is one alone."""
    found = known_kinds().get(kind)
    acts = list(found[-1].leaving(None)) if found else []
    if len(acts) != 1:
        raise ValidationError(_("Ghi thao tác mở hồ sơ (do): %(acts)s.") % {"acts": ", ".join(acts) or "–"})
    return acts[0]


def _written(request: SignedInRequest, key: str, act: Any) -> Any:
    try:
        return write_once(request, key, act)
    except NotAllowed as error:
        body = {"detail": " ".join(error.messages), "code": error.answer.code, "allowed": list(error.answer.allowed)}
        return HttpResponse(json.dumps(body, ensure_ascii=False), status=409, content_type="application/json")


@router.get("/cases/{case_id}", response={200: s.CaseOut, **READS}, operation_id="get_case")
def one_case(request: SignedInRequest, case_id: UUID, as_of: Day | None = None, purpose: Text = PURPOSE) -> Any:
    """A case with its clocks; sensitive fields only with ``purpose``, which is noted, by a hat that may write."""
    row = _found(request, case_id)
    if purpose:
        services.look(request.user, row, purpose)
    when, timed = _now(as_of)
    seen = snapshot_of(row, when, timed)
    keys = Keys([row.key_id]) if row.key_id else None
    now = folded(row)
    return {
        "id": row.uid,
        "kind": row.kind,
        "version": now.kind.version,
        "unit_id": row.unit_id,
        "number": str(row),
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "acts": row.acts,
        **seen,
        "data": _readable(row, keys, purpose=bool(purpose)),
        "allowed": list(allowed(now, role_of(request.user), timekeeper(row.unit))),
    }


def _readable(row: Case, keys: Keys | None, *, purpose: bool) -> dict[str, Any]:
    """The fields of a case; sensitive ones are absent unless a purpose was said, closed ones always."""
    kind = kind_of(row)
    shown = fields_of(row, keys, purpose=purpose)
    shut = telling(kind, row.data, closed_fields(row, kind))
    return {name: value for name, value in shown.items() if (purpose or not is_masked(kind, name)) and name not in shut}


@router.get("/cases/{case_id}/papers/{paper}", response={200: None, **READS}, operation_id="get_case_paper")
def paper(request: SignedInRequest, case_id: UUID, paper: str, purpose: Text = PURPOSE) -> Any:
    """A paper of a case as a Word file (docx): the newest print while nothing changed since, else as it would be now.

    Sensitive fields are masked unless ``purpose`` is given, which is noted, by a hat that may write.
    """
    row = _found(request, case_id)
    try:
        view = newest_view(row, paper)
    except LookupError as error:
        raise Http404 from error
    if not view.ready:
        raise ValidationError(_("Chưa in được: hồ sơ chưa có thao tác mà giấy này nói đến."))
    if purpose:
        services.look_into_paper(request.user, row, paper, purpose)
    return paper_as_word(view, looked=bool(purpose))


@router.post("/cases/{case_id}/actions", response={201: s.ActMade, **REFUSALS}, operation_id="act_on_case")
def act_on(request: SignedInRequest, case_id: UUID, given: s.ActIn, key: str = KEY) -> Any:
    """Do one act on a case; 409 with what is allowed when its state does not allow it."""
    row = _found(request, case_id)

    def act() -> dict[str, Any]:
        answer = services.act_on(request.user, row, given.do, given.on, given.data, seq=given.seq)
        warnings = [said(one) for one in answer.warnings]
        return {"id": str(row.uid), "state": row.state, "acts": row.acts, "warnings": warnings}

    return _written(request, key, act)


@router.get("/cases/{case_id}/actions", response={200: list[s.ActOut], **READS}, operation_id="list_case_actions")
@paginate(Pages)
def actions(request: SignedInRequest, case_id: UUID) -> Any:
    """The acts of a case in the order they were recorded; sealed values are left out."""
    row = _found(request, case_id)
    return Made(row.entries.order_by("seq"), lambda page: [_act(entry) for entry in page])


def _act(entry: Any) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "do": entry.do,
        "on": entry.on,
        "at": entry.at,
        "role": entry.role,
        "data": {name: value for name, value in entry.data.items() if not is_sealed(value)},
    }


@router.post("/cases/{case_id}/transfers", response={201: s.TransferMade, **PROBLEMS}, operation_id="propose_transfer")
def propose_transfer(request: SignedInRequest, case_id: UUID, given: s.TransferIn, key: str = KEY) -> Any:
    """Ask another unit of the province to take a case into its register; a leader there accepts or refuses."""
    row = _found(request, case_id)
    taker = get_object_or_404(may_take(request.user, row), pk=given.taker)

    def act() -> dict[str, Any]:
        made = transferring.propose_transfer(request.user, row, taker, given.ground, seen=given.seq)
        return {"id": made.pk, "state": made.state, "new_number": made.new}

    return write_once(request, key, act)


@router.get("/case-transfers", response={200: list[s.TransferOut], **READS}, operation_id="list_transfers")
@paginate(Pages)
def transfers(request: SignedInRequest) -> Any:
    """Cases that units in scope gave to another register or are asked to take, the latest first."""
    return Made(transfers_visible_to(request.user).order_by("-pk"), lambda page: [_transfer(one) for one in page])


def _transfer(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "giver": row.giver_id,
        "taker": row.taker_id,
        "number": str(row),
        "new_number": row.new,
        "ground": row.ground,
        "state": row.state,
        "at": row.at,
        "answered_at": row.answered_at,
    }


ANSWERS: dict[str, Any] = {
    "accept": transferring.accept_transfer,
    "refuse": transferring.refuse_transfer,
    "withdraw": transferring.withdraw_transfer,
}


@router.post(
    "/case-transfers/{transfer_id}/answer",
    response={201: s.TransferMade, **PROBLEMS},
    operation_id="answer_transfer",
)
def answer_transfer(request: SignedInRequest, transfer_id: int, given: s.TransferAnswer, key: str = KEY) -> Any:
    """Answer a transfer: take the case into the register, refuse it, or take the proposal back."""
    row = get_object_or_404(transfers_visible_to(request.user), pk=transfer_id)

    def act() -> dict[str, Any]:
        ANSWERS[given.answer](request.user, row)
        row.refresh_from_db()
        return {"id": row.pk, "state": row.state, "new_number": row.new}

    return write_once(request, key, act)


def _register(request: SignedInRequest, kind: str) -> tuple[Unit, CaseKind]:
    """The register of the unit of one's office, and the newest version of its kind; 404 where there is one alone."""
    unit, new = writing_unit(request.user), newest_of(kind)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    if new is None:
        raise Http404
    return unit, new


@router.get(
    "/kinds/{kind}/newer-version",
    response={200: s.MovePreviewOut, **READS},
    operation_id="preview_kind_move",
)
def preview_move(request: SignedInRequest, kind: str) -> Any:
    """What moving the open cases of one's register to the newest version of their kind would do."""
    unit, new = _register(request, kind)
    found = preview_of(request.user, unit, new)
    stays = [
        {"case": row.uid, "number": str(row), "reasons": [said(one) for one in reasons]}
        for row, reasons in found.cannot
    ]
    return {
        "kind": kind, "version": new.version, "can_move": found.can, "stay": found.stay,
        "newer_already": found.newer_already, "stays": stays,
    }  # fmt: skip


@router.get("/kinds/{kind}/moves", response={200: list[s.MoveOut], **READS}, operation_id="list_kind_moves")
@paginate(Pages)
def moves(request: SignedInRequest, kind: str) -> Any:
    """The moves of one's register, the latest first."""
    unit, _new = _register(request, kind)
    return Made(moves_of(unit, kind).order_by("-pk"), lambda page: [_move(one) for one in page])


@router.post("/kinds/{kind}/moves", response={201: s.MoveOut, **PROBLEMS}, operation_id="move_kind")
def begin_move(request: SignedInRequest, kind: str, given: s.MoveIn, key: str = KEY) -> Any:
    """Have the open cases of one's register moved by a job, one act each; those that cannot go stay."""
    unit, _new = _register(request, kind)

    def act() -> dict[str, Any]:
        return _move(move_many(request.user, unit, kind, given.reason, version=given.version))

    return write_once(request, key, act)


def _move(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "version", "reason", "moved", "stayed", "done_at")} | {
        "id": row.pk
    }


@router.get("/queues", response={200: list[s.QueueOut], **READS}, operation_id="list_queues")
@paginate(Pages)
def queues(request: SignedInRequest, as_of: Day | None = None) -> Any:
    """Every queue with the number of cases in it."""
    when, timed = _now(as_of)
    mine = visible_to(request.user)
    return [{"queue": name, "count": queue(mine, name, request.user, when, timed).count()} for name in queue_names()]


@router.get("/forms/{path:form}", response={200: s.FormOut, **READS}, operation_id="count_form")
def form(
    request: SignedInRequest,
    form: str,
    unit: int = A_UNIT,
    first: Day = FROM,
    last: Day = TO,
    as_of: Day | None = None,
) -> Any:
    """A form counted over the cases of a unit and those below it, between two days, by what was known on a day."""
    place = get_object_or_404(units_in_scope(request.user), pk=unit)
    if form not in known_forms():
        raise Http404
    if last < first:
        raise ValidationError(_("Kỳ thống kê kết thúc trước khi bắt đầu."))
    below = visible_to(request.user).filter(unit__path__startswith=place.path)
    return form_facts(count_form_of(below, form, window(first, last, as_of)))
