"""What may not come in: real bytes, one sentence each, and nothing left behind."""

from __future__ import annotations

import errno
import io
import os
import random
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.test import Client, override_settings

from endless import endless_pdf
from thuongton.documents.models import Document, Intake, Reading, StoredFile
from thuongton.documents.services import intake as services
from thuongton.files import store
from thuongton.files.screening import SecretPaper
from thuongton.files.services import sweep
from vanban.files import allowance
from vanban.model import UnreadableFile

from .conftest import stored_paths

TEXT = "ỦY BAN NHÂN DÂN XÃ MỘT\nSố: 01/KH-UBND\n\nXã Một, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n"


def word(*lines: str) -> bytes:
    """A Word file with these paragraphs."""
    paper, stream = docx.Document(), io.BytesIO()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A small Word file whose parts would unpack to several gigabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            piece = b" " * (16 * 1024 * 1024)
            for _ in range(48):
                part.write(piece)
    return stream.getvalue()


def encrypted_word() -> bytes:
    """The head of a Word file with a password: an OLE container that holds ``EncryptedPackage``."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2048


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 9 0 R >>\n%%EOF"
NOISE = random.Random(7).randbytes(4096)

CASES = {
    "rỗng": (lambda: b"", "a.txt", "rỗng"),
    "chỉ có khoảng trắng": (lambda: b" \n\t\r\n", "a.txt", "rỗng"),
    "sai loại": (lambda: TEXT.encode(), "a.pdf", "đuôi .pdf"),
    "Word tên là PDF": (lambda: word("Kế hoạch"), "a.pdf", "đuôi .pdf"),
    "mật khẩu": (encrypted_word, "a.docx", "mật khẩu"),
    "docx hỏng": (lambda: word("Kế hoạch", "x" * 5000)[:9000], "a.docx", ""),
    "pdf hỏng": (lambda: PDF, "a.pdf", "hỏng"),
    "byte ngẫu nhiên": (lambda: NOISE, "a.docx", ""),
    "byte ngẫu nhiên không tên": (lambda: NOISE, "tep", ""),
    "ảnh": (lambda: PICTURE, "a.png", ""),
    "ảnh tên là docx": (lambda: PICTURE, "a.docx", ""),
    "bom nén": (bomb, "a.docx", ""),
}


def nothing_left(root: Path, before: set[str]) -> None:
    """No row, no file, no temporary file."""
    assert not StoredFile.objects.exists() and not Reading.objects.exists() and not Document.objects.exists()
    assert stored_paths(root) == []
    left = {path.name for path in Path(tempfile.gettempdir()).iterdir() if "upload" in path.name} - before
    assert not left


@pytest.fixture
def before() -> set[str]:
    """Temporary upload files that were there already."""
    return {path.name for path in Path(tempfile.gettempdir()).iterdir() if "upload" in path.name}


@pytest.mark.parametrize("name", CASES)
def test_refused_with_one_sentence(name: str, world, clerk, files_root, before) -> None:
    make, file_name, words = CASES[name]
    with pytest.raises(UnreadableFile) as caught:
        services.accept_file(clerk, world.commune, make(), file_name)
    sentence = caught.value.sentence
    assert words in sentence and sentence.endswith(".") and "\n" not in sentence and len(sentence) < 300
    assert not Intake.objects.exists()
    nothing_left(files_root, before)


@pytest.mark.parametrize("name", CASES)
def test_the_page_shows_the_sentence(name: str, world, clerk, files_root, before) -> None:
    make, file_name, words = CASES[name]
    browser = Client()
    browser.force_login(clerk)
    upload = io.BytesIO(make())
    upload.name = file_name
    page = browser.post("/van-ban/dua-vao/gui/", {"tep": upload}, follow=True)
    assert page.status_code == 200
    row = Intake.objects.filter(state="refused").first()
    if row is None:  # a form without any byte has no file at all
        assert name == "rỗng"
        assert "Chưa có gì để đưa vào" in page.content.decode()
    else:
        assert row.refusal in page.context["rows"][0].refusal and words in row.refusal
        assert row.file_id is None
    nothing_left(files_root, before)


@override_settings(MAX_UPLOAD_BYTES=64 * 1024)
def test_over_the_limit(world, clerk, files_root, before, client) -> None:
    client.force_login(clerk)
    upload = io.BytesIO(b"a" * (70 * 1024))
    upload.name = "lon.txt"
    client.post("/van-ban/dua-vao/gui/", {"tep": upload})
    assert "lớn hơn mức cho phép" in Intake.objects.get().refusal
    nothing_left(files_root, before)
    with pytest.raises(store.StoreError, match="lớn hơn"):
        store.keep(b"a" * (70 * 1024))
    nothing_left(files_root, before)


SECRET = [(f"{mark}\n{TEXT}".encode(), "ke-hoach-bi-mat.txt", mark) for mark in ("MẬT", "TỐI MẬT", "TUYỆT MẬT")] + [
    (word("TỐI MẬT", *TEXT.splitlines()), "ke-hoach-bi-mat.docx", "TỐI MẬT")
]


@pytest.mark.parametrize(("data", "name", "degree"), SECRET)
def test_a_secret_paper_leaves_nothing(data, name, degree, world, clerk, files_root, before, client, settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    client.force_login(clerk)
    upload = io.BytesIO(data)
    upload.name = name
    page = client.post("/van-ban/dua-vao/gui/", {"tep": upload}, follow=True).content.decode()
    assert degree in page and "/van-ban/mat/moi/" in page and "bi-mat" not in page
    nothing_left(files_root, before)
    assert not Intake.objects.exists()
    from thuongton.audit.models import Event

    assert not [event for event in Event.objects.all() if "bi-mat" in f"{event.subject}{event.reason}"]
    pasted = client.post("/van-ban/dua-vao/gui/", {"noi-dung": f"{degree}\n{TEXT}"}, follow=True).content.decode()
    assert degree in pasted and not Intake.objects.exists()
    nothing_left(files_root, before)


@pytest.mark.skipif(not allowance.can_hold(), reason="hệ điều hành không giới hạn tiến trình")
def test_a_pdf_without_end_is_refused(world, clerk, files_root, before, monkeypatch, client) -> None:
    """While the person waits, and again in the background when it came in before."""
    monkeypatch.setattr(settings, "READER_SECONDS", 1)
    client.force_login(clerk)
    upload = io.BytesIO(endless_pdf())
    upload.name = "ke-hoach.pdf"
    client.post("/van-ban/dua-vao/gui/", {"tep": upload})
    row = Intake.objects.get()
    assert row.state == "refused" and "quá lâu" in row.refusal
    nothing_left(files_root, before)
    row.delete()
    monkeypatch.setattr(services, "screen_quickly", lambda *_: "application/pdf")
    row = services.accept_file(clerk, world.commune, endless_pdf(0), "ke-hoach.pdf")
    assert row.state == "refused" and "quá lâu" in row.refusal
    assert row.file_id is None and sweep(unheld_for=-1) == 1
    nothing_left(files_root, before)


def test_a_file_nobody_foresaw(world, clerk, files_root, before, monkeypatch) -> None:
    def strange(*_given, **_more):
        raise IndexError("boom")

    monkeypatch.setattr("thuongton.files.screening.judge_apart", strange)
    with pytest.raises(UnreadableFile) as caught:
        services.accept_file(clerk, world.commune, TEXT.encode(), "a.txt")
    assert "boom" not in caught.value.sentence and "chưa lưu gì" in caught.value.sentence
    nothing_left(files_root, before)


def test_a_secret_paper_is_no_attachment_either(world, clerk, files_root, before) -> None:
    from thuongton.documents.services import register_document

    with pytest.raises(SecretPaper):
        register_document(clerk, world.commune, "incoming", file_bytes=f"MẬT\n{TEXT}".encode(), file_name="a.txt")
    nothing_left(files_root, before)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "đã đầy"), (errno.EACCES, "không có quyền"), (errno.EIO, "Không ghi được")]
)
def test_a_disk_that_fails_leaves_nothing(number, words, world, clerk, files_root, before, monkeypatch, client) -> None:
    written = {"bytes": 0}
    real = os.write

    def failing(handle: int, piece) -> int:
        if written["bytes"] >= 100:
            raise OSError(number, os.strerror(number))
        written["bytes"] += 100
        return real(handle, bytes(piece[:100]))

    monkeypatch.setattr(store.os, "write", failing)
    client.force_login(clerk)
    upload = io.BytesIO((TEXT * 20).encode())
    upload.name = "ke-hoach.txt"
    client.post("/van-ban/dua-vao/gui/", {"tep": upload})
    monkeypatch.undo()
    row = Intake.objects.get()
    assert words in row.refusal and row.state == "refused"
    nothing_left(files_root, before)


def test_a_file_without_write_permission(world, files_root, monkeypatch) -> None:
    def denied(*_given, **_more):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(store.os, "open", denied)
    with pytest.raises(store.StoreError, match="không có quyền"):
        store.keep(b"abc")


def test_kept_files_are_their_owners_and_cannot_be_run(world, files_root) -> None:
    kept = store.keep(b"#!/bin/sh\n")
    assert store.path_of(kept.sha256).stat().st_mode & 0o777 == 0o600
    assert store.path_of(kept.sha256).parent.stat().st_mode & 0o077 == 0
    assert not Path(settings.FILES_ROOT).is_relative_to(settings.STATIC_ROOT)


def test_a_changed_file_is_not_opened(world, files_root) -> None:
    kept = store.keep(b"abc")
    store.path_of(kept.sha256).write_bytes(b"abd")
    with pytest.raises(store.StoreError, match="thay đổi"):
        store.read(kept.sha256)
    store.keep(b"abc")
    assert store.read(kept.sha256) == b"abc"
    store.discard(kept.sha256)
    with pytest.raises(store.StoreError, match="Không tìm thấy"):
        store.read(kept.sha256)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "g" * 64, "A" * 64, "a" * 63])
def test_only_digests_become_paths(digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path_of(digest)
