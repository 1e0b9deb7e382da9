"""Addresses of the law: each module of ``views`` lists its own."""

from thuongton.law.views import act_list, act_page, provision

app_name = "law"
urlpatterns = [
    *act_list.urls,
    *act_page.urls,
    *provision.urls,
]
