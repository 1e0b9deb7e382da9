"""Names of a package that are fetched when they are first asked for, so that a command starts before all is loaded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

_TOLD = "_told_names"


class LazyPackage(ModuleType):
    """A package whose public names are found at first use.

    A name that is also that of a module inside (``vanban.header`` is a function, and a package) stays what the package
    tells: the import system binds each module to its parent, and here it is not let to.
    """

    def __getattr__(self, name: str) -> Any:
        told: Mapping[str, tuple[str, str]] = self.__dict__.get(_TOLD, {})
        if name not in told:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, its_name = told[name]
        found = getattr(import_module(module), its_name)
        self.__dict__[name] = found
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and name in self.__dict__.get(_TOLD, {}):
            return
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.__dict__.get(_TOLD, {})})


def tell(package: str, names: Mapping[str, str]) -> None:
    """Let the package have these names: each with where it stands, ``module`` or ``module:its name there``."""
    module = sys.modules[package]
    told = {name: (place.split(":")[0], place.partition(":")[2] or name) for name, place in names.items()}
    module.__dict__[_TOLD] = told
    module.__class__ = LazyPackage
