"""Who may write which row: said here as small tables, without any code of the product.

Every change of a row is judged, whatever act made it: the unit that owns the row (:mod:`security.owners`) must stand
in the scope of the hat worn, and the role must write such rows. Rows on a task of another unit are judged by
:data:`ON_A_SHARED_TASK`; keys must not point at records the viewer may not see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from security.marks import Viewer, may_read
from security.owners import Owner, Row, Rows, by_table
from security.world import Walked
from thuongton.audit.models import RowChange

ADMINISTERED = {"people_unit", "people_user", "people_hat", "people_succession", "people_unitsettings"}
ADMINISTERED |= {"documents_ruleswitch", "people_hatoffer"}
ADMINISTERED |= {"calendars_calendarday", "calendars_calendarchange", "calendars_calendarmove"}
ADMINISTERED |= {"cases_installedkind", "cases_keepingrule", "cases_officialform"}
"""Tables that an administrator writes, and nobody else."""
ADMINISTERED_TOO = {"people_unitalias", "reviews_listlayout"}
"""Tables that an administrator writes beside those who write for the unit."""
OF_THE_COUNTRY = {"calendars_calendarday", "calendars_calendarchange", "calendars_calendaryear"}
OF_THE_COUNTRY |= {"cases_installedkind", "cases_keepingrule"}
"""Tables whose rows of no unit are written by the administrator of the unit that keeps the calendar: P."""
DECISIONS = {
    "plans_proof": {"accepted_on", "refused_on", "refusal"},
    "plans_deadlinechange": {"granted_on", "refused_on", "answer"},
    "plans_task": {"cancelled_on", "cancel_reason", "cancel_document_id"},
}
"""Columns that only a leader or a monitor fills."""
CORRECTED = {"plans_task"}
"""Tables of which an officer fills them too where the row is of the own unit itself: what it issued, it corrects."""
LINKED = {"common_id", "started_on", "begun_on", "declared_on", "done_on", "updated_on"}
"""Columns of a task that change when its side has agreed before to count it as one work with another."""
ANSWERS, OFFERED = {"accepted_on", "declined_on", "hat_id"}, ("role", "unit_id", "scope_id")
"""Columns of an offered hat that its answer fills, and those in which the hat is like the offer."""
SAID = {"started_on", "begun_on", "declared_on", "updated_on", "search"}
PART, ACT = 1, 2
ON_A_SHARED_TASK: dict[tuple[str, str], tuple[int, str]] = {
    ("plans_comment", "I"): (0, ""),
    ("plans_comment_mentions", "I"): (0, ""),
    ("plans_comment", "U"): (PART, "own"),
    ("plans_declaration", "I"): (PART, "unit"),
    ("plans_subtask", "I"): (PART, "own"),
    ("plans_subtask", "U"): (PART, "own"),
    ("plans_assignment", "I"): (PART, "unit"),
    ("plans_assignment", "U"): (PART, "unit"),
    ("plans_reminder", "I"): (PART, "own"),
    ("plans_proof", "I"): (ACT, "own"),
    ("plans_deadlinechange", "I"): (ACT, "own"),
    ("plans_task", "U"): (ACT, "said"),
    ("plans_occurrence", "U"): (ACT, "said"),
    ("plans_linkconsent", "I"): (0, "asked"),
    ("plans_linkoffer", "U"): (0, "closed"),
}
"""What a unit may write on a task of another unit that it sees: the least part it must have (0 none, ``PART`` one of
several leads, ``ACT`` the one lead), and what must hold: ``unit`` – the row names its unit; ``own`` – the row is of its
people; ``said`` – only the columns :data:`SAID` change; ``asked`` – the other side is asked and has not answered;
``closed`` – an offer gets its outcome. Everything else is refused."""
OF_THEMSELVES = {"full_name", "email", "must_change_password", "password", "last_login"}
"""Columns of one's own account that one may change."""
RESET = {"mfa_authenticator", "people_session"}
"""Tables of a person of which an administrator of the account removes rows: a second factor that was lost, and the
sessions that end when a password is reset or an account is locked."""
CLASSES_OF_UNITS = {"communes": ("commune", "ward", "special_zone"), "departments": ("department",)}


