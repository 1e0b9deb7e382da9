"""Addresses of the review desk: each module of ``views`` lists its own."""

from django.urls import URLPattern

from thuongton.reviews.views import figures, layouts, lists

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    *lists.urls,
    *layouts.urls,
    *figures.urls,
]
