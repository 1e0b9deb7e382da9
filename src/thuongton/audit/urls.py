"""Addresses of the trail."""

from django.urls import path

from thuongton.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<int:event_id>/", views.detail, name="event"),
]
