"""Addresses of the home page."""

from thuongton.home import views

app_name = "home"
urlpatterns = views.urls
