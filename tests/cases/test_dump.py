"""A dump of the database as text, by the program of PostgreSQL that backups use, holds no sealed word in clear."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.conf import LazySettings

from cases.conftest import make_office
from cases.leaks import leaks
from cases.test_leaks import KINDS, lived, of_level
from factories import person
from thuongton.cases.definition.library import known_kinds
from thuongton.config.backup import postgres_environment
from thuongton.people.models import Role


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_sealed_stands_nowhere_in_a_dump_of_the_database(tmp_path: Path, settings: LazySettings) -> None:
    """All kinds at once, written for good, then dumped."""
    settings.MASTER_KEYS = tmp_path / "master-keys"
    office = make_office()
    justice = office.world.justice
    people = {
        "xa": (office.officer, office.leader, office.world.commune),
        "tinh": (person("so-chuyen-vien", Role.OFFICER, justice), person("so-giam-doc", Role.LEADER, justice), justice),
    }
    for name in KINDS:
        kind = known_kinds()[name][-1]
        assert lived(*of_level(kind, people), kind), name
    command = ["pg_dump", "--format=plain", "--no-owner"]
    done = subprocess.run(command, env=postgres_environment(), capture_output=True, check=True)
    assert "chữ mẫu".encode() in done.stdout, "what is not sealed stands in it: these are the rows"
    assert leaks(done.stdout) == []
