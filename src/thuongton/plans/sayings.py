"""How the trail tells what happened to plans and tasks: «Giao Nguyễn A», «Đổi cơ quan chủ trì từ … sang …»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from thuongton.audit.sentences import LISTED, Act, Sayings, ToldRow, about, change_of, plain
from thuongton.plans.choices import PARTY_WORDS
from thuongton.records import sayings

DERIVED = {
    "window_start", "due", "agreed_due", "kind", "waits", "opened_on", "declared_on", "done_on", "started_on",
    "begun_on", "search", "cancelled_on", "cancel_reason", "cancel_document", "unconfirmed", "common",
}  # fmt: skip
"""Fields of a task told by a sentence of their own, or by the row they come from."""


def _task(rows: Sequence[ToldRow], act: Act) -> list[str]:
    made = [row for row in rows if row.op != "U"]
    said = plain(made, act)
    edited = [row for row in rows if row.op == "U"]
    lines = [(row, sentence) for row in edited for sentence in _task_edit(row, act)]
    if len({row.key for row, _sentence in lines}) > 2 * LISTED:
        return [*said, _("Sửa %(what)s") % {"what": f"{len({row.key for row, _s in lines})} {_('nhiệm vụ')}"}]
    return said + [about(row, sentence, len(edited) > 1) for row, sentence in lines]


def _task_edit(row: ToldRow, act: Act) -> list[str]:
    said = [change_of(row, name) for name in row.fields if name not in DERIVED]
    if row.changed("due"):
        before, after = row.was("due"), row.now("due")
        if before and after:
            said.append(_("Đặt hạn %(after)s thay %(before)s") % {"after": after, "before": before})
        elif after:
            said.append(_("Đặt hạn %(after)s") % {"after": after})
        else:
            said.append(_("Bỏ hạn %(before)s") % {"before": before})
    if row.changed("cancelled_on"):
        said.append(_("Huỷ, điều chỉnh từ ngày %(day)s: %(why)s") % {
            "day": row.now("cancelled_on"), "why": row.now("cancel_reason"),
        })  # fmt: skip
    if row.changed("unconfirmed") and not row.raw("unconfirmed"):
        said.append(_("Xác nhận đúng như văn bản"))
    if row.changed("common"):
        said.append(
            _("Nối với nhiệm vụ cùng nội dung") if row.raw("common") else _("Bỏ nối với nhiệm vụ cùng nội dung")
        )
    if row.changed("opened_on") and row.raw("opened_on") and "plans.trigger" not in act:
        said.append(_("Bắt đầu tính hạn từ ngày %(day)s") % {"day": row.now("opened_on")})
    if row.changed("started_on") and row.raw("started_on") and not {"plans.declaration", "plans.proof"} & set(act):
        said.append(_("Bắt đầu thực hiện từ ngày %(day)s") % {"day": row.now("started_on")})
    return said


def _party(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """Agencies taken out and put in, told together for each role; those of a new task go without saying."""
    new = {row.key for row in act.get("plans.task", ()) if row.op != "U"}
    roles: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    said = []
    for row in rows:
        if row.raw("task") in new:
            continue
        if row.op == "U":
            if row.changed("unit") and row.now("unit"):
                said.append(_("Nhận ra «%(name)s» là %(unit)s") % {"name": row.now("name"), "unit": row.now("unit")})
            continue
        roles[str(row.raw("role"))][row.op == "I"].append(row.now("name"))
    for role, (out, put) in roles.items():
        words = {"role": PARTY_WORDS.get(role, ""), "out": "; ".join(out), "put": "; ".join(put)}
        if out and put:
            said.append(_("Đổi %(role)s từ %(out)s sang %(put)s") % words)
        elif put:
            said.append(_("Thêm %(role)s: %(put)s") % words)
        elif out:
            said.append(_("Bỏ %(role)s: %(out)s") % words)
    return said


def _declaration(rows: Sequence[ToldRow], act: Act) -> list[str]:
    made = [row for row in rows if row.op == "I"]
    if len(made) > LISTED:
        return plain(rows, act)
    said = []
    for row in made:
        done = _(", xong ngày %(day)s") % {"day": row.now("done_on")} if row.raw("done_on") else ""
        said.append(
            _("Khai báo: %(state)s, kỳ đến %(day)s%(done)s")
            % {"state": row.now("state"), "day": row.now("period_end"), "done": done}
        )
    return said + plain([row for row in rows if row.op != "I"], act)


def _proof(rows: Sequence[ToldRow], act: Act) -> list[str]:
    said = []
    for row in rows:
        paper = {"paper": row.now("document"), "why": row.now("refusal")}
        if row.op == "I":
            said.append(_("Nộp %(paper)s") % paper)
        if row.raw("accepted_on") and (row.op == "I" or row.changed("accepted_on")):
            said.append(_("Duyệt %(paper)s") % paper)
        if row.changed("refused_on"):
            said.append(_("Trả lại %(paper)s: %(why)s") % paper)
    return said or plain(rows, act)


def _deadline_change(rows: Sequence[ToldRow], act: Act) -> list[str]:
    said = []
    for row in rows:
        words = {"day": row.now("new_due"), "why": row.now("answer")}
        if row.op == "I":
            said.append(_("Xin lùi hạn đến %(day)s") % words)
        if row.raw("granted_on") and (row.op == "I" or row.changed("granted_on")):
            said.append(_("Đồng ý lùi hạn đến %(day)s") % words)
        if row.changed("refused_on"):
            said.append(_("Không đồng ý lùi hạn đến %(day)s: %(why)s") % words)
    return said or plain(rows, act)


def _subtask(rows: Sequence[ToldRow], act: Act) -> list[str]:
    said = []
    for row in rows:
        words = {"what": row.called}
        if row.op == "I":
            said.append(_("Thêm việc con «%(what)s»") % words)
        elif row.changed("done_on"):
            said.append(
                (_("Xong việc con «%(what)s»") if row.raw("done_on") else _("Mở lại việc con «%(what)s»")) % words
            )
    return said or plain(rows, act)


def _trigger(rows: Sequence[ToldRow], act: Act) -> list[str]:
    said = []
    for row in rows:
        if row.changed("occurred_on") and row.raw("occurred_on"):
            words = {"event": row.called, "day": row.now("occurred_on")}
            said.append(_("Sự kiện «%(event)s» xảy ra ngày %(day)s") % words)
        elif row.op == "I" and len(rows) <= LISTED:
            said.append(_("Chờ sự kiện «%(event)s»") % {"event": row.called})
    return said


def _coverage(rows: Sequence[ToldRow], act: Act) -> list[str]:
    del act
    said = []
    for row in rows:
        words = {
            "task": row.now("task") or row.now("group"), "plan": row.now("plan"), "verdict": row.now("verdict"),
        }  # fmt: skip
        sentence = _("Rút quyết định về «%(task)s»") if row.op == "D" else _("%(plan)s phủ «%(task)s»: %(verdict)s")
        said.append(sentence % words)
    return said


def _reminder(rows: Sequence[ToldRow], act: Act) -> list[str]:
    if len(rows) > LISTED:
        return plain(rows, act)
    return [
        _("Nhắc %(who)s (%(how)s)") % {"who": row.now("person") or row.now("unit"), "how": row.now("kind")}
        for row in rows
        if row.op == "I"
    ]


def _silent(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """Rules and turns follow the phrase of the task, which is told; alone they are told as they are."""
    told_elsewhere = {"plans.task", "plans.plan", "plans.declaration", "plans.proof", "plans.deadlinechange"} & set(act)
    return [] if told_elsewhere else plain([row for row in rows if row.op == "U"], act)


SAYINGS = Sayings(
    {
        "plans.task": _task,
        "plans.party": _party,
        "plans.declaration": _declaration,
        "plans.proof": _proof,
        "plans.deadlinechange": _deadline_change,
        "plans.assignment": sayings.assignment,
        "plans.subtask": _subtask,
        "plans.comment": sayings.comment,
        "plans.trigger": _trigger,
        "plans.coverage": _coverage,
        "plans.reminder": _reminder,
        "plans.rule": _silent,
        "plans.occurrence": _silent,
    }
)
