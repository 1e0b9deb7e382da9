"""One signed-in person before the site: asks pages and sends files over a connection of his own, and times answers."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SIGN_IN = "/tai-khoan/login/"
BOUNDARY = "thuongton-bench-7f3a"
PATIENCE = 180
"""Seconds an answer may take before it counts as none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer (0: none came), the seconds until its last byte, and after how many to come again."""

    status: int
    seconds: float
    wait: int = 0


class Visitor:
    """A browser without a face: keeps its cookies and its connection."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}

    def ask(self, address: str, body: bytes | None = None, **headers: str) -> Answer:
        """The answer to a GET, or to a POST when there is a body."""
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers["Accept-Language"] = "vi"
        headers |= {"X-CSRFToken": self._cookies.get("csrftoken", "")} if body is not None else {}
        began = time.perf_counter()
        try:
            self._line.request("GET" if body is None else "POST", address, body, headers)
            response = self._line.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            self._line.close()
            return Answer(0, time.perf_counter() - began)
        seconds = time.perf_counter() - began
        for each in response.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(each).items()}
        return Answer(response.status, seconds, int(response.headers.get("Retry-After") or 0))

    def sign_in(self, name: str, password: str) -> None:
        """Sign in by the form; raises SystemExit when the site does not let the person in."""
        self.ask(SIGN_IN)
        form = urlencode({"login": name, "password": password}).encode()
        kind = "application/x-www-form-urlencoded"
        answer = self.ask(SIGN_IN, form, **{"Content-Type": kind})
        if answer.status != 302 or "sessionid" not in self._cookies:
            raise SystemExit(f"bench: {name} was not let in ({answer.status})")

    def send(self, address: str, field: str, name: str, data: bytes, **headers: str) -> Answer:
        """Send one file by a form, as the script of the page does."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        head += "Content-Type: application/octet-stream\r\n\r\n"
        body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.ask(address, body, **headers, **{"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
