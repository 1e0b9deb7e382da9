"""Bodies of uploads are parsed a few at a time: before the view, its allowance and the token of the form are known.

The token of a form (CSRF) stands in its body, so that a body is parsed before its sender can be refused anything. A
burst of large bodies would keep the processor from everybody else; so they take turns, and whoever finds none free in
time is answered 429 with the body unread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from thuongton.web.limits import BUSY_SECONDS
from vanban.model import UnreadableFile

LARGE = 256 * 1024
"""Bytes of a body from which on it takes a turn."""
AT_ONCE = 2
PATIENCE = 20.0
"""Seconds that a request waits for a turn."""
_turns = threading.BoundedSemaphore(AT_ONCE)


class UploadMiddleware:
    """Parses a large body in its turn; stands before everything that reads the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Wait for a turn, parse, and let the turn go before the view is called."""
        if large(request):
            if not _turns.acquire(timeout=PATIENCE):
                return _later()
            try:
                request.POST  # noqa: B018 - parsed here, in turn; whoever asks again gets what was parsed
            except MultiPartParserError:
                pass  # answered where the form is asked for
            finally:
                _turns.release()
        return self.get_response(request)


def large(request: HttpRequest) -> bool:
    """Whether the body of a form is large enough to take a turn."""
    length = request.META.get("CONTENT_LENGTH") or ""
    sent = request.method == "POST" and request.content_type == "multipart/form-data"
    return sent and length.isdecimal() and int(length) >= LARGE


def _later() -> HttpResponse:
    answer = HttpResponse(
        _("Máy đang nhận nhiều tệp cùng lúc; hãy đợi vài giây rồi gửi lại."),
        content_type="text/plain; charset=utf-8",
        status=429,
    )
    answer["Retry-After"] = str(BUSY_SECONDS)
    return answer


def take(upload: UploadedFile) -> tuple[bytes, str]:
    """The bytes and the name of an uploaded file; its temporary copy is gone afterwards.

    Raises ``UnreadableFile("too_large")`` before reading when it is over the limit.
    """
    try:
        limit = settings.MAX_UPLOAD_BYTES
        if (upload.size or 0) > limit:
            raise UnreadableFile(
                "too_large",
                _("Tệp lớn hơn mức cho phép (%(limit)d MB). Hãy tách tệp hoặc giảm dung lượng ảnh.")
                % {"limit": limit // (1024 * 1024)},
            )
        return upload.read(), upload.name or "-"
    finally:
        upload.close()
