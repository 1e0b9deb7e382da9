"""The trail: nothing is changed unseen, nothing written is taken back, and every chain is whole."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction

from factories import World, make_world, person
from thuongton.audit.models import Chain, Event, RowChange
from thuongton.audit.queries import broken_links, history, unaccounted
from thuongton.audit.reading import field_changes, readable
from thuongton.audit.services import recording
from thuongton.audit.triggers import guards_lifted, install
from thuongton.people import services
from thuongton.people.models import Role, Unit

GUARDED = ["audit_event", "audit_rowchange"]


@pytest.fixture
def world(db: None) -> World:
    """Of its own for each test: one here really commits."""
    return make_world()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


class Lifted:
    """The guards taken away as somebody with the database's own password could, and put back."""

    def __enter__(self) -> None:
        if connection.vendor == "postgresql":
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            for table in GUARDED:
                sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            self.lifted = guards_lifted(connection)
            self.lifted.__enter__()

    def __exit__(self, *error: object) -> None:
        if connection.vendor == "postgresql":
            for table in GUARDED:
                sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            self.lifted.__exit__(None, None, None)


def test_a_trail_left_alone_is_whole(world: World) -> None:
    assert Event.objects.count() >= 8
    assert list(broken_links()) == []
    assert not unaccounted().exists()


TAMPERED = [
    ("UPDATE audit_event SET actor = 'Ai khác' WHERE id = (SELECT min(id) FROM audit_event)", "đã bị sửa"),
    ("UPDATE audit_event SET reason = 'vì khác' WHERE id = (SELECT max(id) FROM audit_event)", "đã bị sửa"),
    ("UPDATE audit_event SET at = '2020-01-01 00:00:00+00' WHERE id = (SELECT min(id) FROM audit_event)", "đã bị sửa"),
    ("UPDATE audit_rowchange SET after = '{}' WHERE id = (SELECT min(id) FROM audit_rowchange)", "đã bị sửa"),
    ("DELETE FROM audit_rowchange WHERE id = (SELECT max(id) FROM audit_rowchange)", "đã bị sửa"),
]


@pytest.mark.parametrize(("statement", "sentence"), TAMPERED)
def test_what_is_edited_behind_the_guards_is_found(world: World, statement: str, sentence: str) -> None:
    with Lifted():
        sql(statement)
    assert any(sentence in fault for fault in broken_links())


@pytest.mark.parametrize(("which", "sentence"), [("min", "thiếu hoặc đảo"), ("max", "đầu chuỗi không khớp")])
def test_an_act_taken_out_is_found(world: World, which: str, sentence: str) -> None:
    root = world.province.root_id
    seq = 1 if which == "min" else Chain.objects.get(root=root).seq
    gone = Event.objects.get(chain__root=root, seq=seq).pk
    with Lifted():
        sql(f"DELETE FROM audit_rowchange WHERE event_id = {gone}")
        sql(f"DELETE FROM audit_event WHERE id = {gone}")
    assert any(sentence in fault for fault in broken_links())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'Ai khác'",
        "UPDATE audit_event SET reason = 'vì khác' WHERE id = (SELECT max(id) FROM audit_event)",
        "DELETE FROM audit_event",
        "UPDATE audit_rowchange SET after = NULL",
        "UPDATE audit_rowchange SET event_id = NULL",
        "DELETE FROM audit_rowchange",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(world: World, statement: str) -> None:
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        sql(statement)
    assert list(broken_links()) == []


def by_bulk(world: World) -> None:
    Unit.objects.filter(kind="commune").update(short_name="x")


def by_raw(world: World) -> None:
    sql(f"UPDATE people_unit SET name = 'Khác' WHERE id = {world.commune.pk}")


def by_bulk_create(world: World) -> None:
    Unit.objects.bulk_create([Unit(name="Lậu", kind="commune", parent=world.province, path="/x/")])


def by_delete(world: World) -> None:
    Unit.objects.filter(pk=world.office.pk).delete()


@pytest.mark.parametrize(
    ("act", "rows"),
    [(by_bulk, 3), (by_raw, 1), (by_bulk_create, 1), (by_delete, 1)],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_a_change_around_the_services_is_caught(world: World, act: Callable[[World], None], rows: int) -> None:
    act(world)
    assert unaccounted().count() == rows


def test_an_act_that_fails_leaves_nothing(world: World) -> None:
    events, changes = Event.objects.count(), RowChange.objects.count()
    with pytest.raises(RuntimeError), recording(None, "Việc hỏng", world.commune):
        Unit.objects.filter(pk=world.commune.pk).update(name="Khác")
        raise RuntimeError
    assert (Event.objects.count(), RowChange.objects.count()) == (events, changes)
    assert Unit.objects.get(pk=world.commune.pk).name == "Xã Một"


def test_passwords_never_stand_in_the_trail(world: World) -> None:
    officer = person("cong-chuc", Role.OFFICER, world.commune)
    services.reset_password(None, officer)
    officer.refresh_from_db()
    whole = "".join(f"{c.before}{c.after}" for c in RowChange.objects.filter(table="people_user"))
    assert '"username"' in whole
    assert '"password"' not in whole
    assert officer.password not in whole


def test_an_act_says_who_which_hat_what_why_before_and_after(world: World) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    services.edit_unit(admin, world.commune, name="Phường Một", kind="ward", reason="Nghị quyết 12")
    event = Event.objects.latest("id")
    assert (event.actor, event.hat, event.action, event.subject, event.reason) == (
        "Quan-Tri",
        "Quản trị, Tỉnh Thử",
        "Sửa đơn vị",
        "Phường Một",
        "Nghị quyết 12",
    )
    assert sorted((c.record, c.field, c.before, c.after) for c in field_changes(event)) == [
        ("Đơn vị «Phường Một» – sửa", "Loại", "Xã", "Phường"),
        ("Đơn vị «Phường Một» – sửa", "Tên đơn vị", "Xã Một", "Phường Một"),
    ]


def test_history_of_one_record_tells_nothing_of_others(world: World) -> None:
    with recording(None, "Việc chung", world.province):
        Unit.objects.filter(pk__in=[world.commune.pk, world.other_commune.pk]).update(short_name="BIMAT")
    acts = readable(history(world.commune))
    assert acts[0].event.action == "Việc chung"
    assert len(acts[0].changes) == 1
    assert len(readable(history(world.province))[0].changes) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_whole_chains() -> None:
    world = make_world()
    places = [world.commune, world.other_commune, world.far_commune, world.far_province]
    faults: list[BaseException] = []

    def write(place: Unit) -> None:
        try:
            for n in range(15):
                services.edit_unit(None, place, name=f"{place.kind} {n}", kind=place.kind)
        except BaseException as fault:  # shown by the assertion below
            faults.append(fault)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(place,)) for place in places]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    assert list(broken_links()) == []
    assert not unaccounted().exists()
    for place in places:
        acts = Event.objects.filter(action="Sửa đơn vị", subject_id=place.pk)
        assert acts.count() == 15
        assert {change.row for act in acts for change in act.changes.all()} == {place.pk}


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_an_empty_trail_to_the_next() -> None:
    make_world()
    assert Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_next_one_finds_it_empty_and_guarded() -> None:
    assert not Event.objects.exists()
    assert not RowChange.objects.exists()
    services.add_unit(None, None, name="Tỉnh Thử", kind="province")
    with pytest.raises(DatabaseError, match="chi duoc ghi them"), transaction.atomic():
        sql("DELETE FROM audit_event")
    assert install(connection) > 20
