"""The pages of the review desk: list with filters as of a day and acts on many rows, dossier, queue, progress."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from factories import World, officer, person
from law.test_desk import DECREE, ENDS, LOCAL, take
from reviews.rows_of_tests import make_row
from thuongton.law.queries.register import act_of
from thuongton.people.models import User
from thuongton.reviews.models import Campaign, Judgement, ReviewGround, ReviewRow
from thuongton.reviews.services.judging import decide, propose
from thuongton.reviews.states import RowState, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer(world: World) -> User:
    return officer(world.justice, "luat-su")


@pytest.fixture
def leader(world: World) -> User:
    return person("lanh-dao", "leader", world.justice)


@pytest.fixture
def rows(world: World, lawyer: User) -> list[ReviewRow]:
    take(DECREE, ENDS, LOCAL)
    ReviewRow.objects.all().delete()  # what the queue made of itself is asked about elsewhere
    act = act_of("15/2003/NĐ-CP")
    held = make_row(world.justice, lawyer, act=act)
    ReviewGround.objects.create(
        row=held, rule="replaced", direct=True, by=act_of("20/2010/NĐ-CP"), quote="Nghị định này thay thế", key="a"
    )
    return [held, *(make_row(world.justice, lawyer) for _at in range(3))]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def again(row: ReviewRow) -> ReviewRow:
    return ReviewRow.objects.get(pk=row.pk)


def shown(client: Client, query: str = "") -> list[str]:
    answer = client.get(reverse("reviews:list") + query)
    assert answer.status_code == 200
    return [str(line.row) for line in answer.context["shown"].rows]


def test_the_list_is_narrowed_as_of_a_day(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    client = signed_in(lawyer)
    assert len(shown(client)) == 4
    for words in ("15/2003", "15/2003/nđ-cp", "15/2003/nd-cp", "đê điều", "de dieu"):
        assert shown(client, f"?q={words}") == ["15/2003/NĐ-CP"], words
    assert shown(client, "?hieu-luc=expired") == ["15/2003/NĐ-CP"]
    assert shown(client, "?hieu-luc=in_force") == []
    assert shown(client, "?hieu-luc=in_force&tinh-den=2005-01-01") == ["15/2003/NĐ-CP"]
    assert len(shown(client, "?hieu-luc=not_held")) == 3
    assert shown(client, "?can-cu=replaced") == ["15/2003/NĐ-CP"]
    propose(lawyer, rows[:2], "bai_bo", "Hết đối tượng")
    assert len(shown(client, "?tinh-trang=proposed")) == 2
    assert len(shown(client, "?hinh-thuc=bai_bo")) == 2
    assert len(shown(client, "?cho-toi=1")) == 2
    ReviewRow.objects.filter(pk=rows[2].pk).update(due=dt.date(2020, 1, 1), handler=lawyer)
    assert shown(client, "?tre=1") == shown(client, "?cua-toi=1") == [str(rows[2])]
    assert shown(signed_in(officer(world.finance, "tai-chinh"))) == []


def test_a_list_of_any_length_costs_as_many_questions(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    client = signed_in(lawyer)
    client.get(reverse("reviews:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("reviews:list"))
    for _at in range(20):
        row = make_row(world.justice, lawyer, state=RowState.DECIDED)
        ReviewGround.objects.create(row=row, rule="replaced", direct=True, key="a")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("reviews:list"))
    assert len(many) <= len(few) + 1


def test_ticked_rows_are_proposed_decided_and_taken_back(lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    client, keys = signed_in(lawyer), [row.pk for row in rows]
    address = reverse("reviews:list-bulk", args=["de-xuat"])
    form = client.get(address, {"dong": keys}).context["form"]
    sent = {"dong": keys, "hinh_thuc": "bai_bo", "ly_do": "Hết đối tượng", "xem": form["xem"].value()}
    assert "lý do" in client.post(address, sent | {"ly_do": ""}).content.decode()
    answer = client.post(address, sent, follow=True)
    assert "Đã đề xuất 4 văn bản" in answer.content.decode()
    assert "Hoàn tác" in answer.content.decode()
    decides = signed_in(leader)
    address = reverse("reviews:list-bulk", args=["quyet-dinh"])
    assert client.get(address, {"dong": keys}).status_code == 404
    stale = decides.get(address, {"dong": keys}).context["form"]["xem"].value()
    propose(lawyer, rows[:1], "giu_nguyen", "Còn phù hợp")
    answer = decides.post(address, {"dong": keys, "hinh_thuc": "", "xem": stale})
    assert "Người khác vừa ghi" in answer.content.decode()
    assert again(rows[1]).decision is None
    fresh = decides.get(address, {"dong": keys}).context["form"]["xem"].value()
    decides.post(address, {"dong": keys, "hinh_thuc": "", "xem": fresh})
    assert [again(row).decision.action for row in rows] == ["giu_nguyen", "bai_bo", "bai_bo", "bai_bo"]  # type: ignore[union-attr]


def test_ticked_rows_are_handed_over(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    other = officer(world.justice, "nguoi-hai")
    address = reverse("reviews:list-bulk", args=["giao"])
    answer = signed_in(lawyer).post(address, {"dong": [row.pk for row in rows], "nguoi": other.pk}, follow=True)
    assert "Đã giao 4 văn bản" in answer.content.decode()
    assert {again(row).handler_id for row in rows} == {other.pk}


def test_the_list_goes_out_as_it_stands(lawyer: User, rows: list[ReviewRow]) -> None:
    client = signed_in(lawyer)
    answer = client.get(reverse("reviews:list-excel"), {"can-cu": "replaced"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content if answer.streaming else [answer.content])))
    cells = [str(cell) for line in book.active.iter_rows(values_only=True) for cell in line if cell]
    assert "15/2003/NĐ-CP" in cells
    assert client.get(reverse("reviews:list-word")).status_code == 200
    assert client.get(reverse("reviews:list-print")).status_code == 200
    assert client.get(reverse("reviews:peek", args=[rows[0].pk])).status_code == 200


def test_the_dossier_says_why_and_shows_the_words(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    client = signed_in(lawyer)
    page = client.get(reverse("reviews:row", args=[rows[0].pk])).content.decode()
    assert "Hết hiệu lực" in page
    assert "Nghị định này thay thế" in page
    page = client.get(reverse("reviews:row", args=[rows[0].pk]) + "?phan=loi-van").content.decode()
    assert "law-article" in page
    assert "chưa có văn bản này" in client.get(reverse("reviews:row", args=[rows[1].pk])).content.decode()
    assert client.get(reverse("reviews:row", args=[rows[1].pk]) + "?phan=trao-doi").status_code == 200
    stranger = signed_in(officer(world.finance, "tai-chinh"))
    assert stranger.get(reverse("reviews:row", args=[rows[0].pk])).status_code == 404


def test_the_dossier_takes_a_proposal_a_decision_and_both_back(
    lawyer: User, leader: User, rows: list[ReviewRow]
) -> None:
    row, client, decides = rows[1], signed_in(lawyer), signed_in(leader)

    def send(who: Client, act: str, **given: Any) -> Any:
        return who.post(reverse(f"reviews:row-{act}", args=[row.pk]), given)

    answer = send(client, "propose", **{"hinh-thuc": "bai_bo", "ly-do": "", "lan-ghi": 1})
    assert answer.status_code == 400
    assert "Lý do" in answer.content.decode()
    assert send(client, "propose", **{"hinh-thuc": "bai_bo", "ly-do": "Hết đối tượng", "lan-ghi": 1}).status_code == 302
    answer = send(client, "propose", **{"hinh-thuc": "giu_nguyen", "ly-do": "Còn phù hợp", "lan-ghi": 1})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Người khác vừa ghi" in page
    assert "Hết đối tượng" in page
    assert "Còn phù hợp" in page
    assert send(decides, "agree", **{"lan-ghi": 2}).status_code == 302
    assert state_of(again(row)) is RowState.DECIDED
    assert (
        send(decides, "decide", **{"hinh-thuc": "thay_the", "ly-do": "Cần văn bản mới", "lan-ghi": 3}).status_code
        == 302
    )
    assert send(decides, "undo").status_code == 302
    told = again(row)
    assert told.decision is not None and told.decision.action == "bai_bo"
    assert send(client, "undo").status_code == 404, "somebody else decided since"
    assert send(client, "hand", nguoi=lawyer.pk).status_code == 302
    assert again(row).handler_id == lawyer.pk


def test_the_queue_goes_row_by_row(lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    client = signed_in(lawyer)
    page = client.get(reverse("reviews:queue"))
    row = page.context["row"]
    assert (row, page.context["left"]) == (rows[0], 4)
    sent = {"dong": row.pk, "lan-ghi": row.version, "viec": "propose", "hinh-thuc": "bai_bo", "query": ""}
    answer = client.post(reverse("reviews:queue-judge"), sent, headers={"hx-request": "true"})
    assert answer.status_code == 400
    assert "Hãy ghi lý do" in answer.content.decode()
    sent["ly-do"] = "Hết đối tượng"
    answer = client.post(reverse("reviews:queue-judge"), sent, headers={"hx-request": "true"})
    assert (answer.status_code, answer.context["row"], answer.context["left"]) == (200, rows[1], 3)
    repeated = client.post(reverse("reviews:queue-judge"), sent, headers={"hx-request": "true"})
    assert repeated.status_code == 200, "an answer that was lost: done, and not done twice"
    assert Judgement.objects.count() == 1
    other = client.post(
        reverse("reviews:queue-judge"), sent | {"hinh-thuc": "giu_nguyen"}, headers={"hx-request": "true"}
    )
    assert other.status_code == 400
    assert "Người khác vừa ghi" in other.content.decode()
    batch = Judgement.objects.get().batch_id
    back = client.post(reverse("reviews:queue-undo"), {"lan": batch, "query": ""}, headers={"hx-request": "true"})
    assert (back.status_code, back.context["row"]) == (200, rows[0])
    assert client.get(reverse("reviews:queue"), {"sau": rows[3].pk}).context["row"] == rows[0]
    propose(lawyer, rows, "bai_bo", "Hết đối tượng")
    assert client.get(reverse("reviews:queue")).context["row"] is None
    decides = signed_in(leader)
    page = decides.get(reverse("reviews:queue"))
    row = page.context["row"]
    sent = {"dong": row.pk, "lan-ghi": row.version, "viec": "decide", "hinh-thuc": "theo-de-xuat", "query": ""}
    assert decides.post(reverse("reviews:queue-judge"), sent).status_code == 302
    assert state_of(again(row)) is RowState.DECIDED
    narrowed = decides.get(reverse("reviews:queue"), {"can-cu": "replaced"})
    assert (narrowed.context["row"], narrowed.context["left"]) == (None, 0)


def test_the_queue_is_for_those_who_write(world: World, rows: list[ReviewRow]) -> None:
    reader = signed_in(person("kiem-tra", "inspector", world.province))
    assert reader.get(reverse("reviews:queue")).status_code == 403
    sent = {"dong": rows[0].pk, "viec": "propose", "hinh-thuc": "bai_bo", "ly-do": "x"}
    assert reader.post(reverse("reviews:queue-judge"), sent).status_code == 403
    stranger = signed_in(officer(world.finance, "tai-chinh"))
    assert stranger.post(reverse("reviews:queue-judge"), sent).status_code == 404
    assert not Judgement.objects.exists()


def test_progress_adds_up_and_opens(world: World, lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    campaign = Campaign.objects.create(unit=world.province, kind="merger", title="Đợt một", made_by=lawyer)
    make_row(world.finance, lawyer, campaign=campaign)
    propose(lawyer, rows[:2], "bai_bo", "x")
    decide(leader, rows[:1])
    ReviewRow.objects.filter(pk=rows[0].pk).update(handler=lawyer)
    top = signed_in(person("tinh", "leader", world.province))
    page = top.get(reverse("reviews:progress"))
    lines = {str(line): line for line in page.context["shown"].rows}
    justice = lines[str(world.justice)]
    assert [justice.number(key) for key in ("waiting", "proposed", "decided", "settled", "every")] == [2, 1, 1, 0, 4]
    assert page.context["every"] == sum(line.number("every") for line in lines.values()) == 5
    for key in ("waiting", "proposed", "decided"):
        assert len(shown(top, f"?{justice.query}&tinh-trang={key}")) == justice.number(key)
    page = top.get(reverse("reviews:progress"), {"dot": campaign.pk})
    assert [str(line) for line in page.context["shown"].rows] == [str(world.finance)]
    assert page.context["every"] == 1
    (line,) = top.get(reverse("reviews:progress-people")).context["shown"].rows
    assert (str(line), line.number("decided")) == (str(lawyer), 1)


def test_what_waits_stands_on_the_first_page_and_is_found(lawyer: User, rows: list[ReviewRow]) -> None:
    ReviewRow.objects.filter(pk=rows[2].pk).update(due=dt.date(2020, 1, 1), handler=lawyer)
    client = signed_in(lawyer)
    page = client.get("/").content.decode()
    assert "Văn bản chờ rà soát" in page
    assert "Rà soát quá hạn" in page
    assert reverse("reviews:row", args=[rows[0].pk]) in client.get("/tim/", {"q": "15/2003"}).content.decode()
