"""The papers of a case: what each says now, what was printed of it, by which official form; the bytes of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.models import Case, CasePaper, OfficialForm
from thuongton.cases.papers.book import marked
from thuongton.cases.papers.content import (
    corrected_since,
    is_ready,
    lines_of,
    raw_values,
    stated_day,
    stated_number,
    told_act,
)
from thuongton.cases.papers.letter import (
    PaperFacts,
    PaperHeading,
    lacks_form,
    letter_of,
    replaced_words,
    usual_symbol,
)
from thuongton.cases.papers.official import filled
from thuongton.cases.papers.saying import is_hidden, opened_by, printed_fields
from thuongton.cases.queries.cases import acts_by_case, fields_of, folded
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.files import store
from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.web.dates import day_words
from vanban.write.docx import OfficialPaper, write_docx


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper of a case as it stands after some acts. ``raw`` are its values as kept; ``printed`` is set for a print.

    ``last`` is the newest print of this paper; ``replaces`` the print that a new one stands for, because a value was
    corrected or an act taken back since; ``changed`` says that a new print would say something else.
    """

    case: Case
    folded: FoldedCase
    paper: KindPaper
    raw: Mapping[str, Any]
    last: CasePaper | None = None
    printed: CasePaper | None = None
    replaces: CasePaper | None = None
    changed: bool = True

    @property
    def kind(self) -> CaseKind:
        """The kind in the version that the case has."""
        return self.folded.kind

    @property
    def ready(self) -> bool:
        """Whether it can be printed."""
        return is_ready(self.folded, self.paper)

    @property
    def opens(self) -> tuple[str, ...]:
        """The sensitive fields that it shows, of those that have a value."""
        return tuple(name for name in opened_by(self.kind, self.paper) if name in self.raw)


def papers_of(kind: CaseKind) -> list[KindPaper]:
    """The papers of one case that a kind prints."""
    return [paper for paper in kind.papers.values() if not paper.book]


def prints_of(case: Case) -> QuerySet[CasePaper]:
    """What was printed of a case that one may see, the newest first."""
    found = CasePaper.objects.filter(case=case)
    return found.select_related("document", "user", "form__file", "replaces").order_by("-pk")


def print_of(case: Case, paper: str, number: int) -> CasePaper | None:
    """One print of a paper of a case; None for none."""
    return prints_of(case).select_related("case__unit").filter(paper=paper, pk=number).first()


