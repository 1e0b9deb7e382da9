"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import (
    adopt,
    confirm,
    correcting,
    coverage,
    letters,
    lists,
    peek,
    plan,
    plan_table,
    printing,
    printouts,
    report,
    sheets,
    task,
    tasks,
    twins,
)

app_name = "plans"
ROOMS = (
    lists, confirm, adopt, coverage, correcting, sheets, letters, tasks, plan_table, plan, peek, task, report, printing,
    printouts,
    twins,
)  # fmt: skip
urlpatterns = [url for room in ROOMS for url in room.urls]
