"""Addresses of the review desk: each module of ``views`` lists its own."""

from django.urls import URLPattern

app_name = "reviews"
urlpatterns: list[URLPattern] = []
