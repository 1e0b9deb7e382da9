"""The file store: each file kept once under its SHA-256, written whole or not at all.

Layout: ``FILES_ROOT/ab/cd/abcd…``; files being written stand in ``FILES_ROOT/incoming`` on the same file system,
so that the last step is an atomic rename. No part of a path ever comes from a person.

The same bytes may leave one place while they arrive in another. So whoever brings a file in holds
``FILES_ROOT/locks/ab`` together with others until the row that names the file is written; a file is taken out only by
who holds it alone and has looked for rows meanwhile (``services.py``). The locks are those of the operating
system: they work between processes, and go with a process that is killed.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
INCOMING = "incoming"
LOCKS = "locks"
PATIENCE = 10.0
"""Seconds to wait for somebody who looks through the same part of the store; that takes far less."""


class StoreError(Exception):
    """The file could not be kept or read back. ``sentence`` says in Vietnamese what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its digest, its size in bytes, and whether it was not there before."""

    sha256: str
    size: int
    new: bool


def root() -> Path:
    """The folder of the store."""
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """Where the file of a digest stands. Raises ValueError for anything that is not 64 hexadecimal digits."""
    if not _DIGEST.match(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return root() / sha256[:2] / sha256[2:4] / sha256


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _(
            "Ổ đĩa của máy chủ đã đầy nên tệp chưa được lưu; chưa có gì bị mất. Hãy báo quản trị viên rồi gửi lại tệp."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("Máy chủ không có quyền ghi vào kho tệp nên tệp chưa được lưu. Hãy báo quản trị viên rồi gửi lại tệp.")
    return _("Không ghi được tệp vào kho nên tệp chưa được lưu. Hãy gửi lại; nếu vẫn lỗi, báo quản trị viên.")


def _too_large(limit: int) -> StoreError:
    return StoreError(
        _("Tệp lớn hơn mức cho phép (%(limit)d MB). Hãy tách tệp hoặc giảm dung lượng ảnh.")
        % {"limit": limit // (1024 * 1024)}
    )


def pieces(source: bytes | BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a source in pieces of at most a megabyte."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        view = memoryview(source)
        for start in range(0, len(view), CHUNK):
            yield bytes(view[start : start + CHUNK])
    elif hasattr(source, "read"):
        while piece := source.read(CHUNK):
            yield piece
    else:
        yield from source


def _write_all(handle: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock_file(name: str) -> int:
    path = root() / LOCKS / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextlib.contextmanager
def _shared(name: str) -> Iterator[None]:
    handle = _lock_file(name)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise StoreError(_("Kho tệp đang bận nên tệp chưa được lưu. Hãy gửi lại sau ít phút.")) from None
                time.sleep(0.005)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def held(sha256: str) -> Iterator[None]:
    """Keep a file from being taken out of the store for the length of a block; any number may hold it at once.

    Raises :class:`StoreError` when the store is looked through for longer than :data:`PATIENCE`.
    """
    path_of(sha256)
    with _shared(sha256[:2]):
        yield


@contextlib.contextmanager
def alone_with(part: str) -> Iterator[bool]:
    """Hold a part of the store alone, if nobody brings in a file of it now: tells whether it is so.

    A part is all files whose digest begins with two digits, or :data:`INCOMING`.
    """
    handle = _lock_file(part)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


@contextlib.contextmanager
def arriving(source: bytes | BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Iterator[Kept]:
    """Keep the bytes of a source, and hold them while the block writes the row that names them.

    The same bytes are kept once. ``limit`` is the largest size in bytes (``settings.MAX_UPLOAD_BYTES`` unless told).
    Raises :class:`StoreError` when the file is too large or cannot be written; then nothing of it stays on the disk.
    A file that no row names in the end is taken out later.
    """
    most = settings.MAX_UPLOAD_BYTES if limit is None else limit
    temporary = root() / INCOMING / uuid4().hex
    digest, size = hashlib.sha256(), 0
    with contextlib.ExitStack() as stack:
        try:
            writing = stack.enter_context(contextlib.ExitStack())
            writing.enter_context(_shared(INCOMING))
            temporary.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                for piece in pieces(source):
                    size += len(piece)
                    if size > most:
                        raise _too_large(most)
                    digest.update(piece)
                    _write_all(handle, piece)
                os.fsync(handle)
            finally:
                os.close(handle)
            final = path_of(digest.hexdigest())
            stack.enter_context(held(digest.hexdigest()))
            new = not final.exists()
            final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.replace(temporary, final)  # noqa: PTH105  (one atomic call, also over an older copy of the same bytes)
            _sync_folder(final.parent)
            writing.close()
        except OSError as error:
            raise StoreError(_sentence(error)) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        yield Kept(digest.hexdigest(), size, new)


def keep(source: bytes | BinaryIO | Iterable[bytes], *, limit: int | None = None) -> Kept:
    """Keep the bytes of a source without a row that names them; errors as in :func:`arriving`."""
    with arriving(source, limit=limit) as kept:
        return kept


def open_file(sha256: str) -> BinaryIO:
    """The file of a digest, opened at its start after its bytes were checked against the digest.

    Raises :class:`StoreError` when it is gone or its bytes have changed.
    """
    try:
        stream = path_of(sha256).open("rb")
    except OSError as error:
        raise StoreError(_("Không tìm thấy tệp trong kho. Hãy báo quản trị viên khôi phục từ bản sao lưu.")) from error
    digest = hashlib.sha256()
    for piece in pieces(stream):
        digest.update(piece)
    if digest.hexdigest() != sha256:
        stream.close()
        raise StoreError(
            _("Tệp trong kho đã bị thay đổi nên không mở. Hãy báo quản trị viên khôi phục từ bản sao lưu.")
        )
    stream.seek(0)
    return stream


def read(sha256: str) -> bytes:
    """The bytes of a kept file, checked against the digest."""
    with open_file(sha256) as stream:
        return stream.read()


def discard(sha256: str) -> None:
    """Take a file out of the store: only for who holds it alone. Nothing happens when it is not there."""
    with contextlib.suppress(OSError):
        path_of(sha256).unlink(missing_ok=True)


def digests(prefix: str = "") -> Iterator[str]:
    """The digests of all files on the disk, or of those that begin with two digits, in no order."""
    for first in [root() / prefix] if prefix else sorted(root().glob("[0-9a-f][0-9a-f]")):
        for found in first.glob("[0-9a-f][0-9a-f]/*"):
            if _DIGEST.match(found.name):
                yield found.name


def kept_at(sha256: str) -> float:
    """When a file was brought in last, in seconds of the clock; now when it is not there."""
    try:
        return path_of(sha256).stat().st_mtime
    except OSError:
        return time.time()


def leftovers(older_than: float = 24 * 3600) -> list[Path]:
    """Files that a killed process left half-written more than ``older_than`` seconds ago."""
    now = time.time()
    return [p for p in (root() / INCOMING).glob("*") if p.is_file() and now - p.stat().st_mtime > older_than]


def whole(sha256: str) -> bool:
    """Whether the file is there with the right bytes."""
    try:
        open_file(sha256).close()
    except StoreError:
        return False
    return True
