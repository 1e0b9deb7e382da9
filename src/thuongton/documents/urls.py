"""Addresses of documents: each module of ``views`` lists its own."""

from thuongton.documents.views import register

app_name = "documents"
urlpatterns = [*register.urls]
