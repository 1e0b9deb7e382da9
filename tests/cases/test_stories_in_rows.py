"""Stories through rows and services give what they give in memory, and rebuilding changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from thuongton.calendars.services.upgrading import update_calendar
from thuongton.cases.checks import CHECKS
from thuongton.cases.models import Case
from thuongton.cases.services import rebuild
from thuongton.cases.stories import run_story
from thuongton.cases.through_database import DatabaseRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: LazySettings) -> None:
    """Master keys of the test's own, and the working calendar."""
    settings.MASTER_KEYS = tmp_path / "master-keys"
    update_calendar()


@pytest.mark.shared
def test_stories_beside_the_repository_run_through_rows(shared: Path) -> None:
    stories = sorted((shared / "gold_dev" / "cases" / "stories").glob("*.jsonl"))
    assert stories
    wrong = [
        answer
        for path in stories
        for answer in run_story(path.read_text("utf-8"), path.stem, begin=DatabaseRun)
        if answer["ok"] is not True
    ]
    assert wrong == [], wrong[:2]
    assert Case.objects.count() > 15
    assert [said for check in CHECKS for said in check.find()] == []
    assert rebuild(None, list(Case.objects.select_related("unit"))) == 0
