"""«Lần lượt»: one row a screen with what is needed to decide; one key an action, then the next row comes by itself.

Without a script every key is a button of one form. With one (``queue.js``) the answer to a key is the next row alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds, worn, writing_unit
from thuongton.reviews.actions import Action
from thuongton.reviews.desk_forms import QueueForm, QueueUndoForm
from thuongton.reviews.models import JudgementBatch, ReviewRow
from thuongton.reviews.queries.desk import (
    SAID_BY,
    batch_to_undo,
    desk_rows,
    first_judgement,
    grounds_of,
    to_decide,
    to_propose,
    used_reasons,
)
from thuongton.reviews.services.judging import RowsChanged, decide, propose, undo
from thuongton.reviews.shown import clause_words, judgement_words, rule_words
from thuongton.reviews.states import RowState, state_of
from thuongton.reviews.views.row_list import DESK, line_of
from thuongton.web.inputs import whole
from thuongton.web.lists.listing import Asked, asked_of
from thuongton.web.lists.question import Question

KEYS = {
    Action.KEEP: "G",
    Action.AMEND: "S",
    Action.REPLACE: "T",
    Action.REPEAL: "B",
    Action.REPEAL_PART: "P",
    Action.SUSPEND: "N",
    Action.NEW: "M",
    Action.CONSOLIDATE: "H",
    Action.CONTINUE: "C",
    Action.NO_SUBJECT: "D",
    Action.EXPIRED: "E",
    Action.UNDECIDED: "U",
}
"""The key of each action; A is «as proposed», Enter the next row, Z takes back, a digit chooses a reason."""
SHOWN_GROUNDS = 5
ROW, AFTER = "dong", "sau"


@dataclass(frozen=True, slots=True)
class KeyedAction:
    """An action as a button: its key and its words."""

    value: str
    words: Any
    key: str


ACTIONS = tuple(KeyedAction(one.value, one.label, KEYS[one]) for one in Action)


@dataclass(slots=True)
class QueueRows:
    """The rows that wait for a person under the conditions of the list: which, and the address that asks them again."""

    asked: Asked
    query: str

    @property
    def rows(self) -> QuerySet[ReviewRow]:
        """All of them, in the order of the list."""
        user = self.asked.question.reader
        found: QuerySet[ReviewRow] = self.asked.found().filter(to_propose(user) | to_decide(user))
        return found.order_by("place", "pk")

    def next_after(self, row: ReviewRow | None) -> ReviewRow | None:
        """The first row behind one; behind the last the first again; None where nothing waits."""
        if row is not None:
            behind = self.rows.filter(Q(place__gt=row.place) | Q(place=row.place, pk__gt=row.pk)).first()
            if behind is not None:
                return behind
        return self.rows.first()

    def address(self, **more: Any) -> str:
        """The page of the queue with these conditions."""
        given = dict(QueryDict(self.query).items()) | {name: str(value) for name, value in more.items()}
        return reverse("reviews:queue") + (f"?{urlencode(given)}" if given else "")


def _waiting(request: SignedInRequest, query: str) -> QueueRows:
    given = QueryDict(query[:2_000], mutable=True)
    for name in (ROW, AFTER):
        given.pop(name, None)
    asked = asked_of(Question(request.user, given, request.as_of, request.rewound), DESK)
    return QueueRows(asked, asked.address().lstrip("?"))


def _demand_writing(request: SignedInRequest) -> None:
    hat = worn(request.user)
    if hat is None or not hat.writes:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))


def queue(request: SignedInRequest) -> HttpResponse:
    """The row whose turn it is, or the one that the address names."""
    _demand_writing(request)
    waiting = _waiting(request, request.GET.urlencode())
    chosen = _chosen(waiting, request.GET.get(ROW, ""))
    if chosen is None:
        chosen = waiting.next_after(_chosen(waiting, request.GET.get(AFTER, "")))
    return _page(request, waiting, chosen)


def _chosen(waiting: QueueRows, text: str) -> ReviewRow | None:
    """A row by its key, among those of the list."""
    pk = whole(text)
    question = waiting.asked.question
    return desk_rows(question.reader, question.as_of).filter(pk=pk).first() if pk is not None else None


def _page(
    request: SignedInRequest,
    waiting: QueueRows,
    row: ReviewRow | None,
    *,
    form: QueueForm | None = None,
    sentence: str = "",
    made: JudgementBatch | None = None,
    done: ReviewRow | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for the script the part of one row."""
    context: dict[str, Any] = {
        "room": "reviews", "waiting": waiting, "row": row, "left": waiting.rows.count(), "sentence": sentence,
        "made": made, "done": done, "made_words": judgement_words(first_judgement(made)) if made is not None else "",
         "actions": ACTIONS, "form": form, "rewound": request.rewound,
        "list_address": reverse("reviews:list") + (f"?{waiting.query}" if waiting.query else ""),
    }  # fmt: skip
    if row is not None:
        row = context["row"] = desk_rows(request.user, request.as_of).select_related(*SAID_BY).get(pk=row.pk)
        grounds = grounds_of([row]).get(row.pk, [])
        decides = state_of(row) == RowState.PROPOSED and holds(request.user, row, Right.DECIDE)
        context |= {
            "line": line_of(row, request.as_of, grounds), "decides": decides,
            "grounds": [(one, rule_words(one.rule), clause_words(one.rule)) for one in grounds[:SHOWN_GROUNDS]],
            "more_grounds": max(0, len(grounds) - SHOWN_GROUNDS),
            "next_address": waiting.address(**{AFTER: row.pk}),
        }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "reviews/parts/queue_row.html", context, status=status)
    context["used"] = list(enumerate(used_reasons(writing_unit(request.user)), 1))
    return render(request, "reviews/queue.html", context, status=status)


