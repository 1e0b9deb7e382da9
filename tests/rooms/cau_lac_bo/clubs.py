"""The register of legal clubs: its list, its form, its acts."""

from __future__ import annotations

from django import forms

from rooms.cau_lac_bo.models import Field, LegalClub
from rooms.cau_lac_bo.queries import visible_to
from thuongton.people.forms import Styled
from thuongton.records.on_record import OnRecord
from thuongton.records.register import Register
from thuongton.records.services import rows
from thuongton.web.demonstration import Demonstration
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, DayRange, Words
from thuongton.web.lists.listing import Listing
from thuongton.web.widgets import DayField


class ClubForm(Styled, forms.ModelForm):
    """What a unit says of a club."""

    class Meta:
        model = LegalClub
        fields = ("name", "field", "head", "members", "founded_on", "note")
        field_classes = {"founded_on": DayField}


CLUBS = Register(
    listing=Listing(
        key="cau-lac-bo",
        title="Câu lạc bộ pháp luật",
        columns=(
            Column("ten", "Tên", str, 80, sort=("name",), template="records/parts/link.html", fixed=True),
            Column("linh-vuc", "Lĩnh vực", lambda club: club.get_field_display(), 30, sort=("field",)),
            Column("don-vi", "Đơn vị", lambda club: club.unit.name, 40, sort=("unit__name",)),
            Column("chu-nhiem", "Chủ nhiệm", lambda club: club.head, 40),
            Column("thanh-vien", "Thành viên", lambda club: club.members, 18, Kind.NUMBER, ("members",)),
            Column("thanh-lap", "Thành lập", lambda club: club.founded_on, 24, Kind.DAY, ("founded_on",)),
            Column("ghi-chu", "Ghi chú", lambda club: club.note, 50, shown=False),
        ),
        query=lambda question: visible_to(question.reader),
        filters=(
            Words(key="q", label="Tên, chủ nhiệm, ghi chú"),
            Choice(key="linh-vuc", label="Lĩnh vực", column="field", options=Field.choices),
            DayRange(key="tu", until="den", label="Thành lập từ", column="founded_on"),
        ),
        order=("name",),
    ),
    room="cau_lac_bo",
    form=ClubForm,
    visible=visible_to,
    new=lambda unit: LegalClub(unit=unit),
    added="cau_lac_bo.club-added",
    changed="cau_lac_bo.club-changed",
    add_label="Thêm câu lạc bộ",
    on_record=OnRecord(model=LegalClub, visible=visible_to),
    removed="cau_lac_bo.club-removed",
)


def load(place: Demonstration) -> str:
    """Two clubs of a commune of the demonstration."""
    commune = place.units["Hải Phòng/Xã Lạc Phượng"]
    for name in ("CLB Pháp luật thôn Đông", "CLB Pháp luật thôn Đoài"):
        rows.add(None, LegalClub(unit=commune), CLUBS.added, {"name": name})
    return "Đã thêm 2 câu lạc bộ."
