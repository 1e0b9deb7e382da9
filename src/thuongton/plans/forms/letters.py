"""The form of «Đôn đốc cả nhóm»: to whom letters are made."""

from __future__ import annotations

from thuongton.web.forms.base import ActForm, TextsField


class LettersForm(ActForm):
    """The chosen addressees, by their keys (``queries.reminding.Addressee``)."""

    sent = {"keys": "gui"}
    keys = TextsField(required=False)