@require_POST
def judge(request: SignedInRequest) -> HttpResponse:
    """Say one thing of one row: the next row, or the same with the sentence that says why not (400)."""
    _demand_writing(request)
    form = QueueForm(request.POST, user=request.user, record=None, ident="lan-luot")
    waiting = _waiting(request, form.typed_query)
    if request.rewound:
        raise PermissionDenied
    form.is_valid()
    row = form.cleaned_data.get("row")
    if row is None:
        return redirect(waiting.address())
    if form.errors:
        return _page(request, waiting, row, form=form, sentence=form.sentences, status=400)
    made: JudgementBatch | None
    try:
        made = _say(request, row, form.cleaned_data)
    except RowsChanged as error:
        made = _said_already(request, row, form.cleaned_data)
        if made is None:
            form.refuse(error)
            return _page(request, waiting, row, form=form, sentence=" ".join(error.messages), status=400)
    except ValidationError as error:
        return _page(request, waiting, row, form=form, sentence=" ".join(error.messages), status=400)
    if request.headers.get("HX-Request"):
        return _page(request, waiting, waiting.next_after(row), made=made, done=row)
    return redirect(waiting.address(**{AFTER: row.pk}))


def _say(request: SignedInRequest, row: ReviewRow, given: Mapping[str, Any]) -> JudgementBatch:
    user, action = request.user, given["action"]
    said = {name: given[name] for name in ("reason", "extent", "by_document")}
    seen = {row.pk: given["version"]} if given["version"] is not None else None
    if given["kind"] == "decide":
        return decide(user, [row], action="" if action == QueueForm.AGREE else action, seen=seen, **said)
    return propose(user, [row], action, seen=seen, **said)


def _said_already(request: SignedInRequest, row: ReviewRow, given: Mapping[str, Any]) -> JudgementBatch | None:
    """The same thing said by the same person, whose answer was lost on the way: it is done, and not done twice."""
    told = row.decision if given["kind"] == "decide" else row.proposal
    if told is None or row.version != (given["version"] or 0) + 1:
        return None
    batch = told.batch
    same = given["action"] in (told.action, QueueForm.AGREE) and batch.by_id == request.user.pk
    return batch if same else None


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what was said last in the queue, and come back to that row."""
    _demand_writing(request)
    form = QueueUndoForm(request.POST, user=request.user, record=None, ident="lan-luot-hoan-tac")
    waiting = _waiting(request, form.typed_query)
    batch = batch_to_undo(request.user, form.cleaned_data["batch"]) if form.is_valid() else None
    if batch is None:
        return redirect(waiting.address())
    try:
        rows = undo(request.user, batch)
    except ValidationError as error:
        return _page(request, waiting, waiting.next_after(None), sentence=" ".join(error.messages), status=400)
    if request.headers.get("HX-Request"):
        return _page(request, waiting, _chosen(waiting, str(rows[0].pk)))
    return redirect(waiting.address(**{ROW: rows[0].pk}))


urls = [
    path("lan-luot/", queue, name="queue"),
    path("lan-luot/ghi/", judge, name="queue-judge"),
    path("lan-luot/hoan-tac/", take_back, name="queue-undo"),
]
