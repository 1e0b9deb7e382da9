"""Addresses of the trail."""

from django.urls import path

from thuongton.audit import views
from thuongton.audit.journal import JOURNAL
from thuongton.web.lists.views import listing_urls

app_name = "audit"
urlpatterns = [
    *listing_urls(JOURNAL, room="audit", name="list"),
    path("<int:event_id>/", views.detail, name="event"),
]
