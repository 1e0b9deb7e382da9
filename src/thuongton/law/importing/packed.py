"""Files packed together (.zip): taken out one by one, bounded in number and size; no name is used as a path."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

MOST_FILES = 20_000
MOST_BYTES = 4 * 1024**3
LARGEST = 100 * 1024**2
"""Bytes of one file that is packed."""
TOO_MANY = "Tệp nén có hơn 20.000 tệp; hãy tách ra."
TOO_LARGE = "Tệp nén mở ra quá lớn; hãy tách ra."
LOCKED = "Tệp nén có mật khẩu nên không mở được."
BROKEN = "Tệp nén bị hỏng; hãy nén lại rồi gửi."
_SKIPPED = (".", "~$", "__MACOSX")


def unpack(data: bytes, folder: Path) -> int:
    """Take the files out into a folder; returns how many. Raises ValueError with one sentence; nothing is left then."""
    written: list[Path] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            files = [one for one in packed.infolist() if not one.is_dir() and not _skipped(one.filename)]
            if len(files) > MOST_FILES:
                raise ValueError(TOO_MANY)
            left = MOST_BYTES
            for number, one in enumerate(files):
                if one.flag_bits & 0x1:
                    raise ValueError(LOCKED)
                with packed.open(one) as stream:
                    found = stream.read(min(left, LARGEST) + 1)
                if len(found) > min(left, LARGEST):
                    raise ValueError(TOO_LARGE)
                left -= len(found)
                path = _free(folder, PurePosixPath(one.filename.replace("\\", "/")).name, number)
                path.write_bytes(found)
                written.append(path)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zipfile.LargeZipFile) as error:
        _take_back(written)
        raise ValueError(BROKEN) from error
    except ValueError:
        _take_back(written)
        raise
    return len(written)


def _skipped(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0] == "__MACOSX" or parts[-1].startswith(_SKIPPED)


def _free(folder: Path, name: str, number: int) -> Path:
    clean = "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*')[-150:] or "tep"
    path = folder / clean
    return path if not path.exists() else folder / f"{number:05d}-{clean}"


def _take_back(written: list[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
