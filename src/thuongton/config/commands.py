"""What each ``thuongton`` command does."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from thuongton.audit.services import recording
from thuongton.calendars.services import seed_years
from thuongton.config.backup import BackupError, make_backup, restore_backup


class Unusable(Exception):
    """Input that cannot be used; the message is one Vietnamese sentence."""


def migrate() -> None:
    """Make or upgrade the database and gather the static files."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    with recording(None, "Cập nhật lịch làm việc"):
        seed_years()
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(options: argparse.Namespace) -> int:
    """Serve pages, and run the worker in a thread of the same process unless told not to."""
    import waitress

    from thuongton.config.wsgi import application
    from thuongton.jobs.schedule import start_clock_thread
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
        clock = start_clock_thread()
    print(f"Thượng Tôn đang chạy tại http://{options.host}:{options.port} – nhấn Ctrl-C để dừng.", flush=True)
    serving = settings.DATA / "serving.pid"
    serving.write_text(str(os.getpid()))
    try:
        waitress.serve(
            application, host=options.host, port=options.port, threads=options.threads, ident=None, channel_timeout=120
        )
    finally:
        serving.unlink(missing_ok=True)
        if not options.no_worker:
            worker.running = False
            clock.set()
    return 0


def backup(options: argparse.Namespace) -> int:
    """Write everything into one archive."""
    try:
        manifest = make_backup(Path(options.file))
    except (BackupError, OSError) as error:
        raise Unusable(f"{options.file}: {error}") from error
    print(f"Đã sao lưu {sum(manifest['rows'].values()):,} dòng và {len(manifest['files']):,} tệp vào {options.file}.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put back everything from one archive."""
    source = Path(options.file)
    if not source.is_file():
        raise Unusable(f"{options.file}: không có tệp này.")
    serving = settings.DATA / "serving.pid"
    if serving.exists() and _alive(int(serving.read_text() or 0)):
        raise Unusable("trang web đang chạy trên dữ liệu này; hãy dừng nó (Ctrl-C) rồi khôi phục.")
    try:
        manifest = restore_backup(source, force=options.force)
    except (BackupError, OSError) as error:
        raise Unusable(f"{options.file}: {error}") from error
    print(f"Đã khôi phục bản sao lưu lúc {manifest['made_at']}: {sum(manifest['rows'].values()):,} dòng.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Run every integrity check; 1 when an error is found."""
    from thuongton.audit.checks import all_checks, run_checks

    found = list(run_checks())
    for find in found:
        mark = "LỖI " if find.check.severity == "error" else "LƯU Ý"
        print(f"{mark}  {find.check.code}: {find.sentence}\n       → {find.check.remedy}")
    print(f"Đã chạy {len(all_checks())} phép kiểm tra: {len(found)} điều cần xem.")
    return 1 if any(find.check.severity == "error" for find in found) else 0


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (OSError, ValueError):
        return False
    return pid > 0


def run(options: argparse.Namespace) -> int:
    """Dispatch to the command named on the line."""
    if options.verb == "serve":
        return serve(options)
    if options.verb == "worker":
        from thuongton.jobs.schedule import start_clock_thread
        from thuongton.jobs.services import make_worker

        if not options.batch:
            start_clock_thread()
        make_worker(batch=options.batch).run()
        return 0
    if options.verb == "migrate":
        migrate()
        return 0
    if options.verb == "demo":
        from thuongton.demo.load import load

        migrate()
        return load(if_empty=options.if_empty, out=sys.stdout)
    return {"import": load_files, "backup": backup, "restore": restore, "check": check}[options.verb](options)
