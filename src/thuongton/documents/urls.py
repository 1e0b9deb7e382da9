"""Addresses of documents: each module of ``views`` lists its own."""

from thuongton.documents.views import check, confirm, drafts, entry, intake, papers, reconcile, registers, rules

app_name = "documents"
urlpatterns = [
    *registers.urls,
    *entry.urls,
    *intake.urls,
    *confirm.urls,
    *drafts.urls,
    *rules.urls,
    *reconcile.urls,
    *check.urls,
    *papers.urls,
]
