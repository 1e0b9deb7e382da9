"""The addresses of search in the law."""

from django.urls import path

from thuongton.search.views import keep, page

app_name = "search"
urlpatterns = [path("", page, name="page"), path("cau-tim/", keep, name="keep")]
