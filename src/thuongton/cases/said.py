"""What is said after an act on a case: that it was done, that it was late, what should still be written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuongton.cases.act_in_hand import ActOutcome
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.naming import called
from thuongton.cases.queries.queues import nearest_due
from thuongton.cases.services.acting import said
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words


def said_done(done: ActOutcome) -> str:
    """One line: the act, where the case stands now, its nearest due day, and each warning."""
    case = done.case
    if done.answer.repeated:
        return _("Thao tác này đã được ghi từ trước.")
    states = kind_of(case).states
    state = said_label(states[case.state].label) if case.state in states else case.state
    words = [_("Đã ghi «%(act)s». %(case)s: %(state)s.") % {"act": done.label, "case": called(case), "state": state}]
    if done.entered_late:
        words.append(_("Nhập muộn."))
    due = nearest_due([case]).get(case.pk)
    if due is not None:
        words.append(_("Hạn gần nhất %(day)s.") % {"day": day_words(due)})
    return " ".join([*words, *(said(one) for one in done.answer.warnings)])
