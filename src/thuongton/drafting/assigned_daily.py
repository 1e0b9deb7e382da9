"""What recurs in the drafting room: contents are closed and opened again as acts come into force and fall."""

from __future__ import annotations

from thuongton.jobs.schedule import Periodic, daily


def settle_contents() -> str:
    """Close what acts of ours in force rule, and open again what fell."""
    from thuongton.drafting.services.assigned import settle

    closed, opened = settle()
    return f"Đã khép {closed}, mở lại {opened} nội dung được giao."


JOBS = (Periodic("noi-dung-duoc-giao", daily, settle_contents),)
