"""Acts on many tasks at once: each row is asked for its right, what is refused is named, one act can be taken back."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from plans.annex_world import Annex
from thuongton.people.models import Notification
from thuongton.plans.models import Assignment, DeadlineChange, Reminder, Task
from thuongton.plans.services import facts
from thuongton.plans.services.many import ask_many, assign_many, remind_many
from thuongton.records.services.following import assign


def first(annex: Annex, number: int) -> list[Task]:
    return list(annex.plan.tasks.order_by("order")[:number])


def test_ten_tasks_are_given_at_once_with_one_message(annex: Annex) -> None:
    tasks = first(annex, 10)
    assign(annex.monitor, tasks[3], annex.officer)
    Notification.objects.all().delete()
    done = assign_many(annex.monitor, tasks, annex.officer)
    assert done.said == f"Đã giao 9 nhiệm vụ cho {annex.officer}."
    assert [name.split()[0] for name, _why in done.refused] == [tasks[3].code]
    assert Assignment.objects.filter(person=annex.officer, ended_on=None).count() == 10
    message = Notification.objects.get()
    assert message.user == annex.officer and "9 nhiệm vụ" in message.text
    assert f"nguoi={annex.officer.pk}" in message.url


def test_who_may_not_is_refused_row_by_row(annex: Annex) -> None:
    for user in (annex.inspector, annex.stranger):
        try:
            done = assign_many(user, first(annex, 3), annex.officer)
        except Exception as error:
            assert "không thuộc phạm vi" in str(error)
        else:
            assert not done.said and not done.undo
    assert not Assignment.objects.exists()


def test_those_who_answer_are_reminded_once_a_day(annex: Annex) -> None:
    tasks = first(annex, 4)
    assign_many(annex.monitor, tasks[:3], annex.officer)
    Notification.objects.all().delete()
    done = remind_many(annex.monitor, tasks)
    assert done.said == "Đã nhắc 1 người về 3 nhiệm vụ."
    assert [why for _name, why in done.refused] == ["chưa phân công ai"]
    assert Reminder.objects.filter(kind="manual").count() == 3 and Notification.objects.count() == 1
    again = remind_many(annex.monitor, tasks[:3])
    assert not again.said and {why for _name, why in again.refused} == {"hôm nay đã nhắc rồi"}
    assert Notification.objects.count() == 1


def test_the_list_asks_whom_does_it_once_and_takes_it_back(annex: Annex) -> None:
    client = annex.client(annex.monitor, None)
    page = reverse("plans:tasks")
    act = reverse("plans:tasks-bulk", args=["giao"])
    tasks = first(annex, 3)
    ticked = [task.pk for task in tasks]
    assert f'formaction="{act}"' in client.get(page).content.decode()
    asked = client.get(act, {"dong": ticked, "query": "?q=a"}).content.decode()
    assert all(task.code in asked for task in tasks) and 'name="nguoi"' in asked
    answer = client.post(act, {"dong": ticked, "query": "?q=a", "nguoi": annex.officer.pk})
    assert answer["Location"] == f"{page}?q=a"
    assert Assignment.objects.filter(person=annex.officer, ended_on=None).count() == 3
    (undo,) = re.findall(r'action="(/hoan-tac/\d+/)"', client.get(page).content.decode())
    client.post(undo)
    assert not Assignment.objects.filter(ended_on=None).exists()


def test_all_that_match_are_those_of_the_conditions(annex: Annex) -> None:
    client = annex.client(annex.monitor, None)
    act = reverse("plans:tasks-bulk", args=["giao"])
    matching = Task.objects.filter(plan=annex.plan, regular=False)
    sent = {"tat-ca": "1", "query": f"?thuong-xuyen=0&ke-hoach={annex.plan.pk}", "nguoi": annex.officer.pk}
    client.post(act, sent)
    given = set(Assignment.objects.values_list("task", flat=True))
    assert given == set(matching.values_list("pk", flat=True)) and 0 < len(given) < 42


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999999"]])
def test_nothing_ticked_is_said(annex: Annex, ticked: list[str]) -> None:
    client = annex.client(annex.monitor, None)
    act = reverse("plans:tasks-bulk", args=["giao"])
    answer = client.post(act, {"dong": ticked, "nguoi": annex.officer.pk}, follow=True)
    assert "Hãy đánh dấu ít nhất một dòng" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_nobody_else_does_it(annex: Annex) -> None:
    act = reverse("plans:tasks-bulk", args=["giao"])
    ticked = [task.pk for task in first(annex, 2)]
    assert annex.client(annex.inspector, None).get(act, {"dong": ticked}).status_code == 404
    annex.client(annex.stranger, None).post(act, {"dong": ticked, "nguoi": annex.officer.pk})
    assert not Assignment.objects.exists()


def test_more_time_is_asked_for_many_and_taken_back_while_nobody_answered(annex: Annex) -> None:
    tasks = [annex.task("B.II.2"), annex.task("B.II.3"), annex.task("B.III.1")]
    day = dt.date(2028, 3, 31)
    facts.ask_extension(annex.monitor, tasks[0], day, "Chờ Trung ương")
    client = annex.client(annex.monitor, None)
    act = reverse("plans:plan-bulk", args=[annex.plan.pk, "lui-han"])
    sent = {"dong": [task.pk for task in tasks], "query": "", "han_moi": "31/3/2028", "ly_do": "Chờ hướng dẫn"}
    page = client.post(act, sent, follow=True).content.decode()
    assert "Đã gửi đề nghị lùi hạn của 2 nhiệm vụ đến 31/3/2028" in page
    assert "Không làm được với: B.II.2" in page and "đang chờ trả lời" in page
    undo = re.search(r'action="([^"]*hoan-tac[^"]*)"', page)
    assert undo
    client.post(undo.group(1), follow=True)
    waiting = DeadlineChange.objects.filter(granted_on=None, refused_on=None)
    assert [one.task.code for one in waiting] == ["B.II.2"]
    assert not Task.objects.filter(changed_due__isnull=False).exists()


def test_more_time_is_asked_only_where_one_may_act(annex: Annex) -> None:
    done = ask_many(annex.commune, first(annex, 5), dt.date(2028, 3, 31), "Chờ")
    assert not done.said and len(done.refused) == 5
    assert not DeadlineChange.objects.exists()
