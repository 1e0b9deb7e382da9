"""Which names a view asks a request for: noted while it runs, whatever way it asks.

Reading by subscript, ``get``, ``getlist``, ``in``, ``pop``, by a form of Django or from JSON in the body all end in the
same few methods; the recorder stands there. Names of forms stand also in what pages print (:mod:`security.bodies`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.core.handlers.wsgi import WSGIRequest
from django.http.request import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

ASKING = ("__getitem__", "get", "getlist", "__contains__", "pop")
FRAME = {"csrfmiddlewaretoken", "next", "_mau", "_tep-giu"}
"""Names that belong to the frame of every page and form: a form sent twice under one key would be one act."""


@dataclass
class Asked:
    """Names that were asked for: of the query string, of the body, of uploaded files."""

    query: set[str] = field(default_factory=set)
    body: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    raw: bool = False
    often: Counter[str] = field(default_factory=Counter)

    @property
    def names(self) -> set[str]:
        """Names of query string and body."""
        return self.query | self.body

    def update(self, other: Asked) -> bool:
        """Take what another request was asked for; whether anything of it is new."""
        before = len(self.query), len(self.body), len(self.files)
        self.query |= other.query
        self.body |= other.body
        self.files |= other.files
        self.raw |= other.raw
        self.often += other.often
        return before != (len(self.query), len(self.body), len(self.files))


class _Noting(dict[str, Any]):
    """The object of a JSON body, noting which of its keys are asked for."""

    asked: Asked

    def __getitem__(self, key: str) -> Any:
        self.asked.body.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.body.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.body.add(str(key))
        return super().__contains__(key)


class _Recorder:
    """Stands in for the methods by which a view asks, and notes the names."""

    def __init__(self) -> None:
        self.asked = Asked()
        self.bodies: set[bytes] = set()

    def note(self, values: Any, name: Any) -> None:
        """Write a name down, if it is asked of a request."""
        place = vars(values).get("walked") or ("body" if isinstance(values, QueryDict) else "")
        if place and isinstance(name, str) and name not in FRAME:
            getattr(self.asked, place).add(name)
            self.asked.often[name] += place == "query"

    def asking(self, method: str) -> Any:
        """The method of that name, noting."""
        plain = getattr(MultiValueDict, method)

        def ask(values: Any, key: Any, *args: Any, **given: Any) -> Any:
            self.note(values, key)
            return plain(values, key, *args, **given)

        return mock.patch.object(MultiValueDict, method, ask, create=True)

    def filling(self) -> Any:
        """Filling a dictionary asks it whether it has a name: that is not the view's asking."""

        def setlistdefault(values: Any, key: Any, default_list: Any = None) -> Any:
            return dict.setdefault(values, key, [] if default_list is None else default_list)

        return mock.patch.object(MultiValueDict, "setlistdefault", setlistdefault)

    def parsing(self) -> Any:
        """Form and files of a request, marked as what they are."""
        plain = WSGIRequest._load_post_and_files

        def load(request: Any) -> None:
            plain(request)
            for values, place in ((request._post, "body"), (request._files, "files")):
                vars(values)["walked"] = place

        return mock.patch.object(WSGIRequest, "_load_post_and_files", load, create=True)

    def querying(self) -> Any:
        """The query string of a request, marked as such."""
        plain: Any = vars(WSGIRequest)["GET"]

        def get(request: Any) -> Any:
            values = plain.func(request)
            vars(values)["walked"] = "query"
            return values

        noting = cached_property(get)
        noting.__set_name__(WSGIRequest, "GET")
        return mock.patch.object(WSGIRequest, "GET", noting)

    def reading(self) -> Any:
        """The raw body of a request, remembered so that JSON made of it is known again."""
        plain: Any = vars(HttpRequest)["body"]

        def body(request: Any) -> bytes:
            found: bytes = plain.fget(request)
            self.asked.raw = True
            self.bodies.add(found)
            return found

        return mock.patch.object(HttpRequest, "body", property(body))

    def unpacking(self) -> tuple[Any, Any]:
        """Plain dictionaries made of a body: of JSON, and by ``dict()``."""
        plain = json.loads

        def loads(text: Any, *args: Any, **given: Any) -> Any:
            found = plain(text, *args, **given)
            raw = text.encode() if isinstance(text, str) else bytes(text)
            return _noting(found, self.asked) if isinstance(found, dict) and raw in self.bodies else found

        def as_dict(values: Any) -> Any:
            return _noting(
                {name: values_of[-1] if values_of else [] for name, values_of in dict.items(values)}, self.asked
            )

        return mock.patch.object(json, "loads", loads), mock.patch.object(QueryDict, "dict", as_dict, create=True)


def _noting(found: dict[str, Any], asked: Asked) -> _Noting:
    noting = _Noting(found)
    noting.asked = asked
    return noting


OPEN: list[_Recorder] = []


@contextmanager
def recording_names() -> Iterator[Asked]:
    """Note every name that is asked of any request inside the block; one block stands in another cheaply."""
    if OPEN:
        recorder, before = OPEN[-1], OPEN[-1].asked
        recorder.asked = Asked()
        try:
            yield recorder.asked
        finally:
            recorder.asked = before
        return
    recorder = _Recorder()
    patches = [recorder.asking(method) for method in ASKING]
    patches += [recorder.filling(), recorder.parsing(), recorder.querying(), recorder.reading(), *recorder.unpacking()]
    for patch in patches:
        patch.start()
    OPEN.append(recorder)
    try:
        yield recorder.asked
    finally:
        OPEN.pop()
        for patch in reversed(patches):
            patch.stop()
