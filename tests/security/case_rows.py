"""Cases of the walked world: one in each unit, with the act that opened it, a clock and a key."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import Any
from uuid import UUID

from security.drafting_rows import add_drafting
from security.review_rows import add_reviews
from thuongton.cases import models as cases
from thuongton.files import store
from thuongton.files.models import StoredFile
from thuongton.keyring.models import RecordKey
from thuongton.people.models import Unit

INSTALLED = """kind: so_thu
version: 1
label: {vi: Sổ thử, en: Trial register}
norm: true
fields:
  noi_dung: {label: {vi: Nội dung, en: Content}}
states:
  moi: {label: {vi: Mới, en: New}}
  xong: {label: {vi: Xong, en: Done}, final: true}
transitions:
  mo: {label: {vi: Mở, en: Open}, to: moi, role: congchuc, requires: [noi_dung]}
  dong: {label: {vi: Đóng, en: Close}, from: moi, to: xong, role: congchuc}
"""
"""A file that the administrator of P has installed: everybody reads it."""


def _kinds(walked: Any, place: str) -> None:
    """An installed kind and a time of keeping, which hold for everybody; they stand among the rows of P."""
    given = {"what": "kind", "name": "so_thu", "version": 1, "label": "Sổ thử", "basis": "Quyết định mẫu"}
    digest = sha256(INSTALLED.encode()).hexdigest()
    walked.made(cases.InstalledKind, "chung", place, **given, text=INSTALLED, sha256=digest)
    walked.made(cases.KeepingRule, "chung", place, kind="so_thu", years=None, clause="chưa có", valid_from=None)


def add_cases(walked: Any, place: str, unit: Unit, now: dt.datetime, day: dt.date) -> None:
    """A case of the unit with the act that opened it; its public number is the one of its row."""
    walked.made(RecordKey, "rieng", place, wrapped=b"khong mo duoc" * 5)
    number = walked.next_id(cases.Case, "rieng", place)
    data = {name: walked.marks.new("rieng", place, f"Case.{name}") for name in ("to", "noi_dung")} | {"pham_vi": "khac"}
    case = walked.made(
        cases.Case, "rieng", place, pk=number, uid=UUID(int=number), unit=unit, kind="hoa_giai",
        version=1, year=2026, number=1, state="moi", opened_on=day, acts=1, data=data, key=None, erased_on=None,
    )  # fmt: skip
    opened = {"seq": 1, "tx": "", "do": "tiep_nhan", "on": f"{day}", "at": now, "role": "congchuc"}
    walked.made(cases.CaseEntry, "rieng", place, case=case, **opened, user=walked.people[f"officer{place}"], data=data)
    person = walked.people[f"officer{place}"]
    sheet = walked.made(
        cases.CaseImport, "rieng", place, unit=unit, kind="to_hoa_giai", user=person, hat=None, key=None,
        total=1, doubtful=0, rejected=0, written=0, refused=[],
        unknown=[walked.marks.new("rieng", place, "CaseImport.unknown")],
    )  # fmt: skip
    walked.made(cases.CaseImportPart, "rieng", place, sheet=sheet, first=0, sealed=b"khong mo duoc")
    running = dict.fromkeys(("stopped_on", "cancelled_on", "replaced_on"))
    overdue = {"started_on": day, "due": day, "soon_from": day, **running}
    printed = {"paper": "van_ban_hoa_giai_thanh", "acts": 1, "issued_on": day, "heading": {}}
    walked.made(cases.CasePaper, "rieng", place, case=case, **printed, user=walked.people[f"officer{place}"])
    loaded = {"kind": "khieu_nai", "paper": "quyet_dinh", "version": 1, "withdrawn_on": None, "places": []}
    kept = store.keep(walked.marks.new("chung", place, "OfficialForm content").encode())
    number = walked.next_id(StoredFile, "chung", place)
    file = StoredFile.objects.create(pk=number, sha256=kept.sha256, size=kept.size, media_type="text/plain")
    walked.keep("storedfile", place, file, "chung")
    walked.made(
        cases.OfficialForm, "chung", place, unit=unit, **loaded, file=file, user=walked.people[f"officer{place}"]
    )
    walked.made(cases.CaseTerm, "rieng", place, case=case, key="start", started_at=now, **overdue)
    walked.made(cases.CaseReminder, "rieng", place, case=case, person=walked.people[f"officer{place}"], key=place)
    ways = {"kind": "hoa_giai", "number": 1, "year": 2026, "ground": "competence", "state": "proposed"}
    nobody = dict.fromkeys(("new_number", "new_year", "answered_by", "answered_at"))
    done = {"version": 2, "done_at": now}
    walked.made(cases.KindMove, "rieng", place, unit=unit, kind="hoa_giai", user=person, hat=None, **done)
    walked.made(cases.CaseTransfer, "rieng", place, case=case, giver=unit, taker=unit, user=person, **ways, **nobody)
    add_drafting(walked, place, unit)
    add_reviews(walked, place, unit)
    if place == "P":
        _kinds(walked, place)
