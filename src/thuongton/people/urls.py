"""Addresses of people, units and hats."""

from django.urls import path

from thuongton.people import views

app_name = "people"
urlpatterns = [
    path("mu/", views.wear, name="wear"),
    path("tai-khoan-cua-toi/", views.account, name="account"),
    path("don-vi/", views.units, name="units"),
]
