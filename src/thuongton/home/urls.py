"""Addresses of the home page."""

from django.urls import path

from thuongton.home import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("tim/", views.search, name="search"),
    path("bang-lanh-dao/", views.dashboard, name="dashboard"),
]
