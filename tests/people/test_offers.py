"""Hats offered: nothing before somebody of the person's own side accepts, and nothing told of strangers."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import World, make_world, person
from thuongton.audit.models import Event, RowChange
from thuongton.audit.queries import unaccounted
from thuongton.people import services
from thuongton.people.models import Hat, HatOffer, Notification, Role, User
from thuongton.people.queries import offers_made, offers_to, offers_to_decide, people_in_scope, standing, today
from thuongton.people.services.offers import tell_of_offer
from waiting import LONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """Of its own for each test: one here really commits."""
    return make_world()


@pytest.fixture
def admin(world: World) -> User:
    """The administrator who offers: of the first commune."""
    return person("quan-tri", Role.ADMINISTRATOR, world.commune)


@pytest.fixture
def victim(world: World) -> User:
    """An officer of another province."""
    return person("nguoi-xa", Role.OFFICER, world.far_commune)


@pytest.fixture
def home(world: World) -> User:
    """The administrator of the officer's province."""
    return person("quan-tri-xa", Role.ADMINISTRATOR, world.far_province)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def offered(world: World, admin: User, name: str = "nguoi-xa") -> HatOffer:
    return services.offer_hat(admin, world.commune, username=name, role=Role.OFFICER)


FORM = {"unit": "Xã Một", "role": "officer"}


def test_known_and_unknown_names_are_answered_alike(world: World, admin: User, victim: User) -> None:
    client, address = browser(admin), reverse("people:hat_give_known")
    told = []
    for name in ("nguoi-xa", "khong-co-ai", "nguoi-dan"):
        if name == "nguoi-dan":
            person(name, Role.CITIZEN, None)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, FORM | {"username": name})
        after = client.get(answer["Location"]).content.decode()
        again = client.post(address, FORM | {"username": name})
        told.append(
            (
                answer.status_code,
                answer["Location"],
                [query["sql"].split(" ")[0] for query in queries],
                after.replace(name, "…").count("…"),
                again.status_code,
                "đang chờ" in again.content.decode(),
            )
        )
    assert told[0] == told[1] == told[2]
    assert told[0][0] == 302
    assert not Notification.objects.exists()  # told in the background, not in the request


def test_an_offer_gives_nothing_to_either_side(world: World, admin: User, victim: User, home: User) -> None:
    offer = offered(world, admin)
    assert victim.hats.count() == 1
    assert standing(home, victim).administers
    assert not standing(admin, victim).administers
    assert not people_in_scope(admin).filter(pk=victim.pk).exists()
    client = browser(admin)
    for name in ("person", "person_edit", "person_reset", "hat_give"):
        method = client.get if name == "person" else client.post
        assert method(reverse(f"people:{name}", args=[victim.pk])).status_code == 404
    page = client.get(reverse("people:persons")).content.decode()
    assert victim.full_name not in page
    change = RowChange.objects.get(table="people_hatoffer")
    assert not {"user_id", "declined_on"} & set(json.loads(change.after or ""))
    services.reset_password(home, victim)
    services.edit_person(home, victim, full_name="Người Xa", email="", is_active=False)
    assert offer.hat is None


@pytest.mark.parametrize("who", ["person", "home"])
def test_the_person_or_the_own_administrator_accepts(
    world: World, admin: User, victim: User, home: User, who: str
) -> None:
    offer = offered(world, admin)
    if who == "person":
        page = browser(victim).get(reverse("people:account")).content.decode()
        assert "Vai trò được đề nghị" in page
        browser(victim).post(reverse("people:my_offer", args=[offer.pk]), {"tra-loi": "nhan"})
    else:
        assert [(one.pk, to.pk) for one, to in offers_to_decide(home)] == [(offer.pk, victim.pk)]
        assert "Xã Một" in browser(home).get(reverse("people:persons")).content.decode()
        browser(home).post(reverse("people:offer_answer", args=[victim.pk, offer.pk]), {"tra-loi": "nhan"})
    hat = Hat.objects.get(user=victim, unit=world.commune)
    offer.refresh_from_db()
    assert (hat.role, hat.scope, offer.hat, offer.accepted_on) == (Role.OFFICER, world.commune, hat, today())
    assert standing(home, victim).administers  # the account stays where it was
    assert not standing(admin, victim).administers
    assert not unaccounted().exists()
    paths = dict(Event.objects.filter(action__contains="được").values_list("action", "unit_path"))
    assert paths["Giao vai trò theo đề nghị đã được nhận"] == world.commune.path
    assert not paths["Nhận vai trò được đề nghị"].startswith(world.province.path)
    assert Notification.objects.filter(user=admin, text__contains="đã được nhận").exists()
    services.end_hat(admin, hat)
    assert list(User.objects.get(pk=victim.pk).hats.filter(valid_to=None).values_list("unit", flat=True)) == [
        world.far_commune.pk
    ]


