"""Fields of kinds as people type them: what is read, what is refused, and with which words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import Bilingual, KindField
from thuongton.cases.engine.judge import check_value
from thuongton.cases.kind_fields import PartRowsField, form_field
from thuongton.cases.shown.values import value_words

CHOICES = {"dat_dai": Bilingual("Đất đai", "Land"), "khac": Bilingual("Khác", "Other")}


def field(kind: str, **more: Any) -> KindField:
    return KindField("truong", Bilingual("Trường", "Field"), kind, **more)


PARTS = (field("text"), KindField("nam_sinh", Bilingual("Năm sinh", "Year of birth"), "number"))
READ = [
    ("text", "  Tổ hoà giải thôn Đông ", "Tổ hoà giải thôn Đông"),
    ("long_text", "dòng một\ndòng hai", "dòng một\ndòng hai"),
    ("text", "", None),
    ("choice", "dat_dai", "dat_dai"),
    ("choice", "", None),
    ("yes_no", "co", True),
    ("yes_no", "khong", False),
    ("yes_no", "", None),
    ("number", "1.200", 1200),
    ("number", "0", 0),
    ("money", "1 200 000", 1_200_000),
    ("number", "", None),
    ("day", "9/3/2026", "2026-03-09"),
    ("day", "2026-03-09", "2026-03-09"),
    ("day", "", None),
    ("moment", "8:30 9/3/2026", "2026-03-09T08:30"),
    ("moment", "9/3/2026 14h", "2026-03-09T14:00"),
    ("moment", "9/3/2026", "2026-03-09"),
    ("clause", "155/2026/NĐ-CP Điều 10", "155/2026/NĐ-CP Điều 10"),
]
REFUSED = [
    ("choice", "nha_o"),
    ("yes_no", "co_the"),
    ("number", "mười hai"),
    ("number", "-1"),
    ("number", "1,5"),
    ("number", "9" * 17),
    ("number", "²"),
    ("day", "31/2/2026"),
    ("day", "mai"),
    ("moment", "25:00 9/3/2026"),
    ("moment", "8:30"),
    ("moment", "8:30 9/3/2026 9/4/2026"),
    ("text", "x" * 501),
]


@pytest.mark.parametrize(("kind", "typed", "value"), READ)
def test_what_is_typed_is_read_as_the_interpreter_takes_it(kind: str, typed: str, value: Any) -> None:
    one = field(kind, choices=CHOICES if kind == "choice" else {})
    found = form_field(one).clean(typed)
    assert found == value and type(found) is type(value)
    check_value(one, found)  # raises where it does not fit


@pytest.mark.parametrize(("kind", "typed"), REFUSED)
def test_what_does_not_fit_is_told_in_one_sentence(kind: str, typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        form_field(field(kind, choices=CHOICES if kind == "choice" else {})).clean(typed)
    assert len(refused.value.messages) == 1


def test_rows_keep_their_order_and_leave_out_empty_ones() -> None:
    rows: Any = form_field(field("rows", parts=PARTS))
    assert isinstance(rows, PartRowsField)
    data = {"f-0-truong": "Lê", "f-0-nam_sinh": "1980", "f-1-truong": "", "f-1-nam_sinh": "", "f-2-truong": "Trần"}
    typed = rows.widget.value_from_datadict({**data, "f-2-nam_sinh": ""}, {}, "f")
    assert rows.clean(typed) == [{"truong": "Lê", "nam_sinh": 1980}, {"truong": "Trần"}]
    with pytest.raises(ValidationError, match="Dòng 1: «xưa» không phải số nguyên"):
        rows.clean([{"truong": "Lê", "nam_sinh": "xưa"}])
    assert rows.clean([{"truong": " ", "nam_sinh": ""}]) is None


def test_what_is_kept_is_shown_as_offices_write_it() -> None:
    assert value_words(field("choice", choices=CHOICES), "dat_dai") == "Đất đai"
    assert value_words(field("money"), 1_200_000) == "1.200.000"
    assert [value_words(field("number"), one) for one in (1980, 12_000)] == ["1980", "12.000"]
    assert value_words(field("day"), "2026-03-09") == "9/3/2026"
    assert value_words(field("moment"), "2026-03-09T08:30") == "08:30 9/3/2026"
    assert value_words(field("yes_no"), False) == "không"
    assert value_words(field("rows", parts=PARTS), [{"truong": "Lê", "nam_sinh": 1980}]) == "Lê, 1980"
    assert value_words(field("text"), None) == ""


def test_every_field_of_every_kind_makes_a_field_with_its_label() -> None:
    made = [
        (kind.kind, name, form_field(one).label == one.label.vi)
        for versions in known_kinds().values()
        for kind in versions
        for name, one in kind.fields.items()
    ]
    assert len(made) > 300 and all(named for _kind, _name, named in made)
