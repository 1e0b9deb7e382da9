"""The lists of «Báo cáo trạng thái» as tables: one declaration for the page, the print, Word and Excel."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop, ngettext

from thuongton.plans.deadlines.due_words import due_words
from thuongton.plans.models import Party
from thuongton.plans.queries.report import Report, ReportRow, ReportSection, StatedReport, TurnLine
from thuongton.plans.queries.tasks import FormCell
from thuongton.plans.report.comparing import Comparison
from thuongton.plans.status import Basis, State
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column
from thuongton.web.lists.table import Table, TableLine
from vanban.text import fold


def names(parties: Iterable[Party]) -> str:
    """Agencies as printed, parted by semicolons."""
    return "; ".join(party.name for party in parties)


def lead_words(one: ReportRow | TurnLine) -> str:
    """The lead as printed, «Chưa giao» when the plan names none."""
    return names(one.row.leads) or gettext("Chưa giao")


def time_words(one: ReportRow) -> str:
    """The time as the plan prints it."""
    return one.row.task.timing_text or gettext("Chưa giao thời hạn")


def result_words(one: ReportRow) -> str:
    """What was declared as result, and the products that were accepted."""
    said = one.row.declaration
    lines = [said.result] if said and said.result else []
    lines += [gettext("Sản phẩm: %(paper)s") % {"paper": proof.document.short} for proof in one.row.products]
    return "\n".join(lines)


def title_words(one: ReportRow | TurnLine) -> str:
    """The task, marked when it was taken in as the machine read it and nobody has confirmed it since."""
    task = one.row.task
    return f"{task.title} ({gettext('như máy đọc, chưa xác nhận')})" if task.unconfirmed else task.title


_FINISHED = {
    State.DONE_EARLY: gettext_noop("Trước hạn"),
    State.DONE_ON_TIME: gettext_noop("Đúng hạn"),
    State.DONE_LATE: gettext_noop("Quá hạn"),
}


def marks(one: ReportRow) -> list[str]:
    """What a reader must know of a row beside its state: no product, or what one person both asked for and decided."""
    found = [gettext("chưa có sản phẩm")] if one.row.unproven else []
    if one.row.state not in _FINISHED and one.row.declaration and one.row.declaration.state == "completed":
        found.append(gettext("khai báo đã hoàn thành, chưa có sản phẩm được duyệt"))
    if one.alone:
        found.append(gettext("một người vừa đề nghị vừa quyết định"))
    return found


def doubt_words(one: ReportRow) -> str:
    """The doubt about the declared product as a sentence, "" when there is none."""
    return gettext(one.doubt.what) % one.doubt.values if one.doubt else ""


def standing(one: ReportRow) -> str:
    """How a row stands in words: đúng hạn, trước hạn, quá hạn; else what its declaration notes or what it waits for."""
    finished = _FINISHED.get(one.row.state)
    if finished:
        return gettext(finished)
    if one.row.state in (State.NOT_DUE, State.WAITING):
        return reason(one)
    if one.row.state is State.CANCELLED:
        return one.row.task.cancel_reason
    said = one.row.declaration
    if one.row.state in (State.OVERDUE, State.DUE_SOON) and one.row.due:
        due = gettext("Hạn %(day)s") % {"day": due_words(one.row.due, one.row.provisional)}
        return f"{due}. {said.note}" if said and said.note else due
    return said.note if said else ""


def reason(one: ReportRow) -> str:
    """Why a task is not due: the note that was declared, else what it waits for, else when it begins."""
    row = one.row
    if row.declaration and (row.declaration.note or row.declaration.result):
        return row.declaration.note or row.declaration.result
    if row.state is State.WAITING:
        waits = row.task.trigger.name if row.task.trigger else ""
        return gettext("Chờ: %(event)s") % {"event": waits} if waits else gettext("Chờ sự kiện, chờ cấp trên")
    if row.start and row.due:
        return gettext("Thời gian thực hiện từ %(start)s đến %(due)s") % {
            "start": day_words(row.start),
            "due": due_words(row.due, row.provisional),
        }
    return (
        gettext("Hạn %(day)s") % {"day": due_words(row.due, row.provisional)}
        if row.due
        else gettext("Chưa giao thời hạn")
    )


def note_words(one: ReportRow) -> str:
    """The column «Ghi chú»: how the row stands, its own note, and the marks."""
    words = [standing(one)]
    said = one.row.declaration
    if one.row.state.done and said and said.note and fold(said.note) != fold(words[0]):
        words.append(said.note)
    found = marks(one)
    if one.doubt:
        found.append(
            gettext("cần xem lại: kết quả chưa phải sản phẩm «%(product)s»") % {"product": one.row.task.product}
        )
    return "\n".join(word for word in [*words, *(f"({mark})" for mark in found)] if word)


_NUMBER = Column("tt", gettext_noop("TT"), lambda one: str(one.number), 10)
_TASK = Column(
    "nhiem-vu",
    gettext_noop("Nhiệm vụ"),
    title_words,
    78,
    template="plans/parts/report_title.html",
)
_LEAD = Column("chu-tri", gettext_noop("Cơ quan chủ trì"), lead_words, 32)
_WITH = Column("phoi-hop", gettext_noop("Cơ quan phối hợp"), lambda one: names(one.row.coordinators), 32)
_PRODUCT = Column("san-pham", gettext_noop("Sản phẩm"), lambda one: one.row.task.product, 28)
_TIME = Column("thoi-gian", gettext_noop("Thời gian thực hiện"), time_words, 24)
_RESULT = Column("ket-qua", gettext_noop("Kết quả"), result_words, 56, template="plans/parts/report_result.html")
_NOTE = Column("ghi-chu", gettext_noop("Ghi chú"), note_words, 30, template="plans/parts/report_note.html")
_COLUMNS = {
    "not_due": (_NUMBER, _TASK, _LEAD, _PRODUCT, _TIME, _NOTE),
    "regular": (_NUMBER, _TASK, _LEAD, _WITH, _PRODUCT, _TIME),
    "cancelled": (_NUMBER, _TASK, _LEAD, _PRODUCT, _TIME, _NOTE),
}


_TURN_COLUMNS = (
    Column("tt", gettext_noop("TT"), lambda one: str(one.number), 10),
    Column(
        "nhiem-vu",
        gettext_noop("Nhiệm vụ"),
        title_words,
        90,
        template="plans/parts/report_title.html",
    ),
    Column("ky", gettext_noop("Kỳ"), lambda one: one.row.period, 30),
    Column("chu-tri", gettext_noop("Cơ quan chủ trì"), lead_words, 40),
    Column("san-pham", gettext_noop("Sản phẩm"), lambda one: one.row.task.product, 36),
    Column("han", gettext_noop("Hạn"), lambda one: due_words(one.row.due, one.row.provisional), 24),
    Column("ghi-chu", gettext_noop("Ghi chú"), lambda one: gettext("chưa ghi kết quả"), 30),
)


def heading_of(section: ReportSection) -> str:
    """The heading of a list with its computed numbers: «… đã hoàn thành: 4 nhiệm vụ (2 đúng hạn, 2 trước hạn)»."""
    name = {
        "finished": gettext("Nhiệm vụ đã hoàn thành"),
        "running": gettext("Nhiệm vụ đang thực hiện trong hạn"),
        "due_soon": gettext("Nhiệm vụ sắp đến hạn"),
        "overdue": gettext("Nhiệm vụ quá hạn"),
        "not_due": gettext("Nhiệm vụ chưa đến hạn"),
        "regular": gettext("Nhiệm vụ thường xuyên"),
        "cancelled": gettext("Nhiệm vụ đã huỷ, điều chỉnh"),
    }[section.key]
    words = gettext("%(name)s: %(number)s nhiệm vụ") % {"name": name, "number": len(section.rows)}
    if section.key == "finished" and section.rows:
        parts = [
            f"{number} {gettext(_FINISHED[state]).lower()}" for state, number in section.numbers().items() if number
        ]
        words += f" ({', '.join(parts)})"
    return words


def tables_of(report: Report) -> list[tuple[str, Table]]:
    """The lists of the report, numbered as in an annex, each with its key."""
    made = []
    for place, section in enumerate(report.sections, start=1):
        columns = _COLUMNS.get(section.key, (_NUMBER, _TASK, _LEAD, _PRODUCT, _TIME, _RESULT, _NOTE))
        made.append(
            (
                section.key,
                Table(columns, [TableLine(row=one) for one in section.rows], f"{place}. {heading_of(section)}"),
            )
        )
    if report.late_turns:
        title = gettext("%(place)s. Kỳ quá hạn của nhiệm vụ thường xuyên: %(number)s kỳ") % {
            "place": len(made) + 1, "number": len(report.late_turns)
        }  # fmt: skip
        made.append(("late_turns", Table(_TURN_COLUMNS, [TableLine(row=one) for one in report.late_turns], title)))
    return made


def turn_words(report: Report) -> str:
    """How many turns are overdue beside the tasks, as a sentence; "" when there is none."""
    if not report.late_turns:
        return ""
    return gettext("Ngoài ra có %(number)s kỳ của nhiệm vụ thường xuyên quá hạn, chưa ghi kết quả.") % {
        "number": len(report.late_turns)
    }


def unconfirmed_words(report: Report) -> str:
    """How many tasks stand as the machine read them, as a sentence; "" when every one was confirmed."""
    if not report.unconfirmed:
        return ""
    return ngettext(
        "%(number)s nhiệm vụ vào theo dõi như máy đọc, chưa ai xác nhận.",
        "%(number)s nhiệm vụ vào theo dõi như máy đọc, chưa ai xác nhận.",
        report.unconfirmed,
    ) % {"number": report.unconfirmed}


def flat_cells(cells: Iterable[FormCell]) -> list[tuple[str, FormCell, int]]:
    """The columns of the summary with their parts after them, each with its head; 1 marks a part, 0 a column."""
    found = []
    for cell in cells:
        found.append((gettext(cell.label), cell, 0))
        for part in cell.parts:
            states = part.filters.states
            found.append((gettext(states[0].label if len(states) == 1 else part.label), part, 1))
    return found


def basis_words(basis: Basis) -> str:
    """By what the finished tasks were counted, for the foot of a print."""
    if basis is Basis.PROVEN:
        return gettext("Chỉ tính hoàn thành khi đã có sản phẩm được duyệt.")
    return gettext("Tính theo khai báo của cơ quan thực hiện.")


def stated_words(stated: StatedReport, one: Comparison) -> list[str]:
    """What stands in the box of a total that cannot be traced: the two numbers, the gap, the hypothesis."""
    values = {
        "paper": stated.document.short,
        "value": one.stated,
        "label": one.label,
        "found": one.found,
        "gap": one.gap,
    }
    if one.states and all(state.done for state in one.states):
        said = gettext(
            "%(paper)s ghi %(value)s «%(label)s»; sổ có khai báo %(found)s, có sản phẩm chứng minh %(proven)s."
        )
        words = [said % {**values, "proven": stated.proven_of(one)}]
    else:
        words = [gettext("%(paper)s ghi %(value)s «%(label)s»; sổ có %(found)s.") % values]
    if one.gap > 0:
        words.append(gettext("Không truy được %(gap)s.") % values)
    else:
        words.append(gettext("Sổ có nhiều hơn %(more)s, không truy được vì sao.") % {"more": -one.gap})
    if one.hypothesis:
        groups = [
            gettext("cả %(number)s %(group)s") % {"number": share.number, "group": gettext(share.label)}
            if share.number == share.whole
            else gettext("%(number)s trong %(whole)s %(group)s")
            % {"number": share.number, "whole": share.whole, "group": gettext(share.label)}
            for share in one.hypothesis
        ]
        total = " + ".join(str(number) for number in (one.found, *(share.number for share in one.hypothesis)))
        words.append(
            gettext("Giả thuyết duy nhất khớp mọi số của báo cáo: đã tính thêm %(groups)s (%(total)s = %(value)s).")
            % {"groups": gettext(" và ").join(groups), "total": total, "value": one.stated}
        )
    return words


def who_answers(stated: StatedReport) -> str:
    """Who could say how the totals were counted: the unit that issued the report and the person who signed it."""
    paper = stated.document
    unit = paper.issuer or str(paper.unit)
    if paper.signer:
        role = f", {paper.signer_capacity}" if paper.signer_capacity else ""
        return gettext("Nơi trả lời được: %(unit)s (người ký: %(signer)s).") % {
            "unit": unit, "signer": f"{paper.signer}{role}"
        }  # fmt: skip
    return gettext("Nơi trả lời được: %(unit)s.") % {"unit": unit}
