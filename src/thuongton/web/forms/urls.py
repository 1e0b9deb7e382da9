"""Addresses of what holds for every form and for the frame."""

from django.urls import path

from thuongton.web.forms import views
from thuongton.web.views import fold_side

app_name = "web"
urlpatterns = [
    path("ban-giu/<int:pk>/bo/", views.drop, name="drop"),
    path("hoan-tac/<int:pk>/", views.undo, name="undo"),
    path("khung/thanh-ben/", fold_side, name="side"),
]
