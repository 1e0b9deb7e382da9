"""A kept reading (its JSON with its tables) as the values of the library again, so that no file is read twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from vanban.files.plain import find_tables
from vanban.model import Reading

_NOTHING = Reading.from_dict({"source": {"name": "", "format": "", "sha256": ""}, "text": "", "header": {}}).kept()


def reading_again(body: Mapping[str, Any], name: str | None = None) -> Reading:
    """The reading that was kept; tables are found again where an older version did not keep them.

    Args:
        body: the JSON of a reading, with its ``tables``; what is not there is empty.
        name: what the paper is called in what is said of it (``Part.file`` of a reconciliation), where not as it was.

    Raises:
        BadShape: the JSON is no reading.
    """
    source = {**_NOTHING["source"], **(body.get("source") or {})}
    found = Reading.from_dict({**_NOTHING, **body, "source": source if name is None else {**source, "name": name}})
    return found if "tables" in body else dataclasses.replace(found, tables=tuple(find_tables(found.text)))
