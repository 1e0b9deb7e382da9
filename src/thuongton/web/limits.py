"""Heavy acts, and how many of each a person may do in a minute: nobody keeps the machine from the others.

A view is marked with :func:`heavy`. The numbers are far above what a person does by hand, and can be changed for an
installation by ``THUONGTON_LIMITS`` («dua-vao=200,xuat=60»; 0 takes a limit away).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext

from thuongton.web.services import spend

ACTS: Mapping[str, int] = {
    "dua-vao": 120,  # files and texts brought in or attached
    "doc-lai": 30,  # a kept file read or checked again
    "du-thao": 30,  # drafts and their versions
    "doi-chieu": 30,  # figures of papers laid side by side
    "tim-nguoi": 240,  # people looked up while a page of a paper book is typed
    "bang": 30,  # sheets previewed and imported
    "xuat": 60,  # workbooks, Word files and prints of whole tables
    "don-doc": 10,  # letters for many agencies at once
}
BUSY_SECONDS = 5
MOST_CARRIED = 200_000
"""Characters of a form that are carried through the page of refusal, to be sent again with one press."""

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]


def most_of(act: str) -> int:
    """How many of an act a person may do in a minute; 0 is without limit."""
    try:
        return int(settings.HEAVY_ACTS[act])
    except KeyError:
        return ACTS[act]


def heavy(act: str, *methods: str) -> Callable[[View[P]], View[P]]:
    """Mark a view as a heavy act; of its requests only those by ``methods`` count (all when none is named).

    A request beyond the allowance is answered 429 with one sentence and ``Retry-After``; each file of a form counts.
    """
    if act not in ACTS:
        raise KeyError(act)

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def limited(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            most = most_of(act)
            if most and getattr(request, "user", None) is not None and (not methods or request.method in methods):
                amount = max(1, sum(len(files) for _name, files in request.FILES.lists()))
                wait = spend(f"user:{request.user.pk}", act, most, amount=amount)
                if wait:
                    return too_fast(request, wait)
            return view(request, *args, **kwargs)

        limited.heavy = act  # type: ignore[attr-defined]
        return limited

    return mark


def too_fast(request: HttpRequest, wait: int) -> HttpResponse:
    """The answer 429: what was typed is carried in the page, so that it is sent again with one press."""
    sentence = ngettext(
        "Bạn vừa làm việc này quá nhiều lần; hãy đợi %d giây rồi làm lại.",
        "Bạn vừa làm việc này quá nhiều lần; hãy đợi %d giây rồi làm lại.",
        wait,
    ) % (wait,)
    return _later(request, sentence, wait)


def too_busy(request: HttpRequest, sentence: str) -> HttpResponse:
    """The same answer when it is the machine that has too much to do, not the person."""
    return _later(request, sentence, BUSY_SECONDS)


def _later(request: HttpRequest, sentence: str, wait: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=429)
    else:
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken" and isinstance(value, str)
        ]
        fits = sum(len(value) for _name, value in typed) <= MOST_CARRIED
        context = {
            "sentence": sentence,
            "posted": request.method == "POST",
            "typed": typed if fits and not request.FILES else None,
            "address": request.get_full_path(),
        }
        response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response
