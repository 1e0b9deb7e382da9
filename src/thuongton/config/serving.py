"""``thuongton serve`` and ``thuongton worker``: the processes that run, and what they say when they start."""

from __future__ import annotations

import argparse
import datetime as dt
import ipaddress
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.db import connection

from thuongton.demo.load import tell_accounts
from thuongton.documents.services.drafts import resume_unread
from thuongton.documents.services.intake import resume_interrupted
from thuongton.jobs.schedule import start_clock_thread
from thuongton.jobs.services import make_worker, requeue_interrupted, run_worker, start_worker_thread, stop_worker


class PortTaken(Exception):
    """The address cannot be listened on; the message is one Vietnamese sentence."""


def check_address(host: str, port: int) -> None:
    """Raise PortTaken when nothing can listen at this address."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise PortTaken(f"không hiểu địa chỉ «{host}»; hãy ghi địa chỉ IP của máy này sau --host.") from error
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "ngoài 0–65535"
        raise PortTaken(
            f"không mở được cổng {port} ({reason}); có thể chương trình khác đang dùng. "
            f"Hãy chọn cổng khác, ví dụ --port {port + 1 if port < 65535 else 8000}."
        ) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str, port: int) -> str:
    named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{named}:{port}"


def announce(host: str, port: int) -> None:
    """Say where the site is, then who may try it, and warn of demonstration accounts that others can reach.

    Trying passwords is slow on purpose: the site serves meanwhile.
    """
    address = _shown(host, port)
    print("Thượng Tôn đang chạy; nhấn Ctrl-C để dừng.")
    print(f"  Trang web     {address}/")
    print(f"  API           {address}/api/v1/openapi.json")
    print(f"  Kiểm tra máy  {address}/healthz")
    sys.stdout.flush()
    if not is_loopback(host) and all(is_loopback(name.strip("[]")) for name in settings.ALLOWED_HOSTS):
        print("LƯU Ý: máy khác chỉ vào được khi tên máy này có trong THUONGTON_HOSTS.", file=sys.stderr, flush=True)
    threading.Thread(target=_tell_accounts, args=(host,), name="accounts", daemon=True).start()


def _tell_accounts(host: str) -> None:
    try:
        open_accounts = tell_accounts(sys.stdout)
        sys.stdout.flush()
    finally:
        connection.close()
    if open_accounts and not is_loopback(host):
        print(
            f"CẢNH BÁO: máy khác vào được mà {open_accounts} tài khoản mẫu vẫn dùng mật khẩu mẫu; "
            "hãy đổi mật khẩu hoặc khoá các tài khoản đó.",
            file=sys.stderr,
            flush=True,
        )


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


@contextmanager
def _background() -> Iterator[None]:
    """The queue and the clock, in threads of this process for the length of a block."""
    resume()
    worker, stopped = start_worker_thread()
    clock = start_clock_thread()
    try:
        yield
    finally:
        clock.set()
        stop_worker(worker, stopped)


def resume() -> None:
    """Put back what a killed process left half-done. With SQLite no other process works on the queue."""
    requeue_interrupted(dt.timedelta(0)) if connection.vendor == "sqlite" else requeue_interrupted()
    resume_interrupted()
    resume_unread()


def serve(options: argparse.Namespace) -> int:
    """Serve pages until Ctrl-C or SIGTERM, with the queue beside them unless told not to; the database is ready."""
    import waitress

    from thuongton.config.wsgi import application

    signal.signal(signal.SIGTERM, _stop)
    try:
        server = waitress.create_server(
            application, host=options.host, port=options.port, threads=options.threads, ident=None, channel_timeout=120
        )
    except OSError as error:
        raise PortTaken(f"không mở được cổng {options.port} ({error.strerror}).") from error
    try:
        if options.no_worker:
            announce(options.host, options.port)
            server.run()
        else:
            with _background():
                announce(options.host, options.port)
                server.run()
    except (KeyboardInterrupt, SystemExit):
        pass  # asked to stop before the first request
    finally:
        server.close()
        connection.close()
    print("Đã dừng.", flush=True)
    return 0


def work(options: argparse.Namespace) -> int:
    """Run queued jobs and what recurs until Ctrl-C or SIGTERM, or (``--batch``) until nothing is waiting."""
    worker = make_worker(batch=options.batch)
    if options.batch:
        worker.run()
        return 0
    worker.configure_signals()
    clock = start_clock_thread()
    print("Bộ xử lý việc nền đang chạy; nhấn Ctrl-C để dừng.", flush=True)
    try:
        requeue_interrupted()
        run_worker(worker, threading.Event())
    except SystemExit:
        return 0
    finally:
        clock.set()
    return 0
