"""The page of a document under review (hồ sơ rà soát): validity and why, grounds with quotes, what was proposed and
decided, its words with the marks of change, history."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.law.views.act_page import page_of
from thuongton.law.views.days import law_day
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds
from thuongton.records.doing import ACTS as ON_RECORD
from thuongton.records.queries import hanging
from thuongton.reviews.desk_forms import AsProposedForm, HandRowForm, JudgeForm, ReviewDecisionForm, UndoForm
from thuongton.reviews.dossier_parts import parts_of
from thuongton.reviews.models import JudgementBatch, ReviewRow
from thuongton.reviews.on_row import address_of
from thuongton.reviews.queries.desk import (
    SAID_BY,
    deciding_alone,
    desk_rows,
    grounds_of,
    judgements_of,
    newest_batch_of,
    settlements_of,
    steps_of,
    used_reasons,
)
from thuongton.reviews.services.judging import decide, hand_over, propose, undo
from thuongton.reviews.shown import clause_words, rule_words
from thuongton.reviews.views.row_list import line_of
from thuongton.web.acts import Act, Acts, Offered, Refused

FILE, TEXT, SAID = "", "loi-van", "trao-doi"
RECENT = 12


def _seen(row: ReviewRow, version: int | None) -> dict[int, int] | None:
    return {row.pk: version} if version is not None else None


def _propose(user: User, row: ReviewRow, *, version: int | None, **said: Any) -> JudgementBatch:
    return propose(user, [row], seen=_seen(row, version), **said)


def _decide(user: User, row: ReviewRow, *, version: int | None, **said: Any) -> JudgementBatch:
    return decide(user, [row], seen=_seen(row, version), **said)


def _agree(user: User, row: ReviewRow, *, version: int | None) -> JudgementBatch:
    return decide(user, [row], seen=_seen(row, version))


def _undo(user: User, row: ReviewRow) -> list[ReviewRow]:
    batch = newest_batch_of(user, row)
    if batch is None:
        raise Http404
    return undo(user, batch)


def _hand(user: User, row: ReviewRow, *, to: User, version: int | None) -> User:
    hand_over(user, [row], to, seen=_seen(row, version))
    return to


def _facts(batch: JudgementBatch) -> dict[str, Any]:
    return {"batch": batch.pk}


def _may(name: str) -> Any:
    return lambda page: getattr(page, name)


def _found(user: User, pk: int) -> ReviewRow:
    row = desk_rows(user, dt.date.max).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """A document under review, on a day."""
    return show(request, _found(request.user, pk))


def show(request: SignedInRequest, row: ReviewRow, refused: Refused | None = None) -> HttpResponse:
    """The page of a row, as it is after a refusal too."""
    day = law_day(request)
    row = desk_rows(request.user, day.on).select_related(*SAID_BY).get(pk=row.pk)
    line = line_of(row, day.on, grounds_of([row]).get(row.pk, ()))
    on = hanging(request.user, row)
    tab = request.GET.get("phan", "")
    if refused is not None and refused.act.name in {one.name for one in ON_RECORD}:
        tab = SAID
    if tab not in (FILE, TEXT, SAID) or (tab == TEXT and row.act is None):
        tab = FILE
    page = _page(request, row, on)
    offered = Offered(
        DOSSIER, request.user, row, page, "reviews:row-", (row.pk,), refused, doing=request.GET.get("lam", ""),
        initial={"version": row.version, **_as_proposed(row)},
    )  # fmt: skip
    address = address_of(row)
    context: dict[str, Any] = {
        "room": "reviews", "row": row, "line": line, "day": day, "tab": tab or "ho-so", "offered": offered, "on": on,
        "page": page, "grounds": [(one, rule_words(one.rule), clause_words(one.rule)) for one in line.grounds],
        "judgements": judgements_of(row)[:RECENT], "steps_done": steps_of(row), "settlements": settlements_of(row),
        "parts": parts_of(request, row, day.on) if tab == FILE else [],
        "used": used_reasons(row.unit) if page.may_propose or page.may_decide else [],
        "tabs": [
            {"key": "ho-so", "label": _("Hồ sơ rà soát"), "number": None, "address": address + day.query()},
            *([{"key": TEXT, "label": _("Lời văn"), "number": None,
                "address": f"{address}?phan={TEXT}" + day.query().replace("?", "&")}] if row.act is not None else []),
            {"key": SAID, "label": _("Trao đổi"), "number": len(on.comments), "address": f"{address}?phan={SAID}"},
        ],
    }  # fmt: skip
    if row.act is not None and tab != SAID:
        context |= {"act": row.act, "query": day.query(), **page_of(row.act, day)}
    return render(request, "reviews/row.html", context, status=400 if refused else 200)


def _page(request: SignedInRequest, row: ReviewRow, on: Any) -> SimpleNamespace:
    """What this person may do here: by right, by what stands, and never on an earlier day."""
    user = request.user
    open_ = row.settled_on is None and not request.rewound
    own = row.proposal is not None and row.proposal.batch.by_id == user.pk
    alone = bool(deciding_alone([row.unit_id]))
    decides = open_ and holds(user, row, Right.DECIDE) and (alone or (row.proposal_id is not None and not own))
    return SimpleNamespace(
        on=on,
        may_propose=open_ and row.decision_id is None and holds(user, row),
        may_decide=decides,
        may_agree=decides and row.decision_id is None and row.proposal is not None,
        may_hand=open_ and holds(user, row),
        may_undo=open_ and newest_batch_of(user, row) is not None,
        own=own and not alone,
    )


def _as_proposed(row: ReviewRow) -> dict[str, Any]:
    """What a form is filled with: the judgement that stands."""
    told = row.decision or row.proposal
    if told is None:
        return {}
    return {
        "action": told.action, "extent": told.extent, "by_document": told.by_document, "reason": told.reason,
        "due": told.due,
    }  # fmt: skip


UNDO_ACT = "ket-qua-ra-soat"
DOSSIER = Acts(
    [
        Act(
            "de-xuat",
            gettext_lazy("Ghi đề xuất"),
            _propose,
            JudgeForm,
            said=gettext_lazy("Đã ghi đề xuất."),
            may=_may("may_propose"),
            undo=(UNDO_ACT, _facts),
            code="propose",
        ),
        Act(
            "dong-y",
            gettext_lazy("Quyết định như đề xuất"),
            _agree,
            AsProposedForm,
            said=gettext_lazy("Đã quyết định như đề xuất."),
            may=_may("may_agree"),
            undo=(UNDO_ACT, _facts),
            code="agree",
        ),
        Act(
            "quyet-dinh",
            gettext_lazy("Ghi quyết định"),
            _decide,
            ReviewDecisionForm,
            said=gettext_lazy("Đã ghi quyết định."),
            may=_may("may_decide"),
            undo=(UNDO_ACT, _facts),
            opens=gettext_lazy("Quyết định khác đề xuất"),
            code="decide",
        ),
        Act(
            "hoan-tac",
            gettext_lazy("Hoàn tác lần ghi gần nhất của tôi"),
            _undo,
            UndoForm,
            said=gettext_lazy("Đã hoàn tác; kết quả trước đó đứng lại."),
            may=_may("may_undo"),
            code="undo",
        ),
        Act(
            "giao",
            gettext_lazy("Giao người xử lý"),
            _hand,
            HandRowForm,
            said=lambda to: _("Đã giao cho %(who)s.") % {"who": to},
            may=_may("may_hand"),
            code="hand",
        ),
        *ON_RECORD,
    ],
    find=_found,
    show=show,
    address=address_of,
)


urls = [
    path("<int:pk>/", dossier, name="row"),
    *DOSSIER.urls("<int:pk>/", "row-"),
]
