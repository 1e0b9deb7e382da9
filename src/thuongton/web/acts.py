"""An act declared once: its form, the service it calls, what is said afterwards and where; one view does them all.

A room declares the acts on one kind of record (:class:`Acts`) and gets their addresses and one way for each: the form
is read and checked, the service called with what was typed, the sentence said where the act stands on the page of the
record; a refusal shows that page again with the form as it was typed. The service asks the right over each row; ``may``
only says to whom a form is offered. Of two presses of a button one is done (``web/forms/keeping.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from thuongton.web.forms import undo
from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import takes_long
from thuongton.web.limits import heavy

CONFIRMED = "xac-nhan"
"""The field that says that a person was asked and pressed once more."""
Facts = Callable[[Any], Mapping[str, Any]]


def _anybody(page: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``do(user, record, **typed)`` is the service with the fields of the form as its arguments; where the
    form names the row that is acted on (``of_row``), that row stands in the place of the record.

    ``said`` is the sentence of success, or makes it from what the service returned ("" says nothing); ``place`` the id
    of the section where it is said. ``undo``: the inverse that is offered with it, and what it must know. ``confirm``:
    a question that stands between the button and the act. ``code`` stands in the name of its address where that is
    not ``name``; ``leads(record)`` gives the page afterwards where it is not that of the record. On the page ``opens``
    are the words on the fold of its form where they are not those of the button, ``note`` what stands above the fields,
    ``danger`` marks what is not lightly taken back. ``heavy`` counts it against the allowance of that name, ``long``
    are fields that carry whole papers.
    """

    name: str
    label: Any
    do: Callable[..., Any]
    form: type[ActForm] = ActForm
    of_row: bool = False
    said: Any = ""
    place: str = ""
    may: Callable[[Any], bool] = _anybody
    undo: tuple[str, Facts] | None = None
    confirm: Any = ""
    code: str = ""
    leads: Callable[[Any], str] | None = None
    opens: Any = ""
    note: Any = ""
    danger: bool = False
    heavy: str = ""
    long: tuple[str, ...] = ()

    def done(self, user: Any, record: Any, typed: Mapping[str, Any]) -> Any:
        """Call the service with what was typed; what it returns."""
        given = dict(typed)
        return self.do(user, given.pop("row") if self.of_row else record, **given)

    def words(self, made: Any) -> str:
        """What is said of the act that was done."""
        return str(self.said(made) if callable(self.said) else self.said)


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that was refused, and its form with what was typed."""

    act: Act
    form: ActForm


@dataclass(slots=True)
class Acts:
    """The acts on one kind of record.

    ``find(user, **where)`` gives the record or raises Http404; ``show(request, record, refused)`` its page as it is
    after a refusal; ``address(record)`` the address of that page. ``demand(user)`` is asked before a form is read;
    ``refusals`` are errors of services, each with one sentence, that are told beside the form.
    """

    acts: Iterable[Act]
    find: Callable[..., Any]
    show: Callable[[Any, Any, Refused], HttpResponse]
    address: Callable[[Any], str]
    demand: Callable[[Any], None] = field(default=_anybody)  # type: ignore[assignment]
    refusals: tuple[type[Exception], ...] = ()
    names: dict[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {act.name: act for act in self.acts}

    def __iter__(self) -> Iterator[Act]:
        return iter(self.names.values())

    def urls(self, route: str, name: str) -> list[URLPattern]:
        """An address for each act below ``route`` («nhiem-vu/<int:task_id>/»), named «task-…» after it."""
        return [path(f"{route}{act.name}/", self._view(act), name=f"{name}{act.code or act.name}") for act in self]

    def _view(self, act: Act) -> Callable[..., HttpResponseBase]:
        @require_POST
        def answer(request: HttpRequest, **where: Any) -> HttpResponse:
            return self.answer(request, act, **where)

        answer.__doc__ = f"{act.name}: done, and back to its place; refused, the page again with the sentence (400)."
        if act.long:
            takes_long(*act.long)(answer)
        return heavy(act.heavy)(answer) if act.heavy else answer

    def answer(self, request: HttpRequest, act: Act, **where: Any) -> HttpResponse:
        """Do one act, and come back to its place on the page of the record."""
        record = self.find(request.user, **where)
        self.demand(request.user)
        form = act.form(request.POST, request.FILES, user=request.user, record=record, ident=act.name)
        form.press = getattr(request, "form_press", "")
        made = None
        try:
            if form.is_valid():
                if act.confirm and CONFIRMED not in request.POST:
                    return self.question(request, act, record)
                made = act.done(request.user, record, form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except self.refusals as error:
            form.add_error(None, str(error))
        if form.errors:
            return self.show(request, record, Refused(act, form))
        back = act.leads(record) if act.leads is not None else form.leads(self.address(record))
        back += f"#{act.place}" if act.place else ""
        words = act.words(made)
        if words and act.undo is not None:
            inverse, facts = act.undo
            undo.success(request, words, inverse, facts(made), back)
        elif words:
            messages.success(request, words)
        return redirect(back)

    def question(self, request: HttpRequest, act: Act, record: Any) -> HttpResponse:
        """The question before an act, with what was typed carried through it."""
        context = {"act": act, "record": record, "back": self.address(record), "sent": request.POST, "mark": CONFIRMED}
        return render(request, "web/confirm_act.html", context)


@dataclass(slots=True)
class Offered:
    """The acts a page offers: those its reader may do, each with its form, and the one that was refused.

    ``page`` is what ``may`` of each act is asked with; ``known`` gives rows that the page has read already to the
    fields that choose among them; ``initial`` what stands in a form at first; ``doing`` the act that a link opens.
    """

    acts: Acts
    user: Any
    record: Any
    page: Any
    route: str
    where: tuple[Any, ...]
    refused: Refused | None = None
    doing: str = ""
    known: Mapping[str, Iterable[Any]] = field(default_factory=dict)
    initial: Mapping[str, Any] = field(default_factory=dict)

    def may(self, name: str) -> bool:
        """Whether an act is offered."""
        return bool(self.acts.names[name].may(self.page))

    def form(self, name: str, row: Any = None, also: str = "") -> ActForm:
        """The form of an act beside ``row``: the refused one with its sentences, else a fresh one."""
        if self.was_refused(name, row) or (also and self.was_refused(also, row)):
            assert self.refused is not None
            return self.refused.form
        act = self.acts.names[name]
        initial = {**self.initial, **({"row": row} if row is not None else {})}
        ident = f"{name}-{row.pk}" if row is not None else name
        return act.form(user=self.user, record=self.record, ident=ident, known=self.known, initial=initial)

    def was_refused(self, name: str, row: Any = None) -> bool:
        """Whether it is this form that was refused."""
        if self.refused is None or self.refused.act.name != name:
            return False
        return row is None or self.refused.form.data.get(self.refused.form.add_prefix("row")) == str(row.pk)

    def is_open(self, name: str, row: Any = None) -> bool:
        """Whether the form stands open: it was refused, or a link asks for it."""
        return self.was_refused(name, row) or (row is None and self.doing == name)

    @property
    def sentence(self) -> str:
        """What is said of a refusal at the head of the page: what no field of a shown form says."""
        if self.refused is None:
            return ""
        form = self.refused.form
        said = list(form.non_field_errors())
        if not self.may(self.refused.act.name):
            said += [text for name, errors in form.errors.items() if name != "__all__" for text in errors]
        return " ".join(str(one) for one in said)
