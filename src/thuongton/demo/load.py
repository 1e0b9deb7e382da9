"""The demonstration: real papers of the seed folder, read by ``vanban`` and entered through the services."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import IO

from django.contrib.auth.hashers import check_password

from thuongton.audit.services import acting
from thuongton.demo.units import PASSWORD, make_accounts, make_units, read_units
from thuongton.documents.models import Direction, Document, LinkKind
from thuongton.documents.services.links import link
from thuongton.documents.services.reading import read_paper
from thuongton.documents.services.register import register_document
from thuongton.people.models import Unit, User
from thuongton.plans.coverage.headings import headings_like
from thuongton.plans.models import Plan
from thuongton.plans.queries.adoption import report_period
from thuongton.plans.services.adopting import adopt_plan, declare_from_reading
from thuongton.plans.services.stating import note_stated_figures
from vanban import Reading, read

BESIDE = Path("../shared/seeds")
TRACKED_FROM = dt.date(2025, 8, 13)


def seed_bytes(number: str) -> tuple[str, bytes]:
    """Name and bytes of a seed paper: the copy beside the repository when present, else the bundled one."""
    places = [BESIDE] if BESIDE.is_dir() else []
    places.append(Path(str(files("thuongton.demo").joinpath("seeds"))))
    for place in places:
        for path in sorted(place.glob(f"{number}_*.txt")):
            return path.name, path.read_bytes()
    raise FileNotFoundError(number)


def enter(unit: Unit, number: str, direction: str, *, registered_on: dt.date) -> tuple[Document, Reading]:
    """Put one seed paper into a unit's register as read, with its links; what the paper leaves blank stays blank."""
    name, content = seed_bytes(number)
    reading = read(content, name=name)
    header = reading.header
    document = register_document(
        None,
        unit,
        direction,
        file_bytes=content,
        file_name=name,
        citations=reading.citations,
        kind=header.kind or "",
        number=header.number or "",
        symbol=header.symbol or "",
        issued_on=header.date,
        issuer=header.issuer or "",
        place=header.place or "",
        title=header.title or "",
        signer=header.signer or "",
        signer_capacity=header.signer_capacity or "",
        recipients="\n".join(header.recipients),
        registered_on=registered_on,
        arrived_on=registered_on if direction == Direction.INCOMING else None,
    )
    read_paper(None, document)
    return document, reading


def load_ha_tinh(units: dict[str, Unit]) -> Plan:
    """Plan 444/KH-UBND as the annex of letter 694/STP-XDPL lists it, with what that letter reports for Quarter I."""
    province, justice = units["Hà Tĩnh"], units["Hà Tĩnh/Sở Tư pháp"]
    letter, reading = enter(justice, "003", Direction.OUTGOING, registered_on=dt.date(2026, 4, 6))
    paper = register_document(
        None,
        province,
        Direction.OUTGOING,
        kind="Kế hoạch",
        number="444/KH-UBND",
        issued_on=TRACKED_FROM,
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Triển khai Nghị quyết số 66-NQ/TW và Chương trình hành động của Tỉnh ủy",
        registered_on=TRACKED_FROM,
        note="Chưa có tệp: nhiệm vụ được đọc từ phụ lục của Công văn 694/STP-XDPL ngày 06/4/2026.",
    )
    link(None, letter, LinkKind.REPORTS_ON, target=paper)
    tasks = [task.to_dict() for task in reading.tasks]
    plan = adopt_plan(
        None,
        province,
        title=paper.title,
        tasks=tasks,
        tracked_from=TRACKED_FROM,
        document=paper,
        source=letter,
        number=paper.number,
        issued_on=paper.issued_on,
    )
    period = report_period(reading)
    if period is None:
        raise RuntimeError("the report names no period")
    declare_from_reading(None, plan, document=letter, tasks=tasks, period=period)
    name, content = seed_bytes("003")
    note_stated_figures(None, plan, document=letter, content=content, name=name, as_of=period.end)
    return plan


def load_comparison(units: dict[str, Unit], higher: Plan) -> list[Plan]:
    """The communes' plans as Sở Tư pháp keeps them beside the province's plan, for comparison only."""
    justice = units["Hà Tĩnh/Sở Tư pháp"]
    plans = []
    for number in ("001", "002", "004"):
        document, reading = enter(justice, number, Direction.INCOMING, registered_on=dt.date(2026, 4, 20))
        plans.append(
            adopt_plan(
                None,
                justice,
                title=document.title or document.kind,
                tasks=[task.to_dict() for task in reading.tasks],
                tracked_from=None,
                document=document,
                number=document.number,
                issued_on=document.issued_on,
                implements=[higher],
            )
        )
    report, reading = enter(justice, "000", Direction.INCOMING, registered_on=dt.date(2026, 4, 20))
    groups = [section.title for section in higher.sections.all()]
    plans.append(
        adopt_plan(
            None,
            justice,
            title=report.title or report.kind,
            tasks=[],
            headings=headings_like(reading.outline, groups),
            tracked_from=None,
            document=report,
            implements=[higher],
        )
    )
    return plans


def load(*, if_empty: bool, out: IO[str]) -> int:
    """Load the demonstration into an empty database; returns the exit code.

    Alone it says who can sign in; with ``if_empty`` (before ``serve``, which says it at every start) it does not.
    """
    if Unit.objects.exists():
        if not if_empty:
            print("Cơ sở dữ liệu đã có dữ liệu nên không nạp dữ liệu mẫu.", file=out)
            tell_accounts(out)
        return 0
    print("Đang nạp đơn vị, tài khoản và văn bản mẫu…", file=out, flush=True)
    plan = load_all()
    print(f"Đã đưa {plan.tasks.count()} nhiệm vụ của {plan.number} vào theo dõi.", file=out)
    if not if_empty:
        tell_accounts(out)
    return 0


@acting()
def load_all() -> Plan:
    """Units, accounts and papers in one transaction: a killed load leaves an empty database."""
    data = read_units()
    units = make_units(data)
    make_accounts(data, units)
    plan = load_ha_tinh(units)
    load_comparison(units, plan)
    return plan


def open_accounts() -> list[User]:
    """The demonstration accounts that still open with the demonstration password, in the order of the data.

    Hashing a password is slow on purpose, so that all are tried side by side.
    """
    known = [account["username"] for account in read_units()["accounts"]]
    people = list(User.objects.filter(username__in=known, is_active=True))
    with ThreadPoolExecutor(max_workers=len(known)) as pool:
        opens = list(pool.map(lambda user: check_password(PASSWORD, user.password), people))
    found = {user.username: user for user, is_open in zip(people, opens, strict=True) if is_open}
    return [found[name] for name in known if name in found]


def tell_accounts(out: IO[str]) -> int:
    """Print the demonstration accounts that still open with the demonstration password; returns how many."""
    people = open_accounts()
    if people:
        print(f"Tài khoản mẫu (mật khẩu chung: {PASSWORD}):", file=out)
    for user in people:
        print(f"  {user.username:<10} {user.full_name}", file=out)
    return len(people)
