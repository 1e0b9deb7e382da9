"""``thuongton import``: units from a CSV file, papers into the register of a unit; each file whole or not at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from thuongton.documents.services.importing import Imported, import_paper
from thuongton.files.store import StoreError
from thuongton.people.csv_import import RowOutcome, UnreadableTable
from thuongton.people.models import Unit
from thuongton.people.queries import unit_anywhere
from thuongton.people.services import import_units
from vanban.model import UnreadableFile

TABLES = (".csv", ".tsv")
SHOWN = 5


class RefusedFile(Exception):
    """A file that was not taken in; the message is one Vietnamese sentence."""


def load_files(options: argparse.Namespace) -> int:
    """Take in every file that can be used; 2 when one was refused (a line each on standard error), else 0."""
    refused, unit = 0, None
    for order, name in enumerate(options.files, start=1):
        try:
            if Path(name).suffix.lower() in TABLES:
                said = _units(Path(name), options.dry_run)
            else:
                unit = unit or _unit(options.unit)
                said = _paper(Path(name), unit, options.dry_run)
        except RefusedFile as error:
            refused += 1
            print(f"thuongton: {name}: {error}", file=sys.stderr, flush=True)
        else:
            print(f"[{order}/{len(options.files)}] {name}: {said}", flush=True)
    done = len(options.files) - refused
    verb = "Kiểm tra được" if options.dry_run else "Đã nhập"
    print(f"{verb} {done}/{len(options.files)} tệp{'; chưa ghi gì' if options.dry_run else ''}.")
    return 2 if refused else 0


def _unit(words: str | None) -> Unit:
    if not words:
        raise RefusedFile("văn bản cần đơn vị nhận; hãy thêm --unit với mã định danh hoặc tên đơn vị.")
    try:
        return unit_anywhere(words)
    except ValidationError as error:
        raise RefusedFile(" ".join(error.messages)) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RefusedFile("đây là thư mục; hãy ghi từng tệp, ví dụ thư-mục/*.docx.")
        if path.stat().st_size > settings.MAX_UPLOAD_BYTES:
            most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            raise RefusedFile(f"tệp lớn hơn mức cho phép ({most} MB); hãy tách tệp hoặc đặt THUONGTON_MAX_UPLOAD_MB.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedFile("không có tệp này.") from error
    except OSError as error:
        raise RefusedFile(f"không đọc được tệp ({error.strerror}).") from error


def _units(path: Path, dry_run: bool) -> str:
    try:
        plan = import_units(None, _bytes(path), name=path.name, dry_run=dry_run)
    except UnreadableTable as error:
        raise RefusedFile(str(error)) from error
    faulty = plan.of(RowOutcome.ERROR)
    if faulty:
        shown = "; ".join(f"dòng {row.row.line}: {row.why}" for row in faulty[:SHOWN])
        more = "; …" if len(faulty) > SHOWN else ""
        raise RefusedFile(f"{len(faulty)} dòng có lỗi nên chưa nhập dòng nào ({shown}{more}).")
    return ", ".join(f"{act} {number}" for act, number in plan.counts.items() if number) + " đơn vị"


def _paper(path: Path, unit: Unit, dry_run: bool) -> str:
    try:
        done = import_paper(None, unit, _bytes(path), path.name, rehearse=dry_run)
    except UnreadableFile as error:
        raise RefusedFile(error.sentence) from error
    except StoreError as error:
        raise RefusedFile(error.sentence) from error
    except ValidationError as error:
        raise RefusedFile(" ".join(error.messages)) from error
    return "; ".join(map(_described, (done, *done.others)))


def _described(done: Imported) -> str:
    name = f"{done.head.kind or 'Văn bản'} {done.head.number or '(chưa có số)'}"
    if done.known:
        return f"{name} đã có trong sổ, không nhập lại"
    register = "sổ văn bản đi" if done.direction == "outgoing" else "sổ văn bản đến"
    same = f"; lưu ý: trùng số với {done.same_number[0].short} đã có" if done.same_number else ""
    return f"{name} → {register}{same}"
