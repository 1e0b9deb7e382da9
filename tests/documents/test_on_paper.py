"""What hangs on a paper: discussion, people who do it, reminders; and what happens to it when the paper goes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from factories import officer
from parts import with_parts
from thuongton.audit.queries import unaccounted
from thuongton.documents import queries
from thuongton.documents.models import Document
from thuongton.documents.services import delete_document, register_document, register_stub
from thuongton.people.models import Notification
from thuongton.people.queries import today
from thuongton.records.checks import CHECKS
from thuongton.records.models import SHARED, RecordComment
from thuongton.records.services.following import assign, comment, remind


@pytest.fixture
def paper(world, clerk) -> Document:
    """An incoming paper of a commune."""
    return register_document(clerk, world.commune, "incoming", number="15/KH-STP", title="Kiểm tra")


def test_people_of_the_register_talk_about_a_paper(paper, world, clerk, client) -> None:
    client.force_login(clerk)
    helper = officer(world.commune, "giup-viec")
    page = f"/van-ban/{paper.pk}/"
    client.post(f"{page}trao-doi/", {"noi-dung": "Nhờ @giup-viec trả lời trước thứ Sáu"})
    assert Notification.objects.get(user=helper).url == f"{page}#trao-doi"
    client.post(f"{page}phan-cong/", {"nguoi": helper.pk})
    client.post(f"{page}hen-nhac/", {"nguoi": clerk.pk, "ngay": today().strftime("%d/%m/%Y"), "viec": "Hỏi lại Sở"})
    html = client.get(page).content.decode()
    for words in ("trả lời trước thứ Sáu", "Trao đổi về hồ sơ", f"Giao {helper}", "Hỏi lại Sở"):
        assert words in html
    assert not unaccounted().exists()


def test_who_reads_a_shared_paper_neither_reads_nor_says_anything(paper, world, clerk, client, monkeypatch) -> None:
    comment(clerk, paper, "Nội bộ của xã")
    with_parts(monkeypatch, queries.Shares(lambda user: Q(pk__in=[paper.pk])))
    client.force_login(officer(world.other_commune, "xa-hai"))
    page = client.get(f"/van-ban/{paper.pk}/")
    assert page.status_code == 200 and "Nội bộ của xã" not in page.content.decode()
    assert client.post(f"/van-ban/{paper.pk}/trao-doi/", {"noi-dung": "x"}).status_code == 403
    assert client.post(f"/van-ban/{paper.pk}/phan-cong/", {"nguoi": clerk.pk}).status_code == 403
    assert RecordComment.objects.count() == 1


def test_nothing_is_put_on_a_secret_paper(world, clerk, client) -> None:
    secret = register_stub(
        clerk, world.commune, number="01", issued_on=dt.date(2026, 3, 1), degree="mat", kept_at="Tủ 1"
    )
    for act in (
        lambda: comment(clerk, secret, "x"),
        lambda: assign(clerk, secret, clerk),
        lambda: remind(clerk, secret, clerk, today(), "x"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    client.force_login(clerk)
    html = client.get(f"/van-ban/{secret.pk}/").content.decode()
    assert "trao-doi/" not in html and not any(table.objects.exists() for table in SHARED)


def test_a_paper_that_goes_takes_what_hangs_on_it_along(paper, world, clerk) -> None:
    comment(clerk, paper, "Nhờ xem")
    assign(clerk, paper, clerk)
    remind(clerk, paper, clerk, today(), "Hỏi lại")
    other = register_document(clerk, world.commune, "incoming", number="16/KH-STP", title="Khác")
    comment(clerk, other, "Ở lại")
    delete_document(clerk, paper, "nhập nhầm")
    assert [table.objects.count() for table in SHARED] == [1, 0, 0] and not unaccounted().exists()
    assert list(CHECKS[0].find()) == []
    Document.objects.filter(pk=other.pk).delete()
    assert ["không còn" in line for line in CHECKS[0].find()] == [True]
