"""The examples in the docstrings of the library are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import vanban

MODULES = sorted(
    found.name for found in pkgutil.walk_packages(vanban.__path__, "vanban.") if not found.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["vanban", *MODULES])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
