"""What papers give to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thuongton.audit.triggers import Tracked
from thuongton.documents import found
from thuongton.documents.acts import ACTS
from thuongton.documents.checks import CHECKS
from thuongton.documents.on_paper import ON_PAPER
from thuongton.documents.queries import intakes_to_confirm
from thuongton.documents.queries.citing import CITING
from thuongton.documents.sayings import SAYINGS
from thuongton.documents.services.drafts import resume_unread
from thuongton.documents.services.intake import resume_interrupted
from thuongton.jobs.services import Resume
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes
from thuongton.web.search import Search
from thuongton.web.waiting import Waiting

ROOM = Room(
    "documents",
    order=30,
    parts=(
        Addresses("van-ban/", "thuongton.documents.urls"),
        Routes("thuongton.documents.api"),
        Entry("documents", pgettext_lazy("nhiều", "Văn bản"), "doc", "documents:list", with_scope, 30),
        Search("documents", pgettext_lazy("nhiều", "Văn bản"), found.papers, _("Xem tất cả văn bản tìm thấy")),
        Waiting("intakes", intakes_to_confirm, "documents/waiting/intake.html"),
        ON_PAPER,
        CITING,
        Tracked("documents", skip=frozenset({"reading", "intake"})),
        Resume(resume_interrupted),
        Resume(resume_unread),
        ACTS,
        SAYINGS,
        *CHECKS,
    ),
)
