"""Nasty values, and the requests made of them: every name a route reads, its address, its headers, its whole body.

What is learned of a route is what its pages print and what its view asks for (:mod:`security.recorder`); the rest of
each form stands as it was learned, so that the value gets as far as a person's would.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle, islice, zip_longest
from typing import Any
from urllib.parse import quote_from_bytes

from security.addresses import VALUES as PARTS
from security.addresses import Route
from security.bodies import Form, Values

TEXTS: dict[str, bytes] = {
    "NUL": b"Ke hoach\x00 so 1",
    "NUL alone": b"\x00",
    "half of a surrogate": b"a\xed\xa0\x80b",
    "controls": bytes(range(1, 32)) + b"\x7f\xc2\x85\xc2\x9f",
    "marks of direction": "abc\u202e\u2066\u200f\u202dcba".encode(),
    "no character": "\ufffe\uffff\ufeff\U0010ffff".encode(),
    "bytes that are no UTF-8": b"\xff\xfe\xc3(\xf0\x9f",
    "4301 digits": b"9" * 4301,
    "-1": b"-1",
    "0": b"0",
    "2**31": b"2147483648",
    "2**63-1": b"9223372036854775807",
    "2**63": b"9223372036854775808",
    "2**64": b"18446744073709551616",
    "1e999": b"1e999",
    "NaN": b"NaN",
    "-Infinity": b"-Infinity",
    "1_000": b"1_000",
    "digits of full width": "１２３".encode(),
    "raised digit": "²".encode(),
    "Arabic digits": "٣٤".encode(),
    "9999-12-31": b"9999-12-31",
    "0001-01-01": b"0001-01-01",
    "31/2/2026": b"31/2/2026",
    "2026-02-30": b"2026-02-30",
    "31/12/9999": b"31/12/9999",
    "10000-01-01": b"10000-01-01",
    "2026-W01-1": b"2026-W01-1",
    "20260101": b"20260101",
    "2026-11-20T25:61": b"2026-11-20T25:61:99+99:99",
    "10 000 letters without a break": b"a" * 10_000,
    "%00": b"%00",
    "half of an escape": b"%",
    "format": b"%s%(x)s%n{0}{x.__class__}",
    "' OR 1=1": b"' OR 1=1--",
    "quotes and backslash": b"\\'\";--\\",
    "{{7*7}}": b"{{7*7}}{% now %}${7*7}",
    "<script>": b"</textarea><script>alert(1)</script>",
    "]]>": b"]]><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "../../etc/passwd": b"../../etc/passwd",
    "http://[": b"http://[::1",
    "//example.com": b"//example.com/\\@",
    "javascript:": b"javascript:alert(1)",
    "line ends": b"a\r\nSet-Cookie: x=1\r\n\r\nb",
    "empty": b"",
    "spaces": " \t\n\u00a0\u3000\u2028".encode(),
    "combining marks": ("e" + "\u0301\u0323\u0302" * 300).encode(),
    "emoji": "👩‍👩‍👧‍👦🇻🇳".encode(),
    "right to left": "مرحبا שלום".encode(),
    "upper case that grows": "ŉǰΐßİ".encode() * 60,
    "JSON object": b'{"a": [1, {"b": null}], "__proto__": 1}',
    "JSON list": b'[[1,2],[3,"x",null]]',
    "deep JSON": b"[" * 20_000,
    "JSON number": b"1E400",
    "null": b"null",
    "true": b"true",
    "commas": b",,,;;;|||",
    "a range": b"5-1,-,1-99999999999",
    "a wild card": b"%_*?[a-",
    "a pattern": b"(a+)+$(",
    "=HYPERLINK": b'=HYPERLINK("http://x")',
}
"""Bytes of one value, before they are escaped for the way they are sent."""
LARGE = {"2 MB of letters": "ế".encode() * 700_000, "2 MB of digits": b"7" * 2_000_000}
"""Values for a body only: no server takes such an address."""
ADDRESSES = (
    "0", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 4301, "-1",
    "%00", "1%00", "%ff", "%ED%A0%80",
    "%EF%BC%91", "%C2%B2", "%D9%A3", "..%2F..%2Fetc%2Fpasswd", "1e3", "NaN", "%20", "%25", "a" * 3000, "%0A",
    "%E2%80%AE1", "null", "1.0", "01", "+1", "%27%20OR%201=1", "%7B%7B7*7%7D%7D", "9999", "10000", "%5B%5D",
)  # fmt: skip
"""What stands in the place of a part of an address."""
HEADERS = (
    "HTTP_REFERER", "HTTP_HX_CURRENT_URL", "HTTP_HX_TARGET", "HTTP_HX_TRIGGER", "HTTP_HX_TRIGGER_NAME",
    "HTTP_HX_PROMPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT", "HTTP_IDEMPOTENCY_KEY", "HTTP_X_FORWARDED_FOR",
    "HTTP_ORIGIN", "HTTP_COOKIE", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_USER_AGENT",
    "HTTP_X_CSRFTOKEN", "HTTP_HOST", "HTTP_AUTHORIZATION", "HTTP_X_REQUESTED_WITH", "REMOTE_ADDR", "CONTENT_TYPE",
    "HTTP_X_FORWARDED_PROTO",
)  # fmt: skip
JSON_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**31, 2**63, 10**400, 1.5, "", "\x00", "\ud800", "x" * 30_000, [], [[[]]], {}, {"a": 1},
    [None] * 50, "9999-12-31", "0001-01-01", "2026-02-30", float("nan"), float("inf"), "٣",
    "\u202e", "👩‍👩‍👧‍👦", 10**20,
)  # fmt: skip
ROLES = ("officerC", "administratorC", "leaderP", "monitorP", "citizenX", "nobody")
WAYS = tuple((method, htmx) for method in ("GET", "POST", "PUT", "DELETE", "PATCH") for htmx in (False, True))
BOUNDARY = "rrrrr"
FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FRAME_NAMES = ("next", "_mau", "_tep-giu")


@dataclass(frozen=True, slots=True)
class Hit:
    """One request: who sends what where; ``what`` says in words what is nasty about it."""

    what: str
    who: str
    method: str
    address: str
    asked: str | Callable[[], str] = ""
    given: bytes | Callable[[], bytes] = b""
    kind: str = FORM
    htmx: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    family: str = ""
    large: str = ""

    @property
    def query(self) -> str:
        """The query string; of many requests few are sent, so it is written only then."""
        return self.asked if isinstance(self.asked, str) else self.asked()

    @property
    def body(self) -> bytes:
        """The body as it is written, without what is large."""
        return self.given if isinstance(self.given, bytes) else self.given()

    @property
    def sent(self) -> bytes:
        """The body; a large value is put at its end only when it is sent."""
        return self.body + quote_from_bytes(LARGE[self.large]).encode() if self.large else self.body

    def __str__(self) -> str:
        query = f"?{self.query[:120]}" if self.asked else ""
        body = f" {self.body[:300]!r}" if self.given else ""
        head = "".join(f" {name}: {value[:60]!r}" for name, value in self.headers)
        return f"{'HX ' * self.htmx}{self.method} {self.address[:120]}{query}{head}{body} – {self.who}: {self.what}"


@dataclass
class Known:
    """What is known of a route: an address of it, the names of its query string, the forms that are sent to it."""

    route: Route
    address: str
    who: str
    opened: bool = False
    query: set[str] = field(default_factory=set)
    shown: Values = field(default_factory=dict)
    forms: list[tuple[str, str, str, Values, list[str]]] = field(default_factory=list)
    """Who, method, address, values, names of files."""

    def add(self, who: str, form: Form, values: Values) -> None:
        """Keep a form, unless one of the same names is kept."""
        if all(set(values) != set(kept[3]) or form.files != kept[4] for kept in self.forms):
            self.forms.append((who, form.method, form.address, values, form.files))


def encoded(values: Iterable[tuple[str, bytes]]) -> str:
    """Names and values as an address or a form carries them."""
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}" for name, value in values)


def body_of(values: Iterable[tuple[str, bytes]]) -> bytes:
    """Names and values as the body of a form."""
    return encoded(values).encode()


def pairs(values: Values, leave: str = "") -> list[tuple[str, bytes]]:
    """The values as bytes, without those of one name."""
    return [(name, one.encode()) for name, ones in values.items() if name != leave for one in ones]


def parts(values: Iterable[tuple[str, bytes]], files: Iterable[tuple[str, str, bytes]] = ()) -> bytes:
    """A multipart body: values, and files with the names they are sent under."""
    found = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY.encode(), name.encode(), value)
        for name, value in values
    )
    for field_name, name, data in files:
        found += b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\n%s\r\n' % (
            BOUNDARY.encode(), field_name.encode(), name.encode("utf-8", "surrogateescape"), data,
        )  # fmt: skip
    return found + b"--%s--\r\n" % BOUNDARY.encode()


def hits(known: Known, files: dict[str, bytes]) -> dict[str, list[Hit]]:
    """Every request of the list over one route, by what is nasty in it; ``files`` are contents by name."""
    found = {
        "query": list(_queries(known)),
        "address": list(_addresses(known)),
        "everything": list(_everything(known)),
        "headers": list(_headers(known)),
    }
    for form in known.forms:
        found.setdefault("one value", []).extend(_bodies(form))
        found.setdefault("all values", []).extend(_squares(form))
        found.setdefault("files", []).extend(_files(form, files))
        found.setdefault("shape", []).extend(_shapes(form))
    return {family: ones for family, ones in found.items() if ones}


def _queries(known: Known) -> Iterator[Hit]:
    for name in sorted(known.query):
        for what, value in TEXTS.items():
            query = partial(encoded, [*pairs(known.shown, name), (name, value)])
            yield Hit(f"{name} = {what}", known.who, "GET", known.address, query)
        twice = partial(encoded, [(name, b"1"), (name, b"x"), (f"{name}[]", b"1"), (f"{name}[a]", b"1")])
        yield Hit(f"{name} several times", known.who, "GET", known.address, twice)


def _bodies(form: tuple[str, str, str, Values, list[str]]) -> Iterator[Hit]:
    who, method, address, values, file_names = form
    if address.startswith("/api/"):
        yield from _json(form)
        return
    for name in sorted({*values, *FRAME_NAMES}):
        for what in LARGE:
            body = partial(body_of, [*pairs(values, name), (name, b"")])
            yield Hit(f"{name} = {what}", who, method, address, "", body, large=what)
        for what, value in TEXTS.items():
            body = partial(body_of, [*pairs(values, name), (name, value)])
            yield Hit(f"{name} = {what}", who, method, address, "", body)
        plain = pairs(values, name)
        some = [(name, one.encode()) for one in values.get(name, ["1"])] or [(name, b"1")]
        yield Hit(f"without {name}", who, method, address, "", partial(body_of, plain))
        yield Hit(f"{name} twice", who, method, address, "", partial(body_of, [*plain, *some, *some, (name, b"x")]))
        yield Hit(f"{name}[]", who, method, address, "", partial(body_of, [*plain, (f"{name}[]", b"1")]))
        yield Hit(f"{name} 900 times", who, method, address, "", partial(body_of, [*plain, *(some * 900)]))
        given = partial(parts, plain, [(name, "x.txt", b"Ke hoach")])
        yield Hit(f"a file as {name}", who, method, address, "", given, MULTIPART)
    for name in file_names:
        yield Hit(
            f"text as the file {name}",
            who,
            method,
            address,
            "",
            partial(parts, [*pairs(values), (name, b"x")]),
            MULTIPART,
        )


def _squares(form: tuple[str, str, str, Values, list[str]]) -> Iterator[Hit]:
    """All names at once, each with another value: a square in which each name meets each value once."""
    who, method, address, values, _files = form
    if address.startswith("/api/") or not values:
        return
    given = list(TEXTS.values())
    for first, what in enumerate(TEXTS):
        sent = [(name, given[(first + place) % len(given)]) for place, name in enumerate(sorted(values))]
        yield Hit(f"all values from {what} on", who, method, address, "", partial(body_of, sent))


def _json(form: tuple[str, str, str, Values, list[str]]) -> Iterator[Hit]:
    who, method, address, values, _files = form
    plain = {name: ones[0] for name, ones in values.items() if ones}
    for name in sorted(plain):
        for value in JSON_VALUES:
            body = json.dumps({**plain, name: value}).encode()
            yield Hit(f"{name} = {str(value)[:20]!r}", who, method, address, "", body, "application/json")
        body = json.dumps(plain).encode()[:-1] + f', "{name}": 1, "{name}": "x"}}'.encode()
        yield Hit(f"{name} twice", who, method, address, "", body, "application/json")
    for what, raw in TEXTS.items():
        yield Hit(f"a body of {what}", who, method, address, "", raw, "application/json")
        yield Hit(f"a list of {what}", who, method, address, "", b'["' + raw + b'"]', "application/json")


def _files(form: tuple[str, str, str, Values, list[str]], files: dict[str, bytes]) -> Iterator[Hit]:
    who, method, address, values, names = form
    for name in names:
        for called, data in files.items():
            given = partial(parts, pairs(values), [(name, called, data)])
            yield Hit(f"{name} = a file {called[:30]!r}", who, method, address, "", given, MULTIPART)
        several = [(name, called, data) for called, data in islice(files.items(), 12)]
        yield Hit(f"12 files as {name}", who, method, address, "", partial(parts, pairs(values), several), MULTIPART)


def _shapes(form: tuple[str, str, str, Values, list[str]]) -> Iterator[Hit]:
    """Bodies that are broken as a whole."""
    who, method, address, values, names = form
    plain = pairs(values)
    whole, flat = parts(plain, [(name, "x.txt", b"Ke hoach") for name in names]), encoded(plain).encode()
    strange, named = b"Content-Type: text/plain; charset=x", [*values, *names]
    shapes: list[tuple[str, bytes | Callable[[], bytes], str]] = [
        ("a form called JSON", flat, "application/json"),
        ("a form called XML", flat, "text/xml; charset=utf-7"),
        ("a form called a form in parts", flat, MULTIPART),
        ("parts without a boundary", whole, "multipart/form-data"),
        ("parts with a boundary that is no boundary", whole, "multipart/form-data; boundary=\u0000é"),
        ("parts cut in the middle", whole[: len(whole) // 2], MULTIPART),
        ("parts cut in a head", whole[:40], MULTIPART),
        ("parts in base64 that is none", _headed(whole, b"Content-Transfer-Encoding: base64"), MULTIPART),
        ("parts of a strange charset", _headed(whole, strange), MULTIPART),
        ("parts without names", whole.replace(b"name=", b"nam="), MULTIPART),
        ("a name of 100 000 letters", partial(body_of, [*plain, ("n" * 100_000, b"1")]), FORM),
        ("5 000 fields", lambda: body_of([*plain, *((f"x{n}", b"1") for n in range(5_000))]), FORM),
        ("900 fields", lambda: body_of([*plain, *((f"x{n}", b"1") for n in range(900))]), FORM),
        ("300 files", lambda: parts(plain, [(f"f{n}", "a.txt", b"a") for n in range(300)]), MULTIPART),
        ("files under every name", partial(parts, [], [(name, "a.txt", b"a") for name in named[:90]]), MULTIPART),
        ("an unknown charset", flat, f"{FORM}; charset=khong-co"),
        ("UTF-16 as charset", flat, f"{FORM}; charset=utf-16"),
        ("a charset that is no text", flat, f"{FORM}; charset=base64"),
        ("names with brackets", lambda: body_of((f"{name}[0][a]", value) for name, value in plain), FORM),
        ("bytes that are no form", bytes(range(256)) * 8, FORM),
        ("an empty body", b"", FORM),
        ("an empty body in parts", b"", MULTIPART),
    ]  # fmt: skip
    for what, body, kind in shapes:
        yield Hit(what, who, method, address, "", body, kind)


def _headed(whole: bytes, head: bytes) -> bytes:
    """A body in parts, each with one more head."""
    return whole.replace(b"\r\n\r\n", b"\r\n" + head + b"\r\n\r\n")


def _addresses(known: Known) -> Iterator[Hit]:
    """Each part of the address put to what no record has."""
    segments = known.address.split("/")
    given = {str(value) for name in known.route.parts for value in PARTS.get(name, ())}
    for place, segment in enumerate(segments):
        if not (segment.isdecimal() or segment in given):
            continue
        for value in ADDRESSES:
            address = "/".join([*segments[:place], value, *segments[place + 1 :]])
            for method in ("GET", "POST"):
                yield Hit(f"the address with {value[:20]}", known.who, method, address)
    for value in ADDRESSES:
        yield Hit("an address that goes on", known.who, "GET", known.address + value)


def _everything(known: Known) -> Iterator[Hit]:
    """Every name at once, by every method, with and without HX, as people of every role."""
    names = sorted({*known.query, *(name for form in known.forms for name in form[3]), *FRAME_NAMES})
    values = cycle(TEXTS.items())
    for method, htmx in WAYS:
        for who in ROLES:
            for what, value in islice(values, 2):
                sent = [(name, value) for name in names]
                if method in ("GET", "DELETE"):
                    query, body, where = partial(encoded, sent), b"", known.address
                else:
                    query, body = "", partial(body_of, sent)
                    where = known.forms[0][2] if known.forms else known.address
                yield Hit(f"everything = {what}", who, method, where, query, body, FORM, htmx)


def _headers(known: Known) -> Iterator[Hit]:
    values = [(what, value.decode("latin-1")) for what, value in TEXTS.items() if len(value) < 5_000]
    chance = random.Random(known.route.name)
    for name in HEADERS:
        for what, value in chance.sample(values, 6):
            method = chance.choice(("GET", "POST"))
            htmx = name.startswith("HTTP_HX")
            yield Hit(f"{name} = {what}", known.who, method, known.address, htmx=htmx, headers=((name, value),))


def sampled(families: dict[str, list[Hit]], number: int, seed: str) -> list[Hit]:
    """So many requests, of each family in turn, the same ones for a seed; all of them for a number below 0."""
    if number < 0:
        return [replace(hit, family=family) for family, ones in families.items() for hit in ones]
    chance = random.Random(seed)
    shuffled = [(family, iter(chance.sample(ones, len(ones)))) for family, ones in families.items()]
    chance.shuffle(shuffled)
    turns = (
        replace(hit, family=family)
        for turn in zip_longest(*(ones for _family, ones in shuffled))
        for (family, _ones), hit in zip(shuffled, turn, strict=True)
        if hit is not None
    )
    return list(islice(turns, number))


def file_contents(make: dict[str, Callable[[], bytes]]) -> dict[str, bytes]:
    """Files under names that are nasty themselves, with whole and with broken contents."""
    text = "ỦY BAN NHÂN DÂN\nSố: 7/KH-UBND\nKẾ HOẠCH\n".encode()
    names = (
        "", ".", "..", "../../etc/passwd", "a\x00b.txt", "a" * 3000 + ".txt", "không đuôi", "CON", "a.txt\u202e",
        "a.docx", "a.xlsx", "a.pdf", "a.csv", "a.exe", "\udcff\udcfe.txt", "a\r\nX: 1.txt", "%00.txt",
        "C:\\a\\b.txt", "{{7*7}}.txt", " ",
    )  # fmt: skip
    found = dict.fromkeys(names, text)
    found |= {"rong.docx": b"", "mot.txt": b"x", "nul.txt": b"\x00" * 100, "nul2.csv": text + b"\x00"}
    found |= {"le.txt": b"\xed\xa0\x80", "utf16.csv": "mã,tên\n1,x\n".encode("utf-16"), "utf7.csv": b"+AGE-"}
    for name, maker in make.items():
        whole = maker()
        found |= {name: whole, f"cut.{name}": whole[: len(whole) * 2 // 3], f"head.{name}": whole[:60]}
    return found


def filled(form: Form, hints: dict[str, str], turn: int = 0) -> Values:
    """A form as a person would send it."""
    return {name: ones for name, ones in form.filled(turn, hints).items() if name}


__all__ = ["Hit", "Known", "encoded", "file_contents", "filled", "hits", "sampled"]
