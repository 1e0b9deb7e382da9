"""The trail is written in Vietnamese whoever acts in whichever language, and shown in the language of the page."""

from __future__ import annotations

import pytest
from django.utils import translation

from factories import make_world, person
from thuongton.audit.models import Event
from thuongton.people import services
from thuongton.people.models import Role
from thuongton.web.templatetags.web import in_page_language


@pytest.mark.django_db
def test_the_trail_is_written_in_vietnamese_and_shown_in_english() -> None:
    world = make_world()
    head = person("quan-tri", Role.ADMINISTRATOR, world.province)
    with translation.override("en"):
        services.add_unit(head, world.province, name="Phòng Hành chính", kind="office")
        event = Event.objects.latest("pk")
        assert in_page_language(event.action) == "Add a unit"
        assert in_page_language("") == ""
        assert in_page_language("Việc chưa ai dịch") == "Việc chưa ai dịch"
    assert event.action == "Thêm đơn vị"
    assert "Quản trị" in event.hat
