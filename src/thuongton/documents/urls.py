"""Addresses of documents: each module of ``views`` lists its own."""

from thuongton.documents.views import confirm, entry, intake, papers, registers

app_name = "documents"
urlpatterns = [*registers.urls, *entry.urls, *intake.urls, *confirm.urls, *papers.urls]
