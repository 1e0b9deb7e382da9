"""Addresses of the review desk: each module of ``views`` lists its own."""

from django.urls import URLPattern

from thuongton.reviews.views import dossier, figures, layouts, lists, progress, queue, row_list

app_name = "reviews"
urlpatterns: list[URLPattern] = [
    *lists.urls,
    *layouts.urls,
    *figures.urls,
    *row_list.urls,
    *queue.urls,
    *progress.urls,
    *dossier.urls,
]
