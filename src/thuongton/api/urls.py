"""Addresses of the REST API."""

from thuongton.api.rest import api

urlpatterns = api.urls[0]
app_name = "api"
