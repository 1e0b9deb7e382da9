"""Stories run through rows and services instead of memory: the same lines, the same snapshots, nothing left behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.services.changing import change_days
from thuongton.cases.engine.acts import CaseAnswer, CaseSentence, UnusableAct, act_from, moment
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import case_by_uid, cases_by_uid, snapshot_of
from thuongton.cases.queries.counting import count_form_of, form_facts
from thuongton.cases.services import NotAllowed, act_on, open_case
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cases.stories import window_of
from thuongton.people.models import Unit
from thuongton.people.services import add_unit


@dataclass
class DatabaseRun:
    """The cases of one story as rows; names of cases in fields become their identifiers and back."""

    kind: str
    unit: str = ""
    off: Sequence[dt.date] = ()
    units: dict[str, Unit] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    def place(self, name: str) -> Unit:
        """The unit of a name, made when it is first met."""
        if name not in self.units:
            made = self.units[name] = add_unit(None, None, name=f"Đơn vị {name or 'của chuyện'}", kind="commune")
            for day in self.off:
                change_days(None, made, Wanted(ChangeKind.OFF, day, "Ngày nghỉ riêng", "", day))
        return self.units[name]

    def do(self, line: Mapping[str, Any]) -> CaseAnswer:
        """Do one act. Raises UnusableAct."""
        act = act_from(line)
        name = str(line.get("case") or "1")
        data = {key: self._row(value) for key, value in act.data.items()}
        sent: dict[str, Any] = {"tx": act.tx, "at": timezone.make_aware(act.at), "role": act.by}
        try:
            if name in self.cases:
                return act_on(None, self.cases[name], act.do, str(line["on"]), data, seq=act.seq, **sent)
            place, kind = self.place(str(line.get("unit") or self.unit)), str(line.get("kind") or self.kind)
            self.cases[name], answer = open_case(None, place, kind, act.do, str(line["on"]), data, **sent)
        except NotAllowed as error:
            return error.answer
        except ValidationError as error:
            return CaseAnswer(CaseSentence(" ".join(error.messages)), "value")
        return answer

    def _row(self, value: Any) -> Any:
        return str(self.cases[value].uid) if isinstance(value, str) and value in self.cases else value

    def look(self, name: str, as_of: str) -> dict[str, Any]:
        """The snapshot of a case on a day or at a moment. Raises UnusableAct."""
        when, timed = moment(as_of)
        if name not in self.cases:
            raise UnusableAct(f"Chưa có hồ sơ «{name}».")
        return snapshot_of(case_by_uid(self.cases[name].uid), when, timed)

    def count(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a form over a window, with the cases behind each. Raises UnusableAct."""
        if str(line.get("form")) not in known_forms():
            raise UnusableAct(f"Không có biểu «{line.get('form')}».")
        found = cases_by_uid(case.uid for case in self.cases.values())
        if line.get("unit"):
            found = found.filter(unit=self.place(str(line["unit"])))
        facts = form_facts(count_form_of(found, str(line["form"]), window_of(line)))
        names = {str(case.uid): name for name, case in self.cases.items()}
        return facts | {"rows": {cell: [names[uid] for uid in rows] for cell, rows in facts["rows"].items()}}


@contextmanager
def nothing_kept() -> Iterator[None]:
    """A transaction that is taken back at its end, whatever happens in it."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
