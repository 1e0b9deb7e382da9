"""What each ``thuongton`` command does."""

from __future__ import annotations

import argparse
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection


class Unusable(Exception):
    """Input that cannot be used; the message is one Vietnamese sentence."""


def migrate() -> None:
    """Make or upgrade the database and gather the static files."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(options: argparse.Namespace) -> int:
    """Serve pages, and run the worker in a thread of the same process unless told not to."""
    import waitress

    from thuongton.config.wsgi import application
    from thuongton.jobs.services import requeue_interrupted, start_worker_thread

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            raise Unusable(
                f"cổng {options.port} đang có chương trình khác dùng; hãy chọn cổng khác bằng --port (make run PORT=…)."
            ) from error
    migrate()
    if not options.no_worker:
        if connection.vendor == "sqlite":
            requeue_interrupted()
        worker, _thread = start_worker_thread()
    print(f"Thượng Tôn đang chạy tại http://{options.host}:{options.port} – nhấn Ctrl-C để dừng.", flush=True)
    try:
        waitress.serve(
            application, host=options.host, port=options.port, threads=options.threads, ident=None, channel_timeout=120
        )
    finally:
        if not options.no_worker:
            worker.running = False
    return 0


def run(options: argparse.Namespace) -> int:
    """Dispatch to the command named on the line."""
    if options.verb == "serve":
        return serve(options)
    if options.verb == "worker":
        from thuongton.jobs.services import make_worker

        make_worker(batch=options.batch).run()
        return 0
    if options.verb == "migrate":
        migrate()
        return 0
    if options.verb == "demo":
        from thuongton.demo.load import load

        migrate()
        return load(if_empty=options.if_empty, out=sys.stdout)
    raise Unusable(f"chưa có lệnh {options.verb}.")
