"""What a request brought, and the errors of services put where a person sees them."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from thuongton.people.requests import SignedInRequest
from thuongton.web.uploads import take


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


def read_upload(request: SignedInRequest, field: str) -> tuple[bytes, str] | None:
    """The one file of a form, or None when none was chosen."""
    upload = request.FILES.get(field)
    return take(upload) if upload is not None else None
