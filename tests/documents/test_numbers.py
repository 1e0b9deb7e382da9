"""Numbers given by many at once: no two alike, none left out."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from factories import make_world
from thuongton.documents.models import Document, NumberSeries
from thuongton.documents.numbering import kind_of, place_of, series_of, symbol_of, write_number
from thuongton.documents.services import issue_number, register_document, take_number
from waiting import LONG


@pytest.mark.parametrize(
    ("ordinal", "symbol", "year", "printed"),
    [
        (5, "BC-UBND", None, "05/BC-UBND"),
        (9, "UBND-TH", None, "09/UBND-TH"),
        (10, "BC-UBND", None, "10/BC-UBND"),
        (1234, "KH-UBND", None, "1234/KH-UBND"),
        (7, "CTr/ĐU", None, "07-CTr/ĐU"),
        (3, "QĐ-UBND", 2026, "03/2026/QĐ-UBND"),
    ],
)
def test_how_a_number_is_written(ordinal, symbol, year, printed) -> None:
    assert write_number(ordinal, symbol, year) == printed


@given(st.integers(1, 99_999), st.sampled_from(["BC-UBND", "KH-UBND", "UBND-TH", "CTr/ĐU", "QĐ-UBND", "STP-XDPL"]))
def test_a_written_number_is_read_back(ordinal: int, symbol: str) -> None:
    printed = write_number(ordinal, symbol)
    place = place_of(printed, 2026)
    assert place is not None
    assert (place.ordinal, place.year, place.series) == (ordinal, 2026, series_of(symbol))
    assert symbol_of(printed) == symbol


@pytest.mark.parametrize(
    ("symbol", "series", "kind"),
    [
        ("BC-UBND", "BC", ("Báo cáo", "BC")),
        ("UBND-TH", "công văn", ("", "")),
        ("STP", "công văn", ("", "")),
        ("KH-UBND", "KH", ("Kế hoạch", "KH")),
    ],
)
def test_series_and_kind_of_a_symbol(symbol, series, kind) -> None:
    assert series_of(symbol) == series
    assert kind_of(symbol) == kind


@pytest.mark.parametrize("typed", ["", "không số", "/KH-UBND", "KH", "KH-UBND/5"])
def test_other_forms_have_no_place(typed: str) -> None:
    assert place_of(typed, 2026) is None


def _at_once(count: int, act) -> list:
    results, errors = [], []
    start = threading.Barrier(count)

    def run(at: int) -> None:
        try:
            start.wait(LONG)
            results.append(act(at))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert not errors
    return results


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different() -> None:
    world = make_world()

    def take(_at: int) -> list[int]:
        return [take_number(world.commune, "BC", 2026) for _ in range(10)]

    taken = sorted(number for numbers in _at_once(8, take) for number in numbers)
    assert taken == list(range(1, 81))
    assert NumberSeries.objects.get().last == 80


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_paper_numbered_by_two_gets_one_number() -> None:
    world = make_world()
    paper = register_document(None, world.commune, "outgoing", symbol="BC-UBND")

    def number(_at: int) -> str:
        try:
            return issue_number(None, Document.objects.get(pk=paper.pk), on=dt.date(2026, 3, 1)).number
        except ValueError:
            return ""
        except Exception as error:
            assert "đã có số" in str(error)
            return "đã có"

    assert sorted(_at_once(4, number)) == ["01/BC-UBND", "đã có", "đã có", "đã có"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_arrivals_registered_at_once_are_numbered_one_by_one() -> None:
    world = make_world()

    def register(at: int) -> int:
        return register_document(None, world.commune, "incoming", title=f"Văn bản {at}").arrival_no

    assert sorted(_at_once(6, register)) == [1, 2, 3, 4, 5, 6]
