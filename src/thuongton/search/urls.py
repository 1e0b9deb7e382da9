"""The addresses of search in the law."""

from django.urls import path

from thuongton.search.views import page

app_name = "search"
urlpatterns = [path("", page, name="page")]