class Oracle:
    """Judges changes against the world as it stood before the request."""

    def __init__(self, walked: Walked, rows: Rows) -> None:
        self.walked, self.rows = walked, rows
        self.judged = 0

    def faults(self, viewer: Viewer, changes: Iterable[RowChange]) -> Iterator[str]:
        """A sentence for each row outside the right of the viewer."""
        changes = list(changes)
        rows = self.rows.with_changes(changes)
        for change in changes:
            self.judged += 1
            before = json.loads(change.before) if change.before else None
            after = json.loads(change.after) if change.after else None
            for row in (before, after):
                if row is None:
                    continue
                why = self._refusal(viewer, rows, change, row, before, after)
                if why:
                    yield f"{change.op} {change.table}:{change.row} – {why}"
                    break
            else:
                if after:
                    yield from self._unseen(viewer, rows, change, before, after)

    def _refusal(
        self, viewer: Viewer, rows: Rows, change: RowChange, row: Row, before: Row | None, after: Row | None
    ) -> str:
        """Why the viewer may not write this row; empty when it is right."""
        table = change.table
        owner = rows.owner(table, row)
        if table == "people_user":
            return self._account(viewer, rows, row["id"], before, after)
        if owner.what == "gone" or self._accepted(viewer, rows, change, before, after):
            return ""
        if owner.what == "everybody":
            return "" if viewer.writes else "vai trò không ghi"
        if owner.what == "person":
            return self._personal(viewer, table, change.op, owner)
        if owner.what == "nobody":
            if table in OF_THE_COUNTRY and viewer.role == "administrator" and viewer.path == self.walked.paths["P"]:
                return ""
            return "không ai được ghi từ trang"
        if self._inside(viewer, owner.id, rows):
            return self._within(viewer, rows, owner, table, before, after)
        if owner.task and viewer.writes:
            return self._shared(viewer, rows, change, owner, before, after)
        return "của đơn vị ngoài phạm vi"

    def _accepted(self, viewer: Viewer, rows: Rows, change: RowChange, before: Row | None, after: Row | None) -> bool:
        """Whether a row is the answer to an offer that was made before: to oneself, or to a person one administers.

        The offer itself takes the answer, and the hat is the one that the offer names.
        """
        if change.table == "people_hatoffer" and before and _changed(before, after) <= ANSWERS:
            name = before["username"]
        elif change.table == "plans_task" and before and _changed(before, after) <= LINKED:
            consents = [row for (table, _pk), row in self.rows.kept.items() if table == "plans_linkconsent"]
            return any(row["task_id"] == before["id"] and row["agreed"] for row in consents)
        elif change.table == "people_hat" and before is None and after:
            offers = [row for (table, _pk), row in self.rows.kept.items() if table == "people_hatoffer"]
            alike = [row for row in offers if all(row[column] == after[column] for column in OFFERED)]
            person = rows.kept["people_user", after["user_id"]]["username"]
            name = person if any(row["username"] == person for row in alike) else ""
        else:
            return False
        user = self.users.get(name)
        if user is None:
            return False
        return name == viewer.name or (viewer.role == "administrator" and self._administers(viewer, self.rows, user))

    def _administers(self, viewer: Viewer, rows: Rows, user: int) -> bool:
        """Whether all hats of a person are in scope, or some of them in that of the top administrator."""
        hats = [row["unit_id"] for row in self._hats(rows, user) if row["unit_id"]]
        inside = [self._inside(viewer, unit, rows) for unit in hats]
        return all(inside) or (any(inside) and viewer.path.count("/") == 2)

    def _within(
        self, viewer: Viewer, rows: Rows, owner: Owner, table: str, before: Row | None, after: Row | None
    ) -> str:
        if table in ADMINISTERED_TOO and viewer.role == "administrator":
            return ""
        if table in ADMINISTERED:
            return "" if viewer.role == "administrator" else "chỉ quản trị ghi"
        if not viewer.writes:
            return "vai trò không ghi"
        own = table in CORRECTED and rows.kept["people_unit", owner.id]["path"] == viewer.path
        if not viewer.decides and not own and _changed(before, after) & DECISIONS.get(table, set()):
            return f"chỉ lãnh đạo, người theo dõi quyết định: {_changed(before, after) & DECISIONS[table]}"
        return ""

    def _shared(
        self, viewer: Viewer, rows: Rows, change: RowChange, owner: Owner, before: Row | None, after: Row | None
    ) -> str:
        least, needs = ON_A_SHARED_TASK.get((change.table, change.op), (99, ""))
        part = self.part(viewer, rows, owner.task)
        if part < least:
            return f"nhiệm vụ của đơn vị khác (phần {part}, cần {least})"
        if needs == "asked" and after and after.get("agreed") is not None:
            return "trả lời thay bên kia"
        if needs == "closed" and not _changed(before, after) <= {"closed_on", "outcome"}:
            return "sửa đề nghị của bên kia"
        if needs == "said" and not _changed(before, after) <= SAID:
            return f"cột không phải của mình: {sorted(_changed(before, after) - SAID)}"
        if _changed(before, after) & DECISIONS.get(change.table, set()):
            return "quyết định thay đơn vị giao việc"
        for row in filter(None, (before, after)):
            unit = row.get("unit_id")
            if needs == "unit" and part == PART and not (unit and self._inside(viewer, unit, rows)):
                return "dòng không mang đơn vị của mình"
            if needs in ("unit", "own") and unit and not self._inside(viewer, unit, rows):
                return "dòng của đơn vị khác"
            if needs == "own" and not unit and not self._by_own_people(viewer, rows, row):
                return "dòng của người đơn vị khác"
        return ""

    def part(self, viewer: Viewer, rows: Rows, task: int) -> int:
        """The part a viewer has in a task of another unit."""
        of = rows.kept["plans_task", task]["unit_id"]
        scope = next(unit for unit in self.walked.units.values() if unit.path == viewer.path)
        leads = [
            row
            for (table, _pk), row in rows.kept.items()
            if table == "plans_party" and row["task_id"] == task and row["role"] == "lead"
        ]
        if any(lead["unit_id"] and self._inside(viewer, lead["unit_id"], rows) for lead in leads):
            return ACT if len(leads) == 1 else PART
        below = viewer.path.startswith(rows.kept["people_unit", of]["path"])
        named = any(scope.kind in CLASSES_OF_UNITS.get(lead["category"], ()) for lead in leads)
        return PART if below and named else 0

    def _personal(self, viewer: Viewer, table: str, op: str, owner: Owner) -> str:
        if table == "people_notification" and op == "I" and viewer.path:
            how, place = self.walked.kinds.get(("people_user", owner.id), ("ten", "C"))
            return "" if may_read(viewer, how, place, self.walked.paths) else "báo tin cho người tỉnh khác"
        if table in RESET and op == "D" and viewer.role == "administrator":
            return "" if self._administers(viewer, self.rows, owner.id) else "của người khác"
        mine = self._user_of(viewer)
        return "" if mine is not None and mine == owner.id else "của người khác"

    def _account(self, viewer: Viewer, rows: Rows, user: int, before: Row | None, after: Row | None) -> str:
        columns = _changed(before, after)
        if columns & {"is_superuser", "is_staff"} and before is not None:
            return "tự nâng quyền"
        if user == self._user_of(viewer) and columns <= OF_THEMSELVES:
            return ""
        if viewer.role != "administrator":
            return "tài khoản của người khác"
        if before is None:
            return ""
        if self._administers(viewer, rows, user):
            return ""
        return "tài khoản có vai trò ngoài phạm vi"

    def _hats(self, rows: Rows, user: int) -> list[Row]:
        """Hats of a person that are in force."""
        return [
            row
            for (table, _pk), row in rows.kept.items()
            if table == "people_hat" and row["user_id"] == user and row["valid_to"] is None
        ]

    def _unseen(self, viewer: Viewer, rows: Rows, change: RowChange, before: Row | None, after: Row) -> Iterator[str]:
        for column, table, value in rows.references(change.table, before, after):
            known = self.walked.kinds.get((table, value))
            if known is None or (table == "people_user" and value == self._user_of(viewer)):
                continue
            if not may_read(viewer, *known, self.walked.paths):
                at = f"{change.op} {change.table}:{change.row}"
                yield f"{at} – {column} trỏ tới {known[0]}-{known[1]} {table}:{value}"

    def _by_own_people(self, viewer: Viewer, rows: Rows, row: Row) -> bool:
        people = [row[name] for name in ("by_id", "person_id") if row.get(name)]
        return any(
            unit and self._inside(viewer, unit, rows)
            for person in people
            for unit in (hat["unit_id"] for hat in self._hats(rows, person))
        )

    def _user_of(self, viewer: Viewer) -> int | None:
        return self.users.get(viewer.name) if viewer.role != "anonymous" else None

    @property
    def users(self) -> dict[str, int]:
        """Ids of people by account name."""
        return {user.username: user.pk for user in self.walked.people.values()}

    @staticmethod
    def _inside(viewer: Viewer, unit: int, rows: Rows) -> bool:
        return bool(viewer.path) and str(rows.kept["people_unit", unit]["path"]).startswith(viewer.path)


def _changed(before: Row | None, after: Row | None) -> set[str]:
    """Columns that differ; of a new row those that are filled, of a removed one none."""
    if after is None:
        return set()
    if before is None:
        return {column for column, value in after.items() if value not in (None, "", 0, False)}
    return {column for column, value in after.items() if before.get(column) != value}


def tables_of_the_project() -> set[str]:
    """Every table that a model stands for."""
    return set(by_table())


def plain(row: Any) -> str:
    """A row in one line, for a sentence of a fault."""
    return json.dumps(row, ensure_ascii=False, default=str)[:200]
