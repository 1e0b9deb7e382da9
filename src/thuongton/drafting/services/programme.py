"""The programme of a year: lines come in, are taken out with a reason, become procedures; the whole is adopted once."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case
from thuongton.cases.services.acting import open_case
from thuongton.drafting.local_forms import LocalForm
from thuongton.drafting.models import Programme, ProgrammeLine
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from vanban.text import join_lines

YEARS = (2000, 2100)


def programme_of_year(user: User, unit: Unit, year: int) -> Programme:
    """The programme of a unit for a year, begun where there was none; its row is locked until the end."""
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValidationError(
            {"year": _("Năm phải từ %(first)d đến %(last)d.") % dict(zip(("first", "last"), YEARS, strict=True))}
        )
    found = Programme.objects.select_for_update(of=("self",)).filter(unit=unit, year=year).first()
    if found is None:
        title = f"Chương trình xây dựng văn bản quy phạm pháp luật năm {year}"
        new = Programme(unit=unit, year=year, title=title, made_by=user)
        demand(user, new)
        found, _made = Programme.objects.get_or_create(unit=unit, year=year, defaults={"title": title, "made_by": user})
    return found


def add_line(
    user: User,
    unit: Unit,
    *,
    year: int,
    form: str,
    title: str,
    drafter_told: str,
    month: int | None = None,
    provision: str = "",
    note: str = "",
    basis: str = "",
) -> ProgrammeLine:
    """Put a document into the programme of a year; after adoption only with the paper that adds it (``basis``)."""
    demand(user, Programme(unit=unit, year=year))
    name = join_lines(title)
    if not name:
        raise ValidationError({"title": _("Hãy ghi tên gọi văn bản.")})
    if form not in LocalForm.values:
        raise ValidationError({"form": _("Hãy chọn hình thức văn bản.")})
    with recording(user, "Thêm văn bản vào chương trình", unit=unit) as noted:
        programme = programme_of_year(user, unit, year)
        if programme.adopted_on is not None and not basis.strip():
            raise ValidationError({"basis": _("Chương trình đã ban hành; hãy ghi văn bản cho bổ sung.")})
        if programme.lines.filter(form=form, title=name, dropped_why="").exists():
            raise ValidationError({"title": _("Văn bản này đã có trong chương trình của năm.")})
        last = programme.lines.aggregate(last=Max("place"))["last"] or 0
        line = ProgrammeLine.objects.create(
            programme=programme,
            place=last + 1,
            form=form,
            title=name,
            drafter_told=drafter_told.strip()[:300],
            month=month,
            provision=provision.strip()[:500],
            note=note.strip(),
            basis=basis.strip()[:300],
        )
        noted.subject = line
    return line


def drop_line(user: User, line: ProgrammeLine, *, reason: str) -> None:
    """Take a line out of the programme, with the reason; its row stays to be told."""
    demand(user, line)
    why = join_lines(reason)[:400]
    if not why:
        raise ValidationError({"reason": _("Hãy ghi lý do đưa ra khỏi chương trình.")})
    with recording(user, "Đưa văn bản ra khỏi chương trình", line, reason=why):
        row = ProgrammeLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
        if row.dropped_why:
            raise ValidationError(_("Văn bản này đã ra khỏi chương trình."))
        if row.case_id is not None:
            raise ValidationError(_("Văn bản này đang có hồ sơ soạn thảo; dừng hồ sơ ấy thì chương trình theo."))
        row.dropped_why = why
        row.save(update_fields=["dropped_why"])
    line.refresh_from_db()


def adopt(user: User, programme: Programme, *, number: str, adopted_on: dt.date) -> None:
    """Note that the programme was issued; it is done once, and not empty."""
    demand(user, programme, Right.DECIDE)
    given = number.strip()[:120]
    if not given:
        raise ValidationError({"number": _("Hãy ghi số văn bản ban hành chương trình.")})
    if adopted_on > today():
        raise ValidationError({"adopted_on": _("Ngày ban hành chưa tới.")})
    with recording(user, "Ghi ban hành chương trình xây dựng văn bản", programme):
        row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
        if row.adopted_on is not None:
            raise ValidationError(_("Chương trình này đã được ghi ban hành."))
        if not row.lines.filter(dropped_why="").exists():
            raise ValidationError(_("Chương trình chưa có văn bản nào."))
        row.number, row.adopted_on = given, adopted_on
        row.save(update_fields=["number", "adopted_on"])
    programme.refresh_from_db()


def start_line(user: User, line: ProgrammeLine) -> Case:
    """Register the document of a line (Mẫu số 02): its procedure is opened with what the line says."""
    demand(user, line)
    with transaction.atomic(), recording(user, "Đăng ký xây dựng văn bản từ chương trình", line):
        row = ProgrammeLine.objects.select_for_update(of=("self",)).select_related("programme__unit").get(pk=line.pk)
        if row.dropped_why:
            raise ValidationError(_("Văn bản này đã ra khỏi chương trình."))
        if row.case_id is not None:
            raise ValidationError(_("Văn bản này đã có hồ sơ soạn thảo."))
        data = {
            "ten_goi": row.title,
            "co_quan_soan_thao": row.drafter_told or (str(row.drafter) if row.drafter else ""),
            "can_cu_giao": row.provision,
        }
        given = {name: value for name, value in data.items() if value}
        unit = row.programme.unit
        case, _answer = open_case(user, unit, row.form, "dang_ky_xay_dung", today().isoformat(), given)
        row.case = case
        row.save(update_fields=["case"])
    line.refresh_from_db()
    return case
