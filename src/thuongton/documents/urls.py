"""Addresses of documents: each module of ``views`` lists its own."""

from thuongton.documents.views import (
    check,
    confirm,
    draft_list,
    drafts,
    entry,
    intake,
    intakes,
    left,
    papers,
    peek,
    reconcile,
    registers,
    rules,
)

app_name = "documents"
urlpatterns = [
    *registers.urls,
    *entry.urls,
    *intake.urls,
    *intakes.urls,
    *confirm.urls,
    *draft_list.urls,
    *drafts.urls,
    *rules.urls,
    *reconcile.urls,
    *check.urls,
    *left.urls,
    *papers.urls,
    *peek.urls,
]
