"""The set-up of docs/running.md behind a real nginx: whose address counts, and which scheme links have."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import re
import shutil
import socket
import ssl
import stat
import subprocess
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from ports import free_port

import waiting
from ops.conftest import Office

ROOT = Path(__file__).resolve().parents[2]
HOST = "thuongton.example"
PASSWORD = "thuong-ton-2026"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for the host, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, form, lock = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, lock))
    return folder / "cert.pem", folder / "key.pem"


def server_of_the_docs(folder: Path, listen: int, upstreams: list[Path]) -> Path:
    """The configuration that docs/running.md prints, with the sockets, the port and the certificate of this test."""
    text = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "running.md").read_text("utf-8"), re.DOTALL)[1]  # type: ignore[index]
    cert, key = certificate(folder)
    servers = " ".join(f"server unix:{path};" for path in upstreams)
    account = "user root;" if os.geteuid() == 0 else ""  # the group of the sockets
    text = re.sub(r"least_conn;.*?}", f"least_conn; {servers} }}", text)
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{listen} ssl").replace("thuongton.example.gov.vn", HOST)
    text = text.replace("/etc/ssl/thuongton.pem", str(cert)).replace("/etc/ssl/thuongton.key", str(key))
    folders = "".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"daemon off; {account} pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {folders}\n{text}\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(whole)
    return path


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Front:
    """The address of nginx; ``ask`` comes from one of the addresses of the loopback network."""

    port: int
    behind: list[Path]
    processes: list[int]

    def ask(
        self,
        path: str,
        *,
        source: str = "127.0.0.1",
        form: dict[str, str] | None = None,
        cookies: str = "",
        **more: str,
    ) -> Answer:
        """One request over TLS from ``source``."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=waiting.LONG, context=context, source_address=(source, 0)
        )
        return self._ask(line, path, form, cookies, {"Referer": f"https://{HOST}/", **more})

    def past_it(self, path: str, **more: str) -> Answer:
        """One request to a process behind nginx, as somebody would try it who may open its socket."""
        line = http.client.HTTPConnection("localhost", timeout=waiting.LONG)
        line.sock = socket.socket(socket.AF_UNIX)
        line.sock.connect(str(self.behind[0]))
        return self._ask(line, path, None, "", more)

    @staticmethod
    def _ask(
        line: http.client.HTTPConnection, path: str, form: dict[str, str] | None, cookies: str, more: dict
    ) -> Answer:
        headers = {"Host": HOST, "Cookie": cookies, **{name.replace("_", "-"): value for name, value in more.items()}}
        body = urllib.parse.urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if body is not None else "GET", path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        line.close()
        return Answer(answer.status, answer.headers, text)

    def sign_in(self, name: str, password: str, source: str, **more: str) -> Answer:
        """Fetch the form and send it."""
        page = self.ask("/tai-khoan/login/", source=source, **more)
        cookie = cookies_of(page)
        form = {"csrfmiddlewaretoken": TOKEN.search(page.text)[1], "login": name, "password": password}  # type: ignore[index]
        return self.ask("/tai-khoan/login/", source=source, form=form, cookies=cookie, **more)


def cookies_of(answer: Answer) -> str:
    """The cookies that an answer sets, as a browser sends them back."""
    return "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or [])


