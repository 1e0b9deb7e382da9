"""Two requests at the same moment: on PostgreSQL, each with a connection of its own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from api.conftest import client_of, make_scene
from api.test_rest import SAID, post
from thuongton.plans.models import Declaration


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_write_at_once_counts_once() -> None:
    scene = make_scene()
    if connection.vendor == "sqlite":
        pytest.skip("cần PostgreSQL: cơ sở dữ liệu thử của SQLite nằm trong bộ nhớ, một kết nối ghi")
    client, path = client_of(scene.officer), f"tasks/{scene.task.pk}/declarations"
    cookies, together, answers = client.cookies, threading.Barrier(2), []

    def write() -> None:
        mine = Client()
        mine.cookies = cookies.copy()
        together.wait()
        answers.append(post(mine, path, SAID))
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0] == answers[1] and answers[0][0] == 201
    assert Declaration.objects.count() == 1
