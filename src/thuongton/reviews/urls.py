"""Addresses of the review desk: each module of ``views`` lists its own."""

from thuongton.reviews.views import (
    campaigns,
    dossier,
    figures,
    importing,
    layouts,
    lists,
    pairs,
    progress,
    queue,
    row_list,
    series,
)

app_name = "reviews"
urlpatterns = [
    *campaigns.urls,
    *dossier.urls,
    *figures.urls,
    *importing.urls,
    *layouts.urls,
    *lists.urls,
    *progress.urls,
    *queue.urls,
    *row_list.urls,
    *pairs.urls,
    *series.urls,
]
