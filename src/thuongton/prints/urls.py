"""Addresses of prints."""

from thuongton.prints.listing import PRINTS
from thuongton.prints.views import printout_urls
from thuongton.web.lists.views import listing_urls

app_name = "prints"
urlpatterns = [
    *listing_urls(PRINTS, room="prints", name="list"),
    *printout_urls("<int:printout_id>/", "ban-in"),
]
