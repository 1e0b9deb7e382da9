"""The form of «Lịch nhắc việc»."""

from __future__ import annotations

from django import forms

from thuongton.web.forms.base import ActForm


class FeedForm(ActForm):
    """A new calendar address: of one's own work, or of all of the unit."""

    sent = {"whole_unit": "ca-don-vi"}
    whole_unit = forms.BooleanField(required=False)