@pytest.fixture(scope="module")
def front(shown: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Two processes with the demonstration and nginx before them, set up as the documentation says."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("cần nginx (gói nginx)")
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copytree(shown, folder / "var")
    office = Office(folder / "var")
    office.environment |= {"THUONGTON_HTTPS": "1", "THUONGTON_HOSTS": HOST}
    listen, behind = free_port(), [folder / "1.sock", folder / "2.sock"]
    running = []
    try:
        for path in behind:
            log = path.with_suffix(".log").open("w")
            running.append(office.start("serve", "--no-worker", "--socket", path, stdout=log, stderr=log))
            wait_for(path, path.with_suffix(".log"), running[-1])
        os.chmod(folder, 0o755)  # noqa: PTH101
        conf = server_of_the_docs(folder, listen, behind)
        running.append(subprocess.Popen([nginx, "-p", str(folder), "-c", str(conf)], stderr=subprocess.DEVNULL))
        wait_for(listen, folder / "error.log", running[-1])
        yield Front(listen, behind, [process.pid for process in running[:2]])
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(waiting.LONG)


def wait_for(at: int | Path, log: Path, process: subprocess.Popen[str]) -> None:
    """Until somebody listens at a port or a socket."""
    try:
        waiting.until(lambda: waiting.listens(at), f"somebody listens at {at}", process=process)
    except AssertionError as late:
        raise AssertionError(log.read_text() if log.exists() else "") from late


def test_browsers_are_told_to_stay_with_https(front: Front) -> None:
    page = front.ask("/tai-khoan/login/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    for line in page.headers.get_all("Set-Cookie"):
        assert line.startswith("__Host-") and "Secure" in line and "Path=/" in line and "Domain" not in line, line


def test_a_sign_in_is_counted_for_the_address_it_came_from(front: Front) -> None:
    for _turn in range(5):
        last = front.sign_in("congchuc", "sai", "127.0.0.77")
    assert last.status == 429
    assert front.sign_in("congchuc", PASSWORD, "127.0.0.77").status == 429
    assert front.sign_in("congchuc", PASSWORD, "127.0.0.78").status == 302


def test_a_browser_does_not_choose_its_own_address(front: Front) -> None:
    for turn in range(5):
        last = front.sign_in("tuphap", "sai", "127.0.0.79", X_Forwarded_For=f"10.9.9.{turn}")
    assert last.status == 429
    assert front.sign_in("tuphap", PASSWORD, "127.0.0.80").status == 302


def test_forty_people_behind_one_address_sign_in_within_a_minute(front: Front) -> None:
    found = [front.sign_in("tuphap", PASSWORD, "127.0.0.81").status for _turn in range(40)]
    assert set(found) == {302}


def test_absolute_links_are_https(front: Front) -> None:
    signed = front.sign_in("congchuc", PASSWORD, "127.0.0.82")
    cookie = cookies_of(signed)
    page = front.ask("/lich-nhac-viec/", source="127.0.0.82", cookies=cookie)
    form = {"csrfmiddlewaretoken": TOKEN.search(page.text)[1]}  # type: ignore[index]
    made = front.ask("/lich-nhac-viec/tao/", source="127.0.0.82", form=form, cookies=cookie)
    assert f"https://{HOST}/lich/" in made.text and "http://" not in re.sub(r"http://www\.w3\.org", "", made.text)


def test_nobody_comes_past_the_proxy_over_the_network(front: Front) -> None:
    """The processes listen at sockets that their account and its group open, and at no port."""
    for path in front.behind:
        assert stat.S_ISSOCK(path.stat().st_mode) and stat.S_IMODE(path.stat().st_mode) == 0o660
    for process in front.processes:
        mine = {str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()}
        inodes = {name[8:-1] for name in mine if name.startswith("socket:[")}
        for table in ("tcp", "tcp6"):
            rows = [line.split() for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
            assert not [row for row in rows if row[9] in inodes and row[3] == "0A"]  # 0A: listens


def test_a_socket_is_not_taken_from_who_listens_at_it(front: Front, office: Office) -> None:
    code, _out, err = office.run("serve", "--socket", front.behind[0])
    assert code == 2 and "đang dùng" in err and err.count("\n") == 1
    code, _out, err = office.run("serve", "--socket", office.data / "khong-co" / "1.sock")
    assert code == 2 and "thư mục" in err
    assert front.ask("/tai-khoan/login/").status == 200


def test_without_the_proxy_the_scheme_is_what_it_is(front: Front) -> None:
    assert "Strict-Transport-Security" not in front.past_it("/healthz").headers
    assert front.past_it("/healthz").status == 200
