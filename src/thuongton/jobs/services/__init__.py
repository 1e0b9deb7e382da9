"""Every write of jobs: turns of what recurs, leases of what runs, the workers, and the clearing away afterwards."""

from thuongton.jobs.services.leases import LeaseLost, demand_lease, requeue_interrupted
from thuongton.jobs.services.queue import Resume, enqueue_once, resume, unqueued
from thuongton.jobs.services.turns import close_turn, take_turn
from thuongton.jobs.services.workers import make_worker, run_worker, start_worker_thread, stop_worker, tend_jobs

__all__ = [
    "LeaseLost",
    "Resume",
    "close_turn",
    "demand_lease",
    "enqueue_once",
    "make_worker",
    "requeue_interrupted",
    "resume",
    "run_worker",
    "start_worker_thread",
    "stop_worker",
    "take_turn",
    "tend_jobs",
    "unqueued",
]
