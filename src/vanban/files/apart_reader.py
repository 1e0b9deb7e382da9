"""The process of its own in which :mod:`vanban.files.apart` reads one file.

It takes one line of JSON and then the bytes of the file, answers with framed tuples, and ends when its parent does.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from typing import Any, BinaryIO

FRAME = struct.Struct("<Q")


def main() -> int:
    """Read the one file that stands in standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - what a library prints must not stand between the answers
        os.dup2(nowhere.fileno(), 1)

    def answer(*parts: Any) -> None:
        frame = pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)
        answers.write(FRAME.pack(len(frame)) + frame)
        answers.flush()

    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(asked["size"])
    threading.Thread(target=_end_with, args=(sys.stdin.buffer,), daemon=True).start()

    from vanban.files import allowance

    _prepare()
    allowance.hold(asked["seconds"], asked["memory"], lambda seconds: answer("allowed", seconds))
    answer(*_read(data, asked, lambda done, pages: answer("progress", done, pages)))
    return 0


def _prepare() -> None:
    """Load what every PDF needs, so that a want of memory shows while reading and not as a module that is broken."""
    import vanban.files.pdf
    import vanban.files.scan  # noqa: F401

    with contextlib.suppress(ImportError):  # then the reading says that it is not there
        import pypdfium2.raw  # noqa: F401


def _read(data: bytes, asked: dict[str, Any], progress: Any) -> tuple[Any, ...]:
    """What there is to answer: the document, or why there is none."""
    from vanban.files.open import open_document
    from vanban.files.pdf_open import first_page
    from vanban.model import UnreadableFile

    try:
        if asked["first"]:
            data = first_page(data)
        document = open_document(data, asked["name"], max_bytes=max(len(data), 1), progress=progress, ocr=asked["ocr"])
        return "document", document
    except UnreadableFile as error:
        return "refused", error.code, error.sentence
    except MemoryError:
        return ("memory",)
    except Exception:
        return "fault", traceback.format_exc()


def _end_with(stream: BinaryIO) -> None:
    """End this process, and the programs it started, when the pipe from its parent is closed."""
    stream.read(1)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


class Answers(pickle.Unpickler):
    """Takes the tuples of a reader apart; it makes the values of ``vanban.model`` and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of the model; raises ``UnpicklingError`` for anything else."""
        if module != "vanban.model" or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def next_answer(stream: BinaryIO) -> tuple[Any, ...]:
    """The next tuple of a reader; raises ``EOFError`` when it ended before the tuple was whole."""
    head = stream.read(FRAME.size)
    if len(head) < FRAME.size:
        raise EOFError
    (length,) = FRAME.unpack(head)
    frame = stream.read(length)
    if len(frame) < length:
        raise EOFError
    answer: tuple[Any, ...] = Answers(io.BytesIO(frame)).load()
    return answer
