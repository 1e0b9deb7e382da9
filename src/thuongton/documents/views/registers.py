"""The register pages: văn bản đến, văn bản đi, theo dõi giải quyết; the same rows as Excel and on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from thuongton.documents.export import workbook_of
from thuongton.documents.models import Document
from thuongton.documents.queries import may_write, writing_unit
from thuongton.documents.queries.registers import (
    ALL,
    Asked,
    address_of,
    ask,
    columns_for,
    kinds_in,
    rows_of,
    units_with_papers,
)
from thuongton.documents.registers import FOLLOWED, INCOMING, REGISTERS, Column, Register
from thuongton.people.requests import SignedInRequest

PAGE = 50
MOST_PRINTED = 5000
BY_SLUG = {register.slug: register for register in REGISTERS}


def _cells(papers: list[Document], columns: tuple[Column, ...], as_of: dt.date) -> list[dict[str, Any]]:
    return [{"paper": paper, "cells": [(column, column.cell(paper, as_of)) for column in columns]} for paper in papers]


def _rewound(request: SignedInRequest) -> dt.date | None:
    return request.as_of if request.rewound else None


def _context(request: SignedInRequest, register: Register, asked: Asked) -> dict[str, Any]:
    return {
        "room": "documents",
        "register": register,
        "registers": REGISTERS,
        "asked": asked,
        "columns": columns_for(register, asked),
        "address": address_of(asked),
        "excel_url": reverse(f"documents:excel-{register.slug}"),
        "print_url": reverse(f"documents:print-{register.slug}"),
        "register_url": reverse(f"documents:register-{register.slug}"),
    }


@login_required
def list_page(request: SignedInRequest, slug: str = INCOMING.slug) -> HttpResponse:
    """One register: filters, exact count, one page of rows."""
    register = BY_SLUG[slug]
    asked = ask(request.user, request.GET, _rewound(request))
    page = Paginator(rows_of(request.user, register, asked), PAGE).get_page(request.GET.get("trang"))
    context = _context(request, register, asked)
    return render(
        request,
        "documents/register.html",
        context
        | {
            "page": page,
            "count": page.paginator.count,
            "rows": _cells(list(page.object_list), context["columns"], request.as_of),
            "kinds": kinds_in(request.user, register),
            "units": units_with_papers(request.user),
            "all_units": ALL,
            "writes": writing_unit(request.user),
            "may_write": may_write(request.user, asked.unit) if asked.unit else bool(writing_unit(request.user)),
            "followed": register is FOLLOWED,
        },
    )


@login_required
def excel(request: SignedInRequest, slug: str) -> FileResponse:
    """All rows of the register as asked for, as an Excel workbook."""
    register = BY_SLUG[slug]
    asked = ask(request.user, request.GET, _rewound(request))
    stream = workbook_of(
        _heading(register, asked),
        columns_for(register, asked),
        rows_of(request.user, register, asked).iterator(chunk_size=2000),
        request.as_of,
    )
    return FileResponse(stream, as_attachment=True, filename=f"so-van-ban-{register.slug}.xlsx")


@login_required
def paper(request: SignedInRequest, slug: str) -> HttpResponse:
    """All rows of the register as asked for, to be printed, with the state header."""
    register = BY_SLUG[slug]
    asked = ask(request.user, request.GET, _rewound(request))
    rows = rows_of(request.user, register, asked)
    count = rows.count()
    context = _context(request, register, asked)
    shown = _cells(list(rows[:MOST_PRINTED]), context["columns"], request.as_of)
    more = {"rows": shown, "count": count, "cut": count > MOST_PRINTED, "heading": _heading(register, asked)}
    return render(request, "documents/register_print.html", context | more)


def _heading(register: Register, asked: Asked) -> list[str]:
    """Lines above the table: the register, whose it is, and what it was narrowed to."""
    lines = [_("SỔ ĐĂNG KÝ %(title)s") % {"title": str(register.title).upper()}]
    if register is FOLLOWED:
        lines = [_("SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN")]
    lines.append(asked.unit.name if asked.unit else _("Các đơn vị trong phạm vi"))
    narrowed = [
        _("năm %(year)s") % {"year": asked.year} if asked.year else "",
        _("từ ngày %(day)s") % {"day": _day(asked.since)} if asked.since else "",
        _("đến ngày %(day)s") % {"day": _day(asked.until)} if asked.until else "",
        _("loại %(kind)s") % {"kind": asked.kind} if asked.kind else "",
        _("tác giả «%(issuer)s»") % {"issuer": asked.issuer} if asked.issuer else "",
        _("có chữ «%(words)s»") % {"words": asked.words} if asked.words else "",
        _("chưa có văn bản trả lời") if asked.waiting else "",
    ]
    chosen = [part for part in narrowed if part]
    if chosen:
        lines.append(_("Lọc: %(filters)s") % {"filters": "; ".join(chosen)})
    return lines


def _day(day: dt.date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


urls = [
    path("", list_page, name="list"),
    *[path(f"so-{slug}/", list_page, {"slug": slug}, name=f"register-{slug}") for slug in BY_SLUG],
    *[path(f"so-{slug}/xuat.xlsx", excel, {"slug": slug}, name=f"excel-{slug}") for slug in BY_SLUG],
    *[path(f"so-{slug}/in/", paper, {"slug": slug}, name=f"print-{slug}") for slug in BY_SLUG],
]
