"""The demonstration of drafting: one procedure of each form half-way, whenever it is loaded."""

from __future__ import annotations

from typing import Any

import pytest

from cases.conftest import Office
from factories import person
from thuongton.cases.models import Case
from thuongton.drafting.demonstration import COMMUNE, PROVINCE, load
from thuongton.drafting.local_forms import LocalForm
from thuongton.people.models import Role
from thuongton.web.demonstration import Demonstration

pytestmark = pytest.mark.django_db


def test_one_procedure_of_each_form_is_half_way(office: Office) -> None:
    units = {COMMUNE[0]: office.world.commune, PROVINCE[0]: office.world.justice}
    people: dict[str, Any] = {COMMUNE[1]: office.officer, PROVINCE[1]: person("so", Role.MONITOR, office.world.justice)}
    assert load(Demonstration(units, people, lambda number: (number, b""))).startswith("Đã thêm 6 hồ sơ")
    states = dict(Case.objects.values_list("kind", "state"))
    assert set(states) == {*LocalForm.values, "van_ban_trai_phap_luat"}
    assert not Case.objects.filter(closed_on__isnull=False).exists()
    assert states["quyet_dinh_ubnd_tinh"] == "cho_bo_sung" and states["nghi_quyet_hdnd_tinh"] == "tham_dinh"
