"""An act that is killed between two of its statements or commits has happened as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "engine", [pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_no_act_is_left_half_done(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some points of every act; the measurement `make bench ARGS=kills` takes all of them."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import found_on
    from with_postgres import binaries

    if engine == "postgresql" and binaries() is None:
        pytest.skip("cần máy chủ PostgreSQL")
    found = found_on(engine, "kills.py", 69, 3, made=True)
    assert not found["faults"], "\n".join(found["faults"])
    assert found["finds"] == {}
    assert found["cuts"] >= found["acts"] == len(found["points"])
    assert found["absent"] and found["whole"]
