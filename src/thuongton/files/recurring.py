"""What recurs for stored files: what nothing holds is taken out of the store every hour."""

from __future__ import annotations

from thuongton.jobs.schedule import Periodic, hourly


def sweep_files() -> str:
    """Take files out of the store that nothing has held for an hour, and what killed processes left there."""
    from thuongton.files.services import sweep

    return f"Đã dọn {sweep()} tệp không thuộc văn bản nào."


JOBS = (Periodic("don-tep", hourly, sweep_files),)
