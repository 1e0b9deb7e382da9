"""What a request brought, and the errors of services put where a person sees them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from thuongton.people.requests import SignedInRequest
from vanban.model import UnreadableFile


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the sentences of a service beside their boxes, or above the form when they have none."""
    if hasattr(error, "error_dict"):
        for name, sentences in error.error_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
    else:
        form.add_error(None, error)


def sentence_of(error: ValidationError) -> str:
    """The sentences of a service in one line."""
    return " ".join(error.messages)


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


def read_upload(request: SignedInRequest, field: str) -> tuple[bytes, str] | None:
    """The one file of a form, or None when none was chosen."""
    upload = request.FILES.get(field)
    return take(upload) if upload is not None else None
