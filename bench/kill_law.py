"""Acts on the register of law that are cut: a law and one that amends it, derived at once or batch after batch."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kill_acts import Act

_HEAD = (
    "CHÍNH PHỦ\nSố: {number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày {day}\n\n"
)
_LAW = (
    _HEAD + "NGHỊ ĐỊNH\nVề lũ\n\nĐiều 1. Lũ\n1. Nước dâng.\n2. Nước rút.\n\nĐiều 2. Hiệu lực\nNghị định này {effect}\n"
)
_AMENDS = _HEAD + (
    "NGHỊ ĐỊNH\nBãi bỏ một số quy định\n\nĐiều 1. Bãi bỏ\n1. Bãi bỏ khoản 2 Điều 1 Nghị định số {base} ngày 10 tháng 6"
    " năm 2019 của Chính phủ.\n\nĐiều 2. Hiệu lực\nNghị định này {effect}\n"
)
_NUMBERS = count(1_000)


@dataclass(frozen=True)
class TwoActs:
    """A folder with two acts that no other is like, and their numbers."""

    folder: Path
    base: str
    amending: str


def _two_acts() -> TwoActs:
    folder, at = Path(tempfile.mkdtemp(prefix="thuongton-kill-")), next(_NUMBERS)
    two = TwoActs(folder, f"{at}/2019/NĐ-CP", f"{at}/2021/NĐ-CP")
    from_2020, from_2022 = (f"có hiệu lực từ ngày 01 tháng 01 năm {year}." for year in (2020, 2022))
    law = _LAW.format(number=two.base, day="10 tháng 6 năm 2019", effect=from_2020)
    amends = _AMENDS.format(number=two.amending, day="01 tháng 6 năm 2021", base=two.base, effect=from_2022)
    (folder / "a.txt").write_text(law, encoding="utf-8")
    (folder / "b.txt").write_text(amends, encoding="utf-8")
    return two


def _bring_in(two: TwoActs) -> None:
    from thuongton.law.importing.sources import candidates
    from thuongton.law.services.importing import complete_from_mentions, import_acts

    report = import_acts(None, candidates([two.folder]))
    complete_from_mentions(None, numbers=report.keys)


def _bring_in_as_many(two: TwoActs) -> None:
    """The same as if the acts were too many to be derived at once: noted, then derived one after another."""
    from thuongton.law.services import deriving

    deriving.FEW, deriving.BATCH = 0, 1  # in the forked process alone
    _bring_in(two)


def _whole(two: TwoActs) -> str | None:
    """What is wrong after the same was brought in again; None when nothing is."""
    from thuongton.law.models import ActOrder, LegalAct
    from thuongton.law.queries.windows import derived, kept, waiting

    _bring_in(two)
    acts = list(LegalAct.objects.filter(number__in=[two.base, two.amending]).order_by("issued_on"))
    if len(acts) != 2 or ActOrder.objects.filter(act__in=acts, kind="repeal").count() != 1:
        return f"{len(acts)} văn bản"
    if waiting().exists() or kept(act.pk for act in acts) != derived(acts):
        return "khoảng hiệu lực không như các văn bản cho thấy"
    states = {window.state for window in kept([acts[0].pk])[acts[0].pk]}
    return None if "partly_expired" in states else f"thiếu một khoảng hiệu lực: {states}"


ACTS = [
    Act("nhập văn bản pháp luật", _two_acts, _bring_in, steps=True, again=_whole),
    Act("nhập văn bản pháp luật, tính sau", _two_acts, _bring_in_as_many, steps=True, again=_whole),
]