def test_a_declined_offer_looks_like_one_that_waits(world: World, admin: User, victim: User) -> None:
    declined, unknown = offered(world, admin), offered(world, admin, "khong-co-ai")
    browser(victim).post(reverse("people:my_offer", args=[declined.pk]), {"tra-loi": "tu-choi"})
    assert not offers_to(victim).exists()
    assert {one.told_state for one in offers_made(admin)} == {"open"}
    for name in ("nguoi-xa", "khong-co-ai"):
        with pytest.raises(ValidationError, match="đang chờ"):
            offered(world, admin, name)
    for offer in (declined, unknown):
        services.withdraw_offer(admin, offer)
    assert not Event.objects.filter(unit_path__startswith=world.province.path, action__contains="Từ chối").exists()
    assert victim.hats.count() == 1


def end_of(what: str, offer: HatOffer, world: World, admin: User, victim: User) -> None:
    if what == "expired":
        HatOffer.objects.filter(pk=offer.pk).update(expires_on=today() - dt.timedelta(days=1))
    elif what == "withdrawn":
        services.withdraw_offer(admin, offer)
    elif what == "declined":
        services.decline_offer(victim, offer, victim)
    elif what == "accepted":
        services.accept_offer(victim, offer, victim)
    elif what == "maker lost the hat":
        services.end_hat(None, admin.hats.get())
    elif what == "maker is locked":
        User.objects.filter(pk=admin.pk).update(is_active=False)
    else:
        services.end_unit(None, world.commune, on=today() - dt.timedelta(days=1), reason="Giải thể")


ENDS = ["expired", "withdrawn", "declined", "accepted", "maker lost the hat", "maker is locked", "unit ended"]


@pytest.mark.parametrize("what", ENDS)
def test_an_offer_that_ended_is_not_accepted(world: World, admin: User, victim: User, home: User, what: str) -> None:
    offer = offered(world, admin)
    end_of(what, offer, world, admin, victim)
    hats = Hat.objects.count()
    for by in (victim, home):
        with pytest.raises(ValidationError):
            services.accept_offer(by, offer, victim)
    browser(victim).post(reverse("people:my_offer", args=[offer.pk]), {"tra-loi": "nhan"})
    browser(home).post(reverse("people:offer_answer", args=[victim.pk, offer.pk]), {"tra-loi": "nhan"})
    assert Hat.objects.count() == hats


def test_nobody_else_answers(world: World, admin: User, victim: User) -> None:
    offer = offered(world, admin)
    neighbour = person("quan-tri-hai", Role.ADMINISTRATOR, world.other_commune)
    colleague = person("dong-nghiep", Role.LEADER, world.far_commune)
    for by in (admin, neighbour, colleague):
        for act in (services.accept_offer, services.decline_offer):
            with pytest.raises(PermissionDenied):
                act(by, offer, victim)
        assert browser(by).post(reverse("people:my_offer", args=[offer.pk]), {"tra-loi": "nhan"}).status_code == 404
        answer = browser(by).post(reverse("people:offer_answer", args=[victim.pk, offer.pk]), {"tra-loi": "nhan"})
        assert answer.status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        services.accept_offer(colleague, offer, colleague)
    with pytest.raises(PermissionDenied):
        services.withdraw_offer(neighbour, offer)
    assert victim.hats.count() == 1


