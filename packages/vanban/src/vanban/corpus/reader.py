"""A process of its own that reads files for a batch, so that a file that kills its reader costs one row.

It takes a line of JSON for each file and answers with Arrow record batches; it ends with the pipe it listens to.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from vanban.corpus.tables import TABLES, rows_of, rows_of_fault
from vanban.files.open import open_document
from vanban.header.secrecy import secrecy_mark
from vanban.model import UnreadableFile
from vanban.reading import read_document

_LENGTHS = struct.Struct(f"<{len(TABLES)}Q")
READY = b"vanban\n"
MARKED = "Văn bản có dấu {} nên không được đọc vào bảng; không giữ lại gì. Hãy bỏ tệp này ra khỏi thư mục."
MISSING = "Không tìm thấy tệp hoặc không có quyền đọc tệp. Hãy kiểm tra lại thư mục."
MEMORY = "Tệp cần quá nhiều bộ nhớ nên đã bỏ qua. Hãy tách tệp thành nhiều phần."
INTERNAL = "Chương trình gặp lỗi khi đọc tệp này ({}). Hãy gửi tệp cho nhóm phát triển để sửa."


def read_file(root: str, path: str, size: int | None, *, ocr: bool = True) -> dict[str, Any]:
    """The record batches of one file, by table; whatever the file does becomes its row.

    ``path`` is relative to ``root``; ``size`` in bytes is what its row says.
    """
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        document = open_document(Path(root, path), ocr=ocr)
        if degree := secrecy_mark(document):
            return rows_of_fault(shown, size, "secret", MARKED.format(degree))
        return rows_of(shown, size or 0, read_document(document))
    except UnreadableFile as error:
        return rows_of_fault(shown, size, error.code, error.sentence)
    except OSError:
        return rows_of_fault(shown, size, "missing", MISSING)
    except MemoryError:
        return rows_of_fault(shown, size, "memory", MEMORY)
    except Exception as error:  # a file that finds a fault of the reader must not stop the others
        return rows_of_fault(shown, size, "internal", INTERNAL.format(type(error).__name__))


def pack(found: dict[str, Any]) -> bytes:
    """Record batches as bytes: the length of each table, then the Arrow messages."""
    parts = [found[table].serialize().to_pybytes() if table in found else b"" for table in TABLES]
    return _LENGTHS.pack(*map(len, parts)) + b"".join(parts)


def unpack(stream: BinaryIO) -> dict[str, Any]:
    """The record batches of one answer; raises ``EOFError`` when the reader ended before it was whole."""
    import pyarrow as pa

    from vanban.corpus.tables import schema

    found = {}
    for table, length in zip(TABLES, _LENGTHS.unpack(_exactly(stream, _LENGTHS.size)), strict=True):
        if length:
            found[table] = pa.ipc.read_record_batch(pa.py_buffer(_exactly(stream, length)), schema(table))
    return found


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _limit_memory(limit: int) -> None:
    """Hold this process and those it starts to so many bytes of address space, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> int:
    """Answer each line of standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - what a library prints must not stand between the answers
        os.dup2(nowhere.fileno(), 1)
    _limit_memory(int(sys.argv[1]))
    answers.write(READY)
    answers.flush()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        answers.write(pack(read_file(**asked)))
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
