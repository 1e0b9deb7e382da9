"""Addresses of plans."""

from django.urls import path

from thuongton.plans import views

app_name = "plans"
urlpatterns = [path("", views.list_page, name="list")]
