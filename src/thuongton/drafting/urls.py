"""Addresses of the drafting room: each module of ``views`` lists its own."""

from django.urls import URLPattern

app_name = "drafting"
urlpatterns: list[URLPattern] = []
