"""Addresses of documents."""

from django.urls import path

from thuongton.documents import views

app_name = "documents"
urlpatterns = [path("", views.list_page, name="list")]
