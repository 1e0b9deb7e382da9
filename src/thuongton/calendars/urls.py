"""Addresses of the working calendar."""

from django.urls import path

from thuongton.calendars import views
from thuongton.calendars.moves import MOVES
from thuongton.calendars.term_page import term_page
from thuongton.web.lists.views import listing_urls

app_name = "calendars"
urlpatterns = [
    path("", views.year_page, name="year"),
    path("tinh-han/", term_page, name="term"),
    path("thay-doi/", views.change_form, name="change_form"),
    path("thay-doi/ap-dung/", views.apply, name="apply"),
    *listing_urls(MOVES, room="calendars", name="change", at="thay-doi/<int:calendarchange_id>/"),
    path("nam/<int:year>/cong-bo/", views.announce, name="announce"),
]
