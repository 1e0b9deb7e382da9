"""What the register of law gives to the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.documents.beside import BesidePaper
from thuongton.jobs.services import Resume
from thuongton.law.acts import ACTS
from thuongton.law.checks import CHECKS
from thuongton.law.demonstration import load
from thuongton.law.services.batches import resume_imports
from thuongton.law.services.checking import resume_checks
from thuongton.law.services.deriving import resume_deriving
from thuongton.law.views.following import FOLLOWED
from thuongton.web.demonstration import DemoRows
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "law",
    order=22,
    parts=(
        Addresses("phap-luat/", "thuongton.law.urls"),
        Entry("law", _("Pháp luật"), "law", "law:list", with_scope, 40),
        # words are told by their digest in the act; orders and mentions are read of them, windows derived from them
        Tracked(
            "law",
            skip=frozenset(
                {"acttext", "actorder", "actmention", "actwindow", "acttoderive", "derivation", "basisfault"}
            ),
            hidden={"actquestion": ("theirs",), "lawimport": ("report",)},
        ),
        Resume(resume_imports),
        Resume(resume_checks),
        FOLLOWED,
        BesidePaper(
            _("Kiểm tra căn cứ"),
            lambda paper: f"{reverse('law:bases')}?van-ban={paper.pk}",
            lambda draft: f"{reverse('law:bases')}?du-thao={draft.pk}",
        ),
        ACTS,
        DemoRows(load),
        Resume(resume_deriving),
        *CHECKS,
    ),
)
