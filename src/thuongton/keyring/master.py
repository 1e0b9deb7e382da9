"""The file of master keys: it stands outside the database and outside every backup.

One key a line in base64, the present one first; empty lines and «# …» are left out. The file is made, mode 600, when
the first record is sealed and there is none. Beside it stands the list of keys that were destroyed, which a restored
copy of the database is held against, so that what was erased stays erased.
"""

from __future__ import annotations

import base64
import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings

from thuongton.keyring.box import KEY_BYTES, name_of, new_key

DESTROYED = ".destroyed"


class NoMaster(Exception):
    """The master key is not here: what was sealed with it cannot be opened. One Vietnamese sentence."""


class UnusableMasters(Exception):
    """The file of master keys cannot be read as such. One Vietnamese sentence."""


def path() -> Path:
    """Where the file of master keys stands (``THUONGTON_MASTER_KEYS``)."""
    return Path(settings.MASTER_KEYS)


def masters() -> dict[str, bytes]:
    """The master keys by name, the present one first; none when there is no file. Raises UnusableMasters."""
    try:
        lines = path().read_text("ascii").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableMasters(f"không đọc được tệp khoá {path()}.") from error
    found: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key = base64.b64decode(line.strip(), validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise UnusableMasters(f"dòng {number} của tệp khoá {path()} không phải một khoá.")
        found[name_of(key)] = key
    return found


def master(name: str, known: Mapping[str, bytes] | None = None) -> bytes:
    """The master key of a name. Raises NoMaster."""
    try:
        return (masters() if known is None else known)[name]
    except KeyError:
        raise NoMaster(f"thiếu khoá chủ {name} trong {path()}.") from None


def make_first() -> tuple[str, bytes]:
    """The present master key; made where there is no file yet, once however many processes ask."""
    if not (known := masters()):
        with contextlib.suppress(FileExistsError):  # another process was quicker
            _write([new_key()], only_new=True)
        known = masters()
    return next(iter(known.items()))


def add_present() -> str:
    """Put a new master key before the others; returns its name."""
    key = new_key()
    _write([key, *masters().values()])
    return name_of(key)


def keep_only(names: Iterable[str]) -> None:
    """Drop the master keys of other names; the order stays."""
    wanted = set(names)
    _write([key for name, key in masters().items() if name in wanted])


def destroyed() -> set[UUID]:
    """The keys that were destroyed here, as the list beside the master keys tells. Raises UnusableMasters."""
    try:
        return {UUID(line) for line in _list().read_text("ascii").split()}
    except FileNotFoundError:
        return set()
    except ValueError as error:  # not letters of an identifier, or of no alphabet at all
        raise UnusableMasters(f"danh sách khoá đã huỷ {_list()} bị hỏng.") from error


def note_destroyed(uids: Iterable[UUID]) -> None:
    """Write down that keys were destroyed; on the disk when it returns."""
    missing = sorted(set(uids) - destroyed())
    if not missing:
        return
    with _list().open("a", encoding="ascii") as out:
        os.fchmod(out.fileno(), 0o600)
        out.writelines(f"{uid}\n" for uid in missing)
        out.flush()
        os.fsync(out.fileno())


def _list() -> Path:
    return path().with_name(path().name + DESTROYED)


def _write(keys: Iterable[bytes], *, only_new: bool = False) -> None:
    """Write the file whole or not at all; ``only_new`` raises FileExistsError when there is one."""
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".khoa-")  # mode 600
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(base64.b64encode(key) + b"\n" for key in keys)
            out.flush()
            os.fsync(out.fileno())
        if only_new:
            os.link(name, target)
        else:
            os.replace(name, target)  # noqa: PTH105
            name = ""
    finally:
        if name:
            Path(name).unlink()
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
