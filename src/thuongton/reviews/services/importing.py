"""A working table into the list of documents under review: read and shown, answered, confirmed, written by a job.

The job bears being killed: what is written and how far it is stand in one transaction. A document that is under review
there already is not taken twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.columns import set_columns
from thuongton.audit.services import acting, recording
from thuongton.documents.services.files import shown_name
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.people.models import User
from thuongton.people.scopes import demand, writing_unit
from thuongton.people.services import notify
from thuongton.reviews.actions import Action
from thuongton.reviews.models import (
    Campaign,
    Judgement,
    JudgementBatch,
    ReviewRow,
    ReviewStep,
    TableImport,
    TableImportRow,
)
from thuongton.reviews.queries.importing import acts_for, rows_from, running, there_already
from thuongton.reviews.tables.grids import SourceRow
from thuongton.reviews.tables.kept import issuer_after, plain_row, same_document
from thuongton.reviews.tables.rows import TrackedRow, read_rows
from vanban.symbols import normalise

BATCH = 200
"""Rows written by one transaction."""
LONGEST_NUMBER, LONGEST_ISSUER = 120, 300
EMPTY = "Dòng không nêu văn bản nào."
SEVERAL = "Sổ pháp luật có nhiều văn bản số {}; hãy chọn một."
Fate, State = TableImportRow.Fate, TableImport.State


def bring_table(user: User, campaign: Campaign | None, name: str, rows: Sequence[SourceRow]) -> TableImport:
    """Keep the rows of a table until the person has seen what would become of them."""
    unit = campaign.unit if campaign is not None else writing_unit(user)
    if unit is None:
        raise ValidationError(_("Vai trò hiện tại chỉ được xem."))
    table = TableImport(unit=unit, campaign=campaign, user=user, hat=user.hat, name=shown_name(name), total=len(rows))
    demand(user, table)
    told = list(read_rows(rows))
    acts = acts_for([(one.documents, " ".join(one.source.cells.values())) for one in told])
    with recording(user, "Đưa bảng theo dõi vào để xem trước", unit=unit) as note:
        table.save()
        note.subject = table
        TableImportRow.objects.bulk_create(
            (_kept(table, place, one, found) for place, (one, found) in enumerate(zip(told, acts, strict=True))),
            batch_size=500,
        )
    return table


def _kept(table: TableImport, place: int, one: TrackedRow, acts: dict[str, list[int]]) -> TableImportRow:
    said = one.to_dict()
    said["doubts"] += [SEVERAL.format(number) for number, found in acts.items() if len(found) > 1]
    return TableImportRow(
        table=table, place=place, fate=_fate(one, said["doubts"]), source=plain_row(one.source), said=said, acts=acts
    )


def _fate(one: TrackedRow, doubts: Sequence[str]) -> str:
    if one.source.kind != "row":
        return Fate.REJECTED if doubts else Fate.ASIDE
    if not one.documents and not one.title:
        return Fate.REJECTED
    return Fate.DOUBTFUL if doubts else Fate.READY


def answer_row(
    user: User, row: TableImportRow, *, documents: str, action: str, act: int | None, due: dt.date | None
) -> None:
    """Say what a row that was asked means: its documents, the handling, which act of the register, the deadline."""
    with recording(user, "Trả lời một dòng của bảng theo dõi", row.table):
        table = TableImport.objects.select_for_update(of=("self",)).get(pk=row.table_id)
        demand(user, table)
        if table.state != State.SHOWN:
            raise ValidationError(_("Bảng này đã được ghi hoặc đã bỏ."))
        numbers = [normalise(one.strip())[:LONGEST_NUMBER] for one in documents.split(";") if one.strip()]
        if not numbers and not row.said.get("title"):
            raise ValidationError({"documents": _("Hãy ghi số, ký hiệu của văn bản được rà soát.")})
        (acts,) = acts_for([(numbers, " ".join(row.source["cells"].values()))])
        open_ = [number for number, found in acts.items() if len(found) > 1 and act not in found]
        if open_:
            raise ValidationError({"act": SEVERAL.format(open_[0])})
        row.acts = {number: [act] if act in found else found for number, found in acts.items()}
        row.said = {
            **row.said,
            "documents": numbers,
            "form": action,
            "deadline": due.isoformat() if due else None,
            "doubts": [],
        }
        row.fate = Fate.READY
        row.save(update_fields=["acts", "said", "fate"])


def confirm_table(user: User, table: TableImport, *, doubtful: bool = False) -> None:
    """Have the rows of a table written, with ``doubtful`` those too of which something is asked, as they were read."""
    with recording(user, "Đồng ý ghi bảng theo dõi", table):
        row = TableImport.objects.select_for_update(of=("self",)).get(pk=table.pk)
        demand(user, row)
        if row.state != State.SHOWN:
            raise ValidationError(_("Bảng này đã được ghi hoặc đã bỏ."))
        row.state, row.with_doubtful = State.RUNNING, doubtful
        row.save(update_fields=["state", "with_doubtful"])
        enqueue_once(write_table, row.pk)
    table.refresh_from_db()


def leave_table(user: User, table: TableImport) -> None:
    """Let go of a table that was not confirmed; nothing of it is written."""
    with recording(user, "Bỏ bảng theo dõi đã đưa vào", table):
        row = TableImport.objects.select_for_update(of=("self",)).get(pk=table.pk)
        demand(user, row)
        if row.state != State.SHOWN:
            raise ValidationError(_("Bảng này đã được ghi hoặc đã bỏ."))
        row.state, row.done_at = State.LEFT, timezone.now()
        row.save(update_fields=["state", "done_at"])
    table.refresh_from_db()


@task()
def write_table(table_id: int) -> str:
    """Write the rows of a confirmed table, batch after batch; running it again goes on where it stopped."""
    while _step(table_id):
        pass
    table = TableImport.objects.select_related("user").get(pk=table_id)
    with translation.override("vi"):
        words = _("Bảng theo dõi «%(name)s»: %(written)s văn bản vào danh sách rà soát, %(held)s đã có từ trước.") % {
            "name": table.name, "written": table.written, "held": table.held,
        }  # fmt: skip
    notify(table.user, words, url=reverse("reviews:table", args=[table.pk]), key=f"bang-ra-soat-{table.pk}")
    return words


def resume_tables() -> int:
    """Queue again the tables that no job will bring to their end; returns how many."""
    put_back = 0
    for pk in unqueued(write_table, list(running().values_list("pk", flat=True))):
        with acting():
            if running().select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(write_table, pk)
    return put_back


def _step(table_id: int) -> bool:
    """One batch; False when nothing is left."""
    with acting():
        demand_lease()
        table = (
            TableImport.objects.select_for_update(of=("self",))
            .select_related("unit", "user", "hat", "campaign")
            .get(pk=table_id)
        )
        if table.state != State.RUNNING:
            return False
        user = table.user
        user.hat = table.hat
        demand(user, table)
        rows = rows_from(table, table.place, BATCH)
        with recording(user, "Ghi bảng theo dõi vào danh sách rà soát", table):
            if rows:
                _write(table, user, rows)
                table.place = rows[-1].place + 1
            else:
                table.state, table.done_at = State.DONE, timezone.now()
            table.save(update_fields=["place", "written", "held", "state", "done_at"])
        return bool(rows)


def _write(table: TableImport, user: User, rows: Sequence[TableImportRow]) -> None:
    taken = {Fate.READY, Fate.DOUBTFUL} if table.with_doubtful else {Fate.READY}
    acts, others = there_already(table.unit, table.campaign)
    made: list[ReviewRow] = []
    said: list[dict[str, Any]] = []
    for row in rows:
        if row.fate not in taken:
            continue
        for number in row.said["documents"] or [""]:
            one = _row(table, row, number)
            key = same_document(one.number_key, one.issuer, one.title)
            if (one.act_id in acts if one.act_id is not None else False) or key in others:
                table.held += 1
                continue
            acts |= {one.act_id} if one.act_id is not None else set()
            others.add(key)
            made.append(one)
            said.append(row.said)
    if not made:
        return
    ReviewRow.objects.bulk_create(made)
    table.written += len(made)
    batch = JudgementBatch.objects.create(unit=table.unit, by=user, hat=table.hat)
    proposed = [
        _proposal(batch, row, told) for row, told in zip(made, said, strict=True) if told["form"] != Action.UNDECIDED
    ]
    Judgement.objects.bulk_create(proposed)
    set_columns(ReviewRow, ["proposal"], [(one.row_id, one.pk) for one in proposed])
    ReviewStep.objects.bulk_create(
        ReviewStep(
            row=row, step=told["step"], words=told["state_told"] or told["state"] or "",
            number=(told["replaced_by"] or "")[:LONGEST_NUMBER], by=user,
        )
        for row, told in zip(made, said, strict=True)
        if told["step"]
    )  # fmt: skip


def _row(table: TableImport, row: TableImportRow, number: str) -> ReviewRow:
    text = " ".join(row.source["cells"].values())
    found = row.acts.get(number, [])
    return ReviewRow(
        campaign=table.campaign,
        unit=table.unit,
        act_id=found[0] if len(found) == 1 else None,
        number=number[:LONGEST_NUMBER],
        number_key=normalise(number)[:LONGEST_NUMBER] if number else "",
        issuer=issuer_after(text, number)[:LONGEST_ISSUER] if number else "",
        title=row.said["title"] or "",
        origin=ReviewRow.Origin.IMPORTED,
        place=row.place,
        told={"table": table.pk, "place": row.place, "cells": row.source["cells"]},
        due=dt.date.fromisoformat(row.said["deadline"]) if row.said["deadline"] else None,
    )


def _proposal(batch: JudgementBatch, row: ReviewRow, told: dict[str, Any]) -> Judgement:
    return Judgement(
        batch=batch,
        row=row,
        kind=Judgement.Kind.PROPOSED,
        action=told["form"],
        reason="Theo bảng theo dõi.",
        by_document=(told["replaced_by"] or "")[:300],
        due=row.due,
    )
