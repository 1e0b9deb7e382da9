"""What the queue clears away: its own jobs once a day, and what the ground keeps for a while."""

from __future__ import annotations

from thuongton.jobs.schedule import Periodic, daily, hourly


def clear() -> str:
    """Clear away finished jobs, ended sessions and old attempts to sign in."""
    from thuongton.jobs.services.upkeep import clear_jobs, clear_sign_ins

    return f"Đã dọn {clear_jobs()} việc nền đã xong, {clear_sign_ins()} phiên và lần đăng nhập đã hết hạn."


def sweep_forms() -> str:
    """Forget forms that were kept for their person and not sent again."""
    from thuongton.web.forms.services import sweep

    return f"Đã dọn {sweep()} biểu mẫu giữ quá hạn."


def sweep_allowances() -> str:
    """Forget how much was spent of allowances whose time is long over."""
    from thuongton.web.services import forget_spent

    return f"Đã bỏ {forget_spent()} lượt đếm việc nặng đã cũ."


JOBS = (
    Periodic("don-viec-cu", daily, clear),
    Periodic("don-bieu-mau", hourly, sweep_forms),
    Periodic("don-luot-dem", daily, sweep_allowances),
)
