"""The one linear formula of ranking; its weights are ``data/weights.toml``, by ``scripts/learn_search.py``; pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from thuongton.search.features import NAMES


@cache
def weights() -> tuple[float, ...]:
    """The weights, in the order of the features."""
    text = resources.files("thuongton.search").joinpath("data/weights.toml").read_text("utf-8")
    return in_order(tomllib.loads(text)["weights"])


def in_order(named: Mapping[str, float]) -> tuple[float, ...]:
    """Weights by name in the order of the features; 0 for one that is not named."""
    return tuple(float(named.get(name, 0.0)) for name in NAMES)


def score(features: Sequence[float], given: Sequence[float]) -> float:
    """What a candidate is worth."""
    return sum(one * weight for one, weight in zip(features, given, strict=True))
