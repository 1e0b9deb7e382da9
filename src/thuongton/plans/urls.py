"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import (
    acts,
    adopt,
    confirm,
    coverage,
    letters,
    lists,
    plan,
    printing,
    report,
    sheets,
    task,
    tasks,
)

app_name = "plans"
ROOMS = (lists, confirm, adopt, coverage, sheets, letters, tasks, plan, task, acts, report, printing)
urlpatterns = [url for room in ROOMS for url in room.urls]
