"""``thuongton law review lists``: the lists of a campaign as of a day, written into a folder.

Exit codes: 0 done, 1 something is unknown or does not agree, 2 input that cannot be used.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

DONE, FOUND = 0, 1


def add_lists(inner: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The options of the action."""
    lists = inner.add_parser("lists", help="các danh mục của một đợt rà soát vào một ngày, ra Word và Excel")
    lists.add_argument("campaign", metavar="ĐỢT", help="số thứ tự hoặc tên gọi của đợt rà soát")
    lists.add_argument("--on", metavar="NGÀY", required=True, help="thời điểm ấn định, dạng 2028-12-31")
    lists.add_argument("--out", metavar="THƯ MỤC", required=True, help="nơi ghi các tệp")
    lists.add_argument("--json", action="store_true", help="ghi số liệu ra JSON")


def run_lists(options: argparse.Namespace) -> int:
    """Write each list and each draft decision as Word and Excel; returns the exit code.

    Raises UnusableQuestion with one sentence, OSError.
    """
    from thuongton.law.commands import UnusableQuestion
    from thuongton.prints.frozen import Frozen
    from thuongton.prints.paper import FROZEN_DAY
    from thuongton.reviews.lists.counting import figures_of, sentence_of
    from thuongton.reviews.lists.membership import ListKind, doubts_of
    from thuongton.reviews.lists.papers import PaperKind, frozen_of, list_of, official, sheets
    from thuongton.reviews.queries.lists import campaign_named, facts_of, head_of, layouts_for, rows_of_campaign
    from thuongton.web.lists.excel import write_book
    from vanban.write.docx import write_docx

    try:
        day = dt.date.fromisoformat(options.on)
    except ValueError:
        raise UnusableQuestion(f"--on: «{options.on[:40]}» không phải một ngày dạng 2028-12-31.") from None
    found = campaign_named(options.campaign)
    if len(found) != 1:
        several = f"có {len(found)} đợt rà soát tên này; hãy nêu số thứ tự" if found else "không có đợt rà soát này"
        raise UnusableQuestion(f"{options.campaign[:80]}: {several}.")
    (campaign,) = found
    rows = facts_of(rows_of_campaign(None, campaign), day)
    figures, head, columns = figures_of(rows, day), head_of(campaign), layouts_for(campaign.unit)
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)

    def written(name: str, frozen: Frozen) -> None:
        (folder / f"{name}.docx").write_bytes(write_docx(official(frozen)))
        with (folder / f"{name}.xlsx").open("wb") as out:
            write_book(sheets(frozen), out, FROZEN_DAY)

    for kind in ListKind:
        written(f"danh-muc-{kind.value}", list_of(kind, head, rows, day, columns.get(kind, ())))
    for paper in PaperKind:
        written(f"du-thao-{paper.value}", frozen_of(paper, head, rows, day, columns))
    doubts = doubts_of(rows, day)
    if options.json:
        value = {
            "campaign": campaign.title,
            "on": day.isoformat(),
            "total": figures.total,
            "lists": {kind.value: number for kind, number in figures.lists.items()},
            "by_kind": figures.by("kind"),
            "by_validity": figures.by("validity"),
            "by_handling": figures.by("handling"),
            "identities": [{"sum": one.words, "holds": one.holds} for one in figures.identities],
            "doubts": [{"number": one.number, "message": one.words} for one in doubts],
            "sentence": sentence_of(figures),
        }
        print(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        print(sentence_of(figures))
        print("\n".join(f"{one.number}: {one.words}" for one in doubts), end="\n" if doubts else "")
    return FOUND if doubts or figures.lists[ListKind.UNKNOWN] else DONE
