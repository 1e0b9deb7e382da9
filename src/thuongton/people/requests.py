"""The request of a person who is signed in, as every page gets it that is not open to strangers."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from thuongton.people.models import User


class SignedInRequest(HttpRequest):
    """A request with a person, the day pages are rewound to, and whether a part of a page is asked for."""

    user: User
    as_of: dt.date
    rewound: bool
    htmx: HtmxDetails
