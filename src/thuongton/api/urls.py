"""Addresses of the REST API."""

from django.contrib.auth.decorators import login_not_required

from thuongton.api.rest import api

urlpatterns = api.urls[0]
for one in urlpatterns:  # a program without a session is told 401 by the API itself, not led to a page
    if one.callback is not None:
        one.callback = login_not_required(one.callback)
app_name = "api"
