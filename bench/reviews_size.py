"""What the list of the review desk costs at the size of a country; run by ``bench_reviews.py``, prints JSON.

`python bench/reviews_size.py NUMBER` makes so many invented acts with their windows and a row for each, in twenty units
below one province, and asks pages as its leader.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from both import ready

TIMES = 15
DAYS = ("2026-11-30", "2012-06-30")
PAGES = {
    "the list": "",
    "in force on the day": "hieu-luc=in_force",
    "expired on the day": "hieu-luc=expired",
    "not yet in force on the day (rare)": "hieu-luc=not_yet",
    "proposed": "tinh-trang=proposed",
    "decided to repeal, expired on the day": "tinh-trang=decided&hinh-thuc=bai_bo&hieu-luc=expired",
    "late": "tre=1",
    "by a ground": "can-cu=repealed",
    "of one unit, in force on the day": "don-vi={unit}&hieu-luc=in_force",
    "by words of the name": "q=hoc+phi",
    "by its number": "q=12/2014",
    "in the order of deadlines": "xep=han",
}


def main(number: int) -> dict[str, Any]:
    """Everything made and asked."""
    ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)

    settings.ALLOWED_HOSTS = ["testserver"]
    leader, units = _people()
    made = _rows(number, leader, units)
    client = Client()
    client.force_login(leader)
    pages = {}
    for what, query in PAGES.items():
        for day in DAYS if "on the day" in what or what == "the list" else DAYS[:1]:
            address = f"/ra-soat/?{query.format(unit=units[3].pk)}&tinh-den={day}"
            assert client.get(address).status_code == 200, address
            pages[f"page of {what}, as of {day}"] = _taken(lambda address=address: client.get(address))
    return {"rows": made, "pages": pages} | _judged(units[3], leader)


def _taken(what: Any) -> dict[str, float]:
    walls, processor = [], time.process_time()
    for _time in range(TIMES):
        begun = time.perf_counter()
        what()
        walls.append(1000 * (time.perf_counter() - begun))
    walls.sort()
    spent = 1000 * (time.process_time() - processor) / TIMES
    return {"p50": walls[len(walls) // 2], "p95": walls[int(len(walls) * 0.95) - 1], "processor": spent}


def _people() -> tuple[Any, list[Any]]:
    from thuongton.people.services import add_unit, add_user, give_hat

    province = add_unit(None, None, name="Tỉnh Đo", kind="province", identifier="H99")
    units = [add_unit(None, province, name=f"Sở số {at + 1}", kind="department") for at in range(20)]
    leader = add_user(None, None, username="do", full_name="Người Đo", password="khong-dung-1-mat-khau")
    leader.hat = give_hat(None, leader, "leader", unit=province)
    return leader, units


def _rows(number: int, by: Any, units: list[Any]) -> int:
    """Acts with their windows, a row for each: some proposed, some decided, some settled, half with a ground."""
    import law_register
    from django.db import transaction

    from thuongton.audit.columns import set_columns
    from thuongton.law.models import ActWindow, LegalAct
    from thuongton.law.rows import found_by, issuer_key
    from thuongton.law.windows import FIRST, LAST
    from thuongton.reviews.models import Judgement, JudgementBatch, ReviewGround, ReviewRow

    chance = random.Random(11)

    def windows(act: Any) -> Iterator[Any]:
        since = act.effective_on or act.issued_on
        days = [(FIRST, act.issued_on, "absent"), (act.issued_on, since, "not_yet")]
        days += [(since, act.expired_on or LAST, "in_force")]
        days += [(act.expired_on, LAST, "expired")] if act.expired_on else []
        for first, last, state in days:
            if first < last:
                yield ActWindow(act=act, since=first, until=last, state=state, reason="x")

    with transaction.atomic():
        acts = LegalAct.objects.bulk_create(
            (
                LegalAct(
                    number=one.number, number_key=one.number, kind=one.kind, title=one.title, issuer=one.issuer,
                    issuer_key=issuer_key(one.issuer), name_key=found_by(one.title, one.kind),
                    issued_on=one.issued_on, effective_on=one.effective_on, expired_on=one.expired_on,
                )
                for one in law_register.acts(number)
            ),
            batch_size=2_000,
        )  # fmt: skip
        ActWindow.objects.bulk_create((one for act in acts for one in windows(act)), batch_size=2_000)
        rows = ReviewRow.objects.bulk_create(
            (
                ReviewRow(
                    unit=chance.choice(units), act=act, number=act.number, number_key=act.number_key,
                    title=act.title, issuer=act.issuer, origin="computed", place=at % 50,
                    due=dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(700)),
                    settled_on=dt.date(2026, 1, 1) if chance.random() < 0.2 else None,
                )
                for at, act in enumerate(acts)
            ),
            batch_size=2_000,
        )  # fmt: skip
        batch = JudgementBatch.objects.create(unit=units[0], by=by)
        actions = ("giu_nguyen", "bai_bo", "thay_the", "sua_doi")
        for name, kind, share in (("proposal", "proposed", 0.6), ("decision", "decided", 0.3)):
            said = [
                Judgement(batch=batch, row=row, kind=kind, action=chance.choice(actions), reason="Lý do đo")
                for row in rows
                if row.settled_on or chance.random() < share
            ]
            for one in Judgement.objects.bulk_create(said, batch_size=2_000):
                setattr(one.row, f"{name}_id", one.pk)
        set_columns(ReviewRow, ["proposal", "decision"], [(row.pk, row.proposal_id, row.decision_id) for row in rows])
        ReviewGround.objects.bulk_create(
            (
                ReviewGround(row=row, rule=chance.choice(("repealed", "basis-amended")), direct=True, key="x")
                for row in rows
                if chance.random() < 0.5
            ),
            batch_size=2_000,
        )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(rows)


def _judged(unit: Any, leader: Any) -> dict[str, Any]:
    """A thousand rows proposed by one act."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from thuongton.reviews.models import ReviewRow
    from thuongton.reviews.services.judging import propose

    rows = list(ReviewRow.objects.filter(unit=unit, settled_on=None, decision=None)[:1_000])
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        propose(leader, rows, "bai_bo", "Không còn phù hợp")
    return {"judged": len(rows), "wall": time.perf_counter() - begun, "statements": len(asked)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
