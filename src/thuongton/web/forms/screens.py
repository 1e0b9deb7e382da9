"""What may be kept of a form: the room of papers says it, file by file and text by text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from thuongton.web.rooms import given

LONG_TEXT = 200
"""Characters from which a text may be a paper that was pasted, with its mark of secrecy."""
MOST_FILES = 20


class MayNotStay(Exception):
    """What was sent bears a mark of state secrecy: nothing of the form is kept."""


@dataclass(frozen=True, slots=True)
class Screen:
    """How a room judges what is kept: ``judge(data, name)`` gives the media type.

    It raises :class:`MayNotStay` for a secret paper and ``ValueError`` with a sentence for a file nobody would take in.
    """

    judge: Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be kept."""

    field: str
    name: str
    media_type: str
    data: bytes


def screened_texts(fields: Sequence[tuple[str, str]]) -> None:
    """Raise :class:`MayNotStay` when a long text bears a mark of secrecy."""
    for _name, value in fields:
        if len(value) >= LONG_TEXT:
            for screen in given(Screen):
                try:
                    screen.judge(value.encode(), "van-ban.txt")
                except ValueError:
                    continue


def screened_files(files: Mapping[str, Sequence[UploadedFile]]) -> tuple[list[File], list[tuple[str, str]]]:
    """The files that may be kept, and the others with the reason. Raises :class:`MayNotStay`.

    Together they are no larger than one upload may be (``MAX_UPLOAD_BYTES``).
    """
    kept: list[File] = []
    lost: list[tuple[str, str]] = []
    screens = given(Screen)
    room = settings.MAX_UPLOAD_BYTES
    for name, several in files.items():
        for one in several:
            called = (one.name or "-")[-255:]
            size = one.size or 0
            if size > room or len(kept) >= MOST_FILES or not screens:
                lost.append((called, _("quá lớn để giữ lại")))
                continue
            one.seek(0)
            data = one.read()
            try:
                kinds = [screen.judge(data, called) for screen in screens]
            except ValueError as error:
                lost.append((called, str(error)))
                continue
            room -= size
            kept.append(File(name[:100], called, kinds[0], data))
    return kept, lost
