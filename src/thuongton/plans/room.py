"""What plans give to the house."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from thuongton.audit.triggers import Tracked
from thuongton.documents.models import Intake
from thuongton.documents.queries import Follows, Onward, Shares
from thuongton.people.models import User
from thuongton.people.scopes import worn
from thuongton.plans import found
from thuongton.plans.acts import ACTS
from thuongton.plans.checks import CHECKS
from thuongton.plans.demonstration import load
from thuongton.plans.on_task import ON_TASK
from thuongton.plans.queries.citing import CITING
from thuongton.plans.queries.due_days import due_days
from thuongton.plans.queries.linking import consents_to_give
from thuongton.plans.queries.lists import basis_of
from thuongton.plans.queries.pages import followed_from
from thuongton.plans.queries.proposals import intakes_waiting_for_a_plan
from thuongton.plans.queries.report import report_page
from thuongton.plans.queries.tasks import mine, shared_documents
from thuongton.plans.queries.turns import overdue
from thuongton.plans.queries.work import changes_to_decide, proofs_to_decide
from thuongton.plans.recurring import JOBS
from thuongton.plans.sayings import SAYINGS
from thuongton.plans.services.calendar_moves import DEPENDENTS
from thuongton.plans.services.printing import DEFINITIONS, REPORT, definitions_of
from thuongton.plans.services.reminding import issuer_for
from thuongton.plans.today import TODAY
from thuongton.plans.undoing import UNDO
from thuongton.plans.work import TAKES_WORK
from thuongton.prints.frozen import Definition
from thuongton.prints.kinds import ListFacts, PrintKind
from thuongton.web.demonstration import DemoRows
from thuongton.web.lists.question import Question
from thuongton.web.lists.word import IssuerFor
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes
from thuongton.web.search import Search
from thuongton.web.waiting import DueDays, Late, Waiting


def _late(user: User, as_of: dt.date) -> int:
    hat = worn(user)
    return overdue(mine(user), as_of).total if hat is not None and hat.writes else 0


def _definitions(question: Question) -> tuple[Definition, ...]:
    return definitions_of(basis_of(question))


def _confirming(intake: Intake) -> str:
    return reverse("plans:confirm", args=[intake.pk])


ROOM = Room(
    "plans",
    order=20,
    parts=(
        Addresses("ke-hoach/", "thuongton.plans.urls"),
        Routes("thuongton.plans.api"),
        Entry("plans", pgettext_lazy("nhiều", "Kế hoạch"), "plan", "plans:list", with_scope, 20),
        Search("plans", pgettext_lazy("nhiều", "Kế hoạch"), found.plans),
        Search("tasks", pgettext_lazy("nhiều", "Nhiệm vụ"), found.tasks, _("Xem tất cả nhiệm vụ tìm thấy")),
        Late("plans", _late),
        Waiting("proofs", proofs_to_decide, "plans/waiting/proof.html"),
        Waiting("changes", changes_to_decide, "plans/waiting/change.html"),
        Waiting("links", consents_to_give, "plans/waiting/link.html"),
        Waiting("unadopted", intakes_waiting_for_a_plan, "plans/waiting/intake.html"),
        DueDays(due_days),
        *TODAY,
        DemoRows(load),
        IssuerFor(issuer_for),
        PrintKind(REPORT, _("Báo cáo trạng thái"), "plans", "bao-cao-trang-thai", report_page),
        ListFacts(frozenset({"nhiem-vu", "ky", "ke-hoach"}), basis_of, _definitions, DEFINITIONS),
        Shares(shared_documents),
        Follows(followed_from),
        Onward(_confirming),
        ON_TASK,
        Tracked("plans", skip=frozenset({"proposal"})),
        ACTS,
        SAYINGS,
        *CHECKS,
        *JOBS,
        *DEPENDENTS,
        *UNDO,
        TAKES_WORK,
        CITING,
    ),
)
