"""Addresses of the register of clubs."""

from rooms.cau_lac_bo.clubs import CLUBS
from thuongton.records.joining import register_urls

app_name = "cau_lac_bo"
urlpatterns = register_urls(CLUBS)
