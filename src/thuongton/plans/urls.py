"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import acts, adopt, confirm, coverage, letters, lists, plan, report, sheets, task, tasks

app_name = "plans"
urlpatterns = [
    url for room in (lists, confirm, adopt, coverage, sheets, letters, tasks, plan, task, acts, report) for url in room.urls
]
