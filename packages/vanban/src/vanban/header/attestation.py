"""The lines that attest a consolidated text (xác thực văn bản hợp nhất), printed at its end."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from vanban.header.foot import read_signature
from vanban.header.issuer import is_agency_line, read_agencies
from vanban.header.lines import date_line, number_line
from vanban.text import capitals, lines

_ATTESTED = re.compile(r"XÁC THỰC VĂN BẢN HỢP NHẤT")


@dataclass(frozen=True, slots=True)
class Attestation:
    """The lines that attest a consolidated text (xác thực văn bản hợp nhất), printed at its end."""

    number: str
    symbol: str
    issuer: str | None
    place: str | None
    date: dt.date | None
    date_text: str | None
    capacity: str | None
    signer: str | None


def read_attestation(text: str) -> Attestation | None:
    """Number, day, issuer and signer of a consolidated text (Pháp lệnh hợp nhất văn bản, 01/2012/UBTVQH13)."""
    found = list(_ATTESTED.finditer(text))
    if not found:
        return None
    start = text.rfind("\n", 0, max(0, found[-1].start() - 80)) + 1
    block = [
        line for line in lines(text, start, min(len(text), found[-1].end() + 600), split_tabs=True) if line.content
    ]
    number_at, number, symbol = number_line(block)
    if number is None or symbol is None or "VBHN" not in symbol or number_at is None:
        return None
    place, date, date_text, _at = date_line(block, number_at)
    above = [
        line.content for line in block[:number_at] if not _ATTESTED.search(line.content) and capitals(line.content)
    ]
    issuer = read_agencies([line for line in above if is_agency_line(line)])[1]
    capacity, signer = read_signature(text, block[number_at].end, min(len(text), found[-1].end() + 600))
    return Attestation(number, symbol, issuer, place, date, date_text, capacity, signer)
