"""«Đôn đốc cả nhóm»: one letter per agency, previewed before it is made."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.letters import LettersForm
from thuongton.plans.queries.reminding import addressees
from thuongton.plans.services.reminding import make_letters
from thuongton.web.limits import heavy


@heavy("don-doc", "POST")
def letters_page(request: SignedInRequest) -> HttpResponse:
    """Agencies with urgent tasks, to be chosen; POST makes the letters and shows them in the register."""
    if request.method == "POST":
        form = LettersForm(request.POST, user=request.user, record=None)
        form.full_clean()
        try:
            made = make_letters(request.user, request.as_of, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("plans:letters")
        messages.success(
            request,
            _("Đã soạn %(number)s công văn đôn đốc vào sổ văn bản đi; hãy cấp số và trình ký.") % {"number": len(made)},
        )
        return render(request, "plans/letters_made.html", {"room": "dashboard", "documents": made})
    return render(
        request, "plans/letters.html", {"room": "dashboard", "addressees": addressees(request.user, request.as_of)}
    )


urls = [path("don-doc/", letters_page, name="letters")]
