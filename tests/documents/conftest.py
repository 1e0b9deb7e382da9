"""A file store of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import World, officer
from thuongton.files import store
from thuongton.people.models import User


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path: Path) -> Path:
    """The file store of this test."""
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def clerk(world: World) -> User:
    """An officer of the first commune."""
    return officer(world.commune)


def stored_paths(root: Path) -> list[Path]:
    """Every file under the store, half-written ones too; the empty files that are locked are none."""
    return [path for path in root.rglob("*") if path.is_file() and path.parent.name != store.LOCKS]