def documents_seen(user: User, prints: Iterable[CasePaper]) -> set[int]:
    """The papers in the register that prints became, as far as one may open them."""
    numbers = [one.document_id for one in prints if one.document_id]
    return set(papers_visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def paper_views(case: Case, prints: Sequence[CasePaper] | None = None) -> list[PaperView]:
    """Every paper of a case as it stands now."""
    acts = acts_by_case([case]).get(case.pk, [])
    now = folded(case, acts=acts)
    known = list(prints_of(case)) if prints is None else prints
    return [_view(case, paper, acts, now, known) for paper in papers_of(now.kind)]


def paper_view(case: Case, name: str) -> PaperView:
    """A paper of a case as it stands now. Raises LookupError for one that its kind does not print."""
    found = next((one for one in paper_views(case) if one.paper.name == name), None)
    if found is None:
        raise LookupError(name)
    return found


def newest_view(case: Case, name: str) -> PaperView:
    """A paper as it was printed last while nothing changed since, else as it stands now. Raises LookupError."""
    now = paper_view(case, name)
    return now if now.changed or now.last is None else view_of_print(now.last)


def view_of_print(printed: CasePaper) -> PaperView:
    """A print as it was: its case after the acts that it had then. Raises LookupError when its kind has it no more."""
    case = printed.case
    then = folded(case, acts=acts_by_case([case]).get(case.pk, [])[: printed.acts])
    paper = then.kind.papers.get(printed.paper)
    if paper is None:
        raise LookupError(printed.paper)
    return PaperView(case, then, paper, raw_values(then, paper), printed=printed, replaces=printed.replaces)


def _view(case: Case, paper: KindPaper, acts: list[CaseAct], now: FoldedCase, prints: Sequence[CasePaper]) -> PaperView:
    raw = raw_values(now, paper)
    last = next((one for one in prints if one.paper == paper.name), None)
    if last is None:
        return PaperView(case, now, paper, raw)
    before = folded(case, acts=acts[: last.acts])
    told = told_act(before, paper)
    undone = told is not None and told not in now.acts
    again = told_act(now, paper) == told
    replaces = last if undone or (again and corrected_since(now, paper, last.acts)) else None
    changed = raw != raw_values(before, paper) or not again
    return PaperView(case, now, paper, raw, last, replaces=replaces if changed else None, changed=changed)


def heading_of(unit: Unit, paper: KindPaper) -> PaperHeading:
    """The head of a paper of a unit, before it is signed."""
    sender = sender_of(unit)
    symbol = usual_symbol(paper, sender.symbol) if sender.symbol else ""
    return PaperHeading(sender.issuer, sender.issuer_parent, symbol, sender.place)


def opened_values(
    case: Case, kind: CaseKind, paper: KindPaper, raw: Mapping[str, Any], *, looked: bool
) -> dict[str, Any]:
    """The values of a paper, opened as far as it shows them; of what it hides only that there is something."""
    shut = {name for name in raw if is_hidden(kind, paper, name)} | (set() if looked else set(opened_by(kind, paper)))
    shown = {name: value for name, value in raw.items() if name not in shut}
    return {**raw, **fields_of(case, purpose=True, data=shown)}


def facts_of(view: PaperView, *, looked: bool) -> PaperFacts:
    """What the paper says; sensitive fields are hidden unless somebody ``looked``."""
    values = opened_values(view.case, view.kind, view.paper, view.raw, looked=looked)
    printed, replaces = view.printed, view.replaces
    return PaperFacts(
        view.kind,
        view.paper,
        str(view.case),
        lines_of(view.folded, view.paper, values, looked=looked),
        printed.number if printed is not None else stated_number(view.paper, values),
        printed.issued_on if printed is not None else stated_day(view.folded, view.paper, values),
        (replaces.issued_on, replaces.number) if replaces is not None else None,
    )


def form_of(view: PaperView) -> OfficialForm | None:
    """The official form that the paper is filled into: that of the print, else the one in force."""
    if view.printed is not None:
        return view.printed.form
    return forms_for(view.case.unit).get((view.case.kind, view.paper.name))


def forms_for(unit: Unit) -> dict[tuple[str, str], OfficialForm]:
    """The official forms in force in a unit, by kind and paper: the nearest loaded for it or a unit above."""
    loaded = OfficialForm.objects.filter(unit__in=[unit.pk, *unit.ancestor_ids], withdrawn_on=None)
    found: dict[tuple[str, str], OfficialForm] = {}
    for one in loaded.select_related("unit", "file").order_by("unit__path", "version"):
        found[one.kind, one.paper] = one
    return found


def is_marked(view: PaperView) -> bool:
    """Whether a print in our own layout says that the official form was not loaded."""
    return lacks_form(view.paper)


def layout_of(view: PaperView, *, looked: bool = False) -> OfficialPaper:
    """The paper in our own layout."""
    printed = view.printed
    head = PaperHeading.from_kept(printed.heading) if printed is not None else heading_of(view.case.unit, view.paper)
    return letter_of(facts_of(view, looked=looked), head, mark=is_marked(view))


def docx_of(view: PaperView, *, looked: bool = False) -> bytes:
    """The paper as a Word file: the official form filled where one was loaded, else our own layout.

    Raises ``store.StoreError`` when the form cannot be read back.
    """
    form = form_of(view)
    if form is None:
        return write_docx(layout_of(view, looked=looked))
    return filled(store.read(form.file.sha256), form_values(view, looked=looked))


def form_values(view: PaperView, *, looked: bool) -> dict[str, str]:
    """The values of a paper by the names of an official form."""
    facts, paper = facts_of(view, looked=looked), layout_of(view, looked=looked)
    found = _head_values(paper, facts)
    values = opened_values(view.case, view.kind, view.paper, view.raw, looked=looked)
    hidden = {line.name for line in facts.lines if line.hidden}
    for line in facts.lines:
        found |= {
            line.name: line.words,
            **marked(view.kind, line.name, values.get(line.name) if line.name not in hidden else None),
        }
    if view.paper.number:
        found[view.paper.number] = facts.number
    if view.paper.day:
        found[view.paper.day] = day_words(facts.day)
    return found


def _head_values(paper: OfficialPaper, facts: PaperFacts) -> dict[str, str]:
    return {
        "so_van_ban": paper.printed_number.removeprefix("Số:").strip(),
        "ngay_van_ban": paper.printed_date.removeprefix(f"{paper.place}, "),
        "dia_danh": paper.place,
        "co_quan": paper.issuer,
        "co_quan_cap_tren": paper.issuer_parent,
        "so_ho_so": facts.case_number,
        "nguoi_ky": paper.signer,
        "chuc_vu_ky": paper.capacity,
        "thay_ban_in": replaced_words(facts.replaces) if facts.replaces is not None else "",
    }


def missing_of(view: PaperView) -> list[str]:
    """The labels of the fields that the paper prints and that nobody filled in."""
    names = printed_fields(view.kind, view.paper)
    head = (view.paper.number, view.paper.day)
    return [view.kind.fields[name].label.vi for name in names if name not in view.raw and name not in head]
