"""What the settings make of the environment: PostgreSQL of another machine, a log kept elsewhere."""

from __future__ import annotations

import logging
import logging.config
import socket
import ssl
from typing import Any

import pytest
from django.core.mail.backends.smtp import EmailBackend

from thuongton.config import settings
from thuongton.config.backup import postgres_environment


@pytest.mark.parametrize(
    ("host", "given", "mode"),
    [
        ("db.tinh.example", None, "verify-full"),
        ("10.1.2.3:5433", None, "verify-full"),
        ("db.tinh.example", "require", "require"),
        ("localhost", None, None),
        ("127.0.0.1:5432", None, None),
        ("[::1]:5432", None, None),
        ("%2Fvar%2Frun%2Fpostgresql", None, None),
    ],
)
def test_postgresql_of_another_machine_shows_a_certificate(
    host: str, given: str | None, mode: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THUONGTON_DATABASE_URL", f"postgresql://ai:mat-khau@{host}/so")
    monkeypatch.delenv("PGSSLMODE", raising=False)
    if given:
        monkeypatch.setenv("PGSSLMODE", given)
    made: Any = settings._database()
    assert made["OPTIONS"].get("sslmode") == mode


@pytest.mark.parametrize(
    ("url", "secure"),
    [
        ("smtp://thu.tinh.example", True),
        ("smtp://10.1.2.3:2525", True),
        ("smtp://ai:mat%2Dkhau@thu.tinh.example:587", True),
        ("smtp://ai:mat-khau@localhost", True),
        ("smtp://localhost", False),
        ("smtp://127.0.0.1:1025", False),
    ],
)
def test_mail_to_another_machine_is_encrypted(url: str, secure: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUONGTON_EMAIL_URL", url)
    made = settings._mail()
    assert made["EMAIL_USE_TLS"] is secure
    sender = EmailBackend(
        host=str(made["EMAIL_HOST"]), use_tls=bool(made["EMAIL_USE_TLS"]), username="", password="", port=1
    )
    assert sender.ssl_context.verify_mode == ssl.CERT_REQUIRED and sender.ssl_context.check_hostname
    monkeypatch.setenv("THUONGTON_EMAIL_URL", "")
    assert settings._mail() == {}


def test_backups_ask_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUONGTON_DATABASE_URL", "postgresql://ai:mat-khau@db.tinh.example/so")
    monkeypatch.delenv("PGSSLMODE", raising=False)
    from django.conf import settings as running

    monkeypatch.setattr(running, "DATABASES", {"default": settings._database()})
    assert postgres_environment()["PGSSLMODE"] == "verify-full"


def test_the_log_goes_to_another_machine_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as keeper:
        keeper.bind(("127.0.0.1", 0))
        keeper.settimeout(5)
        monkeypatch.setenv("THUONGTON_SYSLOG", f"127.0.0.1:{keeper.getsockname()[1]}")
        handler = settings._log_handlers()["elsewhere"]
        assert handler["class"] == "logging.handlers.SysLogHandler"
        sent = logging.handlers.SysLogHandler(address=handler["address"])  # type: ignore[arg-type]
        try:
            sent.emit(logging.LogRecord("thuongton", logging.WARNING, "", 0, "một dòng", (), None))
        finally:
            sent.close()
        assert "một dòng".encode() in keeper.recv(1000)


@pytest.mark.parametrize("address", ["may-nhat-ky", ":514", "may:cong", "514"])
def test_an_address_of_a_log_that_is_none_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUONGTON_SYSLOG", address)
    with pytest.raises(SystemExit, match="máy:cổng"):
        settings._log_handlers()
