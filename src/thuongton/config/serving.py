"""``thuongton serve`` and ``thuongton worker``: the processes that run, and what they say when they start."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.db import connection

from thuongton.demo.load import tell_accounts
from thuongton.jobs.schedule import start_clock_thread
from thuongton.jobs.services import make_worker, resume, run_worker, start_worker_thread, stop_worker, tend_jobs
from vanban.apart import warm

FORM_BYTES = 8 * 1024 * 1024
"""What a form may hold beside its file."""
READ_BY = ("thuongton.plans.taking_in.sheets", "thuongton.people.csv_table")
"""Modules of the platform that read what came from outside; loaded where files are read."""
AT_A_SOCKET = "localhost"
"""What the server calls everybody who comes by a socket of this machine."""
COLLECT_AFTER = 50_000
"""New objects after which Python looks for circles among them. A long reading makes a million at once, and every look
through them all holds up every thread that answers somebody."""


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


def check_socket(path: str) -> None:
    """Raise PortTaken when a process answers at this socket already, or its folder is not there."""
    if not Path(path).resolve().parent.is_dir():
        raise PortTaken(f"không có thư mục của «{path}»; hãy tạo thư mục đó trước.")
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:  # nobody answers: what a killed process left is taken away when it is bound
            return
    raise PortTaken(f"một chương trình khác đang dùng «{path}»; hãy chọn tệp khác.")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str, port: int) -> str:
    named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{named}:{port}"


def announce(host: str, port: int, path: str = "") -> None:
    """Say where the site is, then who may try it, and warn of demonstration accounts that others can reach.

    At a socket (``path``) everybody comes by the proxy. Trying passwords is slow on purpose: the site serves meanwhile.
    """
    print("Thượng Tôn đang chạy; nhấn Ctrl-C để dừng.")
    if path:
        print(f"  Chờ máy chủ proxy ở {path}", flush=True)
        threading.Thread(target=_tell_accounts, args=("0.0.0.0",), name="accounts", daemon=True).start()  # noqa: S104
        return
    address = _shown(host, port)
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
    worker, stopped = start_worker_thread()
    clock = start_clock_thread()
    try:
        yield
    finally:
        clock.set()
        stop_worker(worker, stopped)


def listening(options: argparse.Namespace) -> dict[str, Any]:
    """Where the server listens: at a socket that its account and its group may open, else at an address."""
    if options.socket:
        return {"unix_socket": options.socket, "unix_socket_perms": "660"}
    return {"host": options.host, "port": options.port}


def proxied(address: str) -> dict[str, Any]:
    """What the server believes about a request that comes from ``address``: the client and the scheme it tells.

    From anybody else, and without a proxy, the headers that tell them are dropped: nobody chooses his own address.
    """
    if not address:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": address,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def collect_seldom() -> None:
    """Leave what is loaded for good out of the looking for circles, and look more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def serve(options: argparse.Namespace) -> int:
    """Serve pages until Ctrl-C or SIGTERM, with the queue beside them unless told not to; the database is ready."""
    import waitress

    from thuongton.config.wsgi import application

    for sign in (signal.SIGINT, signal.SIGTERM):  # said outright: a shell starts a job of the background deaf to SIGINT
        signal.signal(sign, _stop)
    warm(at_once=settings.READERS, places=max(1, options.threads // 2), load=READ_BY)
    collect_seldom()
    try:
        server = waitress.create_server(
            application,
            **listening(options),
            threads=options.threads,
            ident=None,
            channel_timeout=120,
            max_request_body_size=settings.MAX_UPLOAD_BYTES + FORM_BYTES,  # refused before it is taken in
            **proxied(AT_A_SOCKET if options.socket and settings.PROXY else settings.PROXY),
        )
    except OSError as error:
        raise PortTaken(f"không mở được {options.socket or f'cổng {options.port}'} ({error.strerror}).") from error
    try:
        if options.no_worker:
            announce(options.host, options.port, options.socket or "")
            server.run()
        else:
            with _background():
                announce(options.host, options.port, options.socket or "")
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
    warm(at_once=settings.READERS)
    collect_seldom()
    if options.batch:
        resume()
        worker.run()
        return 0
    worker.configure_signals()
    clock, stopped = start_clock_thread(), threading.Event()
    tend_jobs(stopped)
    print("Bộ xử lý việc nền đang chạy; nhấn Ctrl-C để dừng.", flush=True)
    try:
        run_worker(worker, stopped)
    except SystemExit:
        return 0
    finally:
        stopped.set()
        clock.set()
    return 0