def test_who_offers_does_not_accept(world: World, admin: User, home: User) -> None:
    """A person with administrators' hats on both sides offers to a third, or to himself."""
    both = services.give_hat(None, admin, Role.ADMINISTRATOR, unit=world.far_province)
    own = offered(world, admin, admin.username)
    with pytest.raises(PermissionDenied, match="không tự nhận"):
        services.accept_offer(admin, own, admin)
    third = person("nguoi-xa", Role.OFFICER, world.far_commune)
    offer = offered(world, admin)
    admin.hat = both
    assert offer.pk not in [one.pk for one, _to in offers_to_decide(admin)]
    with pytest.raises(PermissionDenied, match="không tự nhận"):
        services.accept_offer(admin, offer, third)
    services.accept_offer(home, offer, third)


@pytest.mark.parametrize(
    ("unit", "scope"),
    [("commune", "province"), ("other_commune", None), ("far_commune", None), ("province", "commune")],
)
def test_nobody_offers_more_than_his_own_scope(
    world: World, admin: User, victim: User, unit: str, scope: str | None
) -> None:
    with pytest.raises(PermissionDenied):
        services.offer_hat(
            admin,
            getattr(world, unit),
            username="nguoi-xa",
            role=Role.OFFICER,
            scope=getattr(world, scope) if scope else None,
        )
    with pytest.raises(PermissionDenied):
        services.give_hat(
            admin, victim, Role.OFFICER, unit=getattr(world, unit), scope=getattr(world, scope) if scope else None
        )
    assert not HatOffer.objects.exists()


def test_a_stranger_is_not_given_a_hat_at_once(world: World, admin: User, victim: User) -> None:
    for user in (victim, person("nguoi-dan", Role.CITIZEN, None), person("hai", Role.OFFICER, world.other_commune)):
        with pytest.raises(PermissionDenied, match="gửi đề nghị"):
            services.give_hat(admin, user, Role.OFFICER, unit=world.commune)


def test_within_the_scope_a_hat_is_given_at_once(world: World, admin: User) -> None:
    mine = person("can-bo", Role.OFFICER, world.commune)
    answer = browser(admin).post(reverse("people:hat_give_known"), FORM | {"username": "can-bo", "role": "leader"})
    assert answer.status_code == 302
    assert mine.hats.filter(role=Role.LEADER).exists()
    assert not HatOffer.objects.exists()


def test_a_person_known_here_but_administered_elsewhere_gets_an_offer(world: World, admin: User, victim: User) -> None:
    services.accept_offer(victim, offered(world, admin), victim)
    client = browser(admin)
    page = client.get(reverse("people:person", args=[victim.pk])).content.decode()
    assert "Gửi đề nghị" in page
    client.post(reverse("people:hat_give", args=[victim.pk]), FORM | {"role": "leader"})
    assert HatOffer.objects.filter(role=Role.LEADER, username="nguoi-xa").count() == 1
    assert not victim.hats.filter(role=Role.LEADER).exists()


def test_an_account_opened_later_does_not_inherit_an_offer(world: World, admin: User) -> None:
    offer = offered(world, admin, "den-sau")
    late = person("den-sau", Role.OFFICER, world.far_commune)
    assert not offers_to(late).exists()
    with pytest.raises(PermissionDenied):
        services.accept_offer(late, offer, late)


@pytest.mark.parametrize(("name", "told"), [("nguoi-xa", 1), ("khong-co-ai", 0)])
def test_the_person_is_told_in_the_background(world: World, admin: User, victim: User, name: str, told: int) -> None:
    tell_of_offer.func(offered(world, admin, name).pk)
    assert Notification.objects.filter(user=victim, text__contains="đề nghị giao anh chị vai trò").count() == told


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_once_give_one_hat() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("cần PostgreSQL: cơ sở dữ liệu thử của SQLite nằm trong bộ nhớ, một kết nối ghi")
    world = make_world()
    admin = person("quan-tri", Role.ADMINISTRATOR, world.commune)
    victim = person("nguoi-xa", Role.OFFICER, world.far_commune)
    offer = offered(world, admin)
    ready, outcomes = threading.Barrier(4), []

    def accept() -> None:
        try:
            mine, me = HatOffer.objects.select_related("unit", "scope").get(pk=offer.pk), User.objects.get(pk=victim.pk)
            ready.wait(LONG)
            services.accept_offer(me, mine, me)
            outcomes.append("given")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert sorted(outcomes) == ["given", "refused", "refused", "refused"]
    assert Hat.objects.filter(user=victim, unit=world.commune).count() == 1
