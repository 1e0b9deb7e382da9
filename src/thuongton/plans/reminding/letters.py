"""The đôn đốc letter: one official letter to one agency with its overdue and soon-due tasks. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.people.letterheads import Sender
from vanban.write.docx import Column, Grid, OfficialPaper, Row


@dataclass(frozen=True, slots=True)
class Urged:
    """One task in the letter: as printed in the plan, its day and how it stands."""

    plan: str
    code: str
    title: str
    product: str
    due: dt.date | None
    days_over: int  # negative while days are left
    provisional: bool = False  # whether the day rests on a year whose days off are not announced
    period: str = ""  # of a turn of a repeating task: «Quý I/2026»

    @property
    def words(self) -> str:
        """The task as the letter names it, with the period when it is one turn of it."""
        return f"{self.code} {self.title}" + (f" (kỳ: {self.period})" if self.period else "")


def _day(day: dt.date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def _due(task: Urged) -> str:
    return f"{_day(task.due)} (dự kiến)" if task.provisional else _day(task.due)


def _standing(task: Urged) -> str:
    if task.days_over > 0:
        return f"Quá hạn {task.days_over} ngày"
    return "Đến hạn hôm nay" if task.days_over == 0 else f"Còn {-task.days_over} ngày"


def _counted(urged: list[Urged]) -> list[str]:
    """Tasks and turns in words, apart and in this order; nothing for what there is none of."""
    turns = sum(bool(task.period) for task in urged)
    numbers = ((len(urged) - turns, "nhiệm vụ"), (turns, "kỳ của nhiệm vụ thường xuyên"))
    return [f"{number:02d} {name}" for number, name in numbers if number]


def letter(addressee: str, tasks: Iterable[Urged], sender: Sender, as_of: dt.date) -> OfficialPaper:
    """The letter without number and day, which the clerk and the signer give (Điều 15, 18 Nghị định 30/2020/NĐ-CP)."""
    urged = list(tasks)
    late = _counted([task for task in urged if task.days_over > 0])
    soon = _counted([task for task in urged if task.days_over <= 0])
    counted = " và ".join([f"{words} quá hạn" for words in late] + [f"{words} sắp đến hạn" for words in soon])
    plans = "; ".join(dict.fromkeys(task.plan for task in urged))
    rows = tuple(
        Row((str(index), task.words, task.product, _due(task), _standing(task)))
        for index, task in enumerate(urged, start=1)
    )
    return OfficialPaper(
        issuer=sender.issuer,
        issuer_parent=sender.issuer_parent,
        symbol=sender.symbol,
        place=sender.place,
        title="V/v đôn đốc thực hiện nhiệm vụ",
        addressee=(addressee,),
        paragraphs=(
            f"Qua theo dõi việc thực hiện {plans}, tính đến ngày {_day(as_of)}, {addressee} có {counted} "
            "như bảng dưới đây.",
        ),
        tables=(
            Grid(
                columns=(
                    Column("TT", 10, "center"),
                    Column("Nhiệm vụ", 75),
                    Column("Sản phẩm", 30),
                    Column("Thời hạn", 24, "center"),
                    Column("Tình trạng", 26),
                ),
                rows=rows,
            ),
        ),
        closing=(
            f"{sender.issuer} đề nghị {addressee} khẩn trương thực hiện, gửi sản phẩm hoặc văn bản báo cáo nguyên nhân "
            "chậm và thời gian hoàn thành để tổng hợp./.",
        ),
        recipients=("Như trên",),
        capacity=sender.capacity,
    )
