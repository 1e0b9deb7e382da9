"""A form that shows what stands, and writes over it, carries the mark of what was seen (``web.forms.marks``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.forms import HiddenInput

from thuongton.documents.views.check import CHECK
from thuongton.documents.views.drafts import DRAFT
from thuongton.documents.views.papers import PAPER
from thuongton.documents.views.rules import SWITCHES
from thuongton.plans.views.correcting import PLAN
from thuongton.plans.views.task import TASK
from thuongton.plans.views.twins import TWINS

ROOT = Path(__file__).resolve().parents[2] / "src" / "thuongton"
_FORM = re.compile(r'<form\b[^>]*?method="post".*?</form>', re.DOTALL)
_ACT = re.compile(r"action=\"\{% url '([\w:-]+)'")
_INPUT = re.compile(r"<input\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>", re.DOTALL)
_SHOWN = (
    re.compile(r"<textarea\b[^>]*>\s*\{[{%]"),
    re.compile(r"\{% if [^%]*%\}\s*selected"),
    re.compile(r"\{\{ ?(?:\w*form\.\w+|field) ?\}\}"),
    re.compile(r'include "[^"]*fields\.html"'),
)
_MARK = re.compile(r'name="seen"|parts/guard\.html|people/parts/fields\.html')

WRITES_NOTHING_OVER = {
    "account_login": "signs in",
    "account_change_password": "asks for the current password",
    "account_reauthenticate": "asks for the password",
    "mfa_generate_recovery_codes": "asks for the password",
    "mfa_deactivate_totp": "asks for the password",
    "calendars:announce": "a year that is announced is refused (services.changing.announce_year)",
    "calendars:change (form)": "only shows what would move; what is applied carries the mark",
    "documents:confirm-save": "what was filed meanwhile is not filed again (services.intake.save_header)",
    "documents:check-aside (form)": "who leaves a finding again only changes the reason (services.review.set_aside)",
    "documents:stub (form)": "a new entry of a register",
    "people:units_import": "a new file; the rows are planned again when it is applied",
    "people:hat_give": "a new hat",
    "plans:adopt (form)": "a new plan; an adopted paper is not adopted again",
    "plans:confirm-add": "a new row",
    "plans:sheet-apply": "a new plan, or rows that the plan has not",
    "reviews:queue-judge": "carries the version of its row, which the part of the row puts on it (queue_row.html)",
    "plans:task-dong-y": "a request that was decided is refused",
}
"""Forms that show values and need no mark, with the reason; «(form)» is a page that is sent to itself."""
DECLARED = {
    "nop-san-pham": "a new product",
    "su-kien": "an event recorded with another day is refused (services.facts.record_event)",
    "viec-con": "a new step",
    "tra-lai": "a product that was decided is refused",
    "khai-bao": "a new declaration; those before it stay",
    "lui-han": "a new request",
    "huy": "a task that is cancelled is refused",
    "bat-dau": "an earlier day stays (services.facts.start_task)",
    "dong-y": "a request that was decided is refused",
    "khong-dong-y": "a request that was decided is refused",
    "phan-cong": "a colleague who has the task already keeps it",
    "trao-doi": "a new comment",
    "ban-moi": "the next version; those before it stay",
    "bo-qua": "who leaves a finding again only changes the reason (services.review.set_aside)",
    "bo": "a reason; nothing is written over",
    "thoi-phan-cong": "an assignment that is ended",
    "hen-nhac": "a new reminder",
    "xoa": "a record that is gone is not found",
    "cap-so": "a paper that has a number is refused (services.numbers.issue_number)",
    "dinh-kem": "a new file",
    "go-tep": "a file that is gone is not found",
    "theo-doi": "carries the mark, which the page puts on it (views.papers)",
    "rut": "a reason; a plan on which anything rests is refused",
}
"""Acts declared to ``web.acts`` whose forms a person fills in, and why none needs the mark (a field ``seen``)."""

_SELF = {
    "change_form.html": "calendars:change (form)",
    "finding_acts.html": "documents:check-aside (form)",
    "stub.html": "documents:stub (form)",
    "adopt.html": "plans:adopt (form)",
}


def _prefilled(form: str) -> bool:
    """Whether the form shows values of the site in fields that a person sees and changes."""
    if any(sign.search(form) for sign in _SHOWN):
        return True
    for field in _INPUT.findall(form):
        if 'type="hidden"' in field:
            continue
        choice = re.search(r'type="(?:checkbox|radio)"', field)
        if re.search(r"\{% if [^%]*%\}\s*checked", field) or (not choice and re.search(r'value="\{[{%]', field)):
            return True
    return False


def unmarked(name: str, text: str) -> Iterator[str]:
    """The forms of a template that show what stands, carry no mark, and are not excused.

    Forms of declared acts (``web/parts/act.html``) are asked about by their fields instead.
    """
    if name in ("act.html", "act_button.html", "act_plain.html"):
        return
    for form in _FORM.findall(text):
        head = form[: form.find("csrf_token")]
        act = _ACT.search(head)
        known = act.group(1) if act else _SELF.get(name, name)
        if _prefilled(form) and not _MARK.search(form) and known not in WRITES_NOTHING_OVER:
            yield f"{name}: {known}"


def _templates() -> list[Path]:
    return sorted(ROOT.glob("**/templates/**/*.html"))


def test_every_form_that_writes_over_something_carries_a_mark() -> None:
    found = [one for path in _templates() for one in unmarked(path.name, path.read_text("utf-8"))]
    assert found == []


def test_every_excuse_is_of_a_form_that_is_there() -> None:
    acts = {
        act.group(1) if (act := _ACT.search(form[: form.find("csrf_token")])) else _SELF.get(path.name, "")
        for path in _templates()
        for form in _FORM.findall(path.read_text("utf-8"))
    }
    assert set(WRITES_NOTHING_OVER) - acts == set()


def test_the_form_of_a_declared_act_carries_the_mark_or_writes_over_nothing() -> None:
    typed = {
        act.name: act.form
        for acts in (TASK, TWINS, PLAN, DRAFT, CHECK, SWITCHES, PAPER)
        for act in acts
        if any(not isinstance(field.widget, HiddenInput) for field in act.form.base_fields.values())
    }
    assert {name for name, form in typed.items() if "seen" not in form.base_fields} == set(DECLARED)


@pytest.mark.parametrize(
    "field",
    [
        '<input class="form-control" name="ten" value="{{ row.name }}">',
        '<input type="checkbox" name="co" value="1" {% if row.on %}checked{% endif %}>',
        '<textarea name="ghi-chu" rows="2">{{ row.note }}</textarea>',
        '<select name="loai"><option value="1" {% if row.kind == 1 %}selected{% endif %}>Một</option></select>',
        "{{ form.title }}",
        '{% include "documents/parts/entry_fields.html" %}',
    ],
)
def test_a_form_without_its_mark_is_found(field: str) -> None:
    form = f'<form class="x" method="post" action="{{% url \'plans:new-edit\' 1 %}}">{{% csrf_token %}}{field}</form>'
    assert list(unmarked("new.html", form)) == ["new.html: plans:new-edit"]
    assert list(unmarked("new.html", form.replace("</form>", '<input type="hidden" name="seen"></form>'))) == []


def test_a_form_that_shows_nothing_needs_no_mark() -> None:
    form = '<form method="post">{% csrf_token %}<input type="hidden" name="id" value="{{ row.pk }}"><input name="q">'
    assert list(unmarked("new.html", form + "</form>")) == []
