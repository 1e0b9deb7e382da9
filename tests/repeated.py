"""Texts that repeat themselves, and every stage of reading and every rule of the linter to be run on them."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from vanban.agencies import split_agencies
from vanban.amendments import read_amendments
from vanban.citations import read_citations
from vanban.figures import read_figures
from vanban.files.open import as_document
from vanban.header import read_header
from vanban.header.secrecy import secrecy_mark
from vanban.lint.paper import Paper
from vanban.lint.registry import rules
from vanban.model import Reading
from vanban.outline import read_outline
from vanban.reconcile import reconcile
from vanban.tasks import read_tasks
from vanban.text import clean, fold, join_lines, settle_tone
from vanban.timing import read_timing
from vanban.write.akn import akn

PLAN = (
    "ỦY BAN NHÂN DÂN\nXÃ MỘT\n\nSố: 12/KH-UBND\n\nXã Một, ngày 05 tháng 11 năm 2025\n\nKẾ HOẠCH\n"
    "Công tác tư pháp năm 2026\n\nI. MỤC ĐÍCH\n{}\nII. NHIỆM VỤ\n"
    "1. Rà soát văn bản\n- Cơ quan chủ trì: Công an xã\n- Thời gian thực hiện: Quý I năm 2026\n2. Tập huấn\n"
    "- Cơ quan chủ trì: Phòng Kinh tế xã\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
)
DECREE = (
    "CHÍNH PHỦ\n\nSố: 12/2026/NĐ-CP\n\nHà Nội, ngày 05 tháng 11 năm 2026\n\nNGHỊ ĐỊNH\n"
    "Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP\n\nCăn cứ Luật Tổ chức Chính phủ;\n"
    "Điều 1. Sửa đổi\n{}\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày ký.\nTM. CHÍNH PHỦ\n"
)
REPORT = (
    "UBND TỈNH A\nSỞ TƯ PHÁP\n\nSố: 12/BC-STP\n\nA, ngày 05 tháng 11 năm 2026\n\nBÁO CÁO\n"
    "Kết quả công tác quý III năm 2026\n\nI. KẾT QUẢ\n{}\nNơi nhận:\n- Như trên.\n"
)
HEADS = {"plan": PLAN, "decree": DECREE, "report": REPORT, "bare": "{}"}
KINDS = {
    "underscores": "_",
    "spaces": " ",
    "no-break spaces": "\u00a0 ",
    "tabs": "\t",
    "dots": ".",
    "dashes": "-",
    "ellipses": "…. ",
    "digits": "7",
    "numbers": "1.234,5 ",
    "dotted numbers": "1.",
    "list of numbers": "12, 13; ",
    "points": "a) ",
    "points in lines": "a) x;\n",
    "articles": "Điều 1. ",
    "articles in lines": "Điều 1. Quy định\n1. Khoản\na) Điểm\n",
    "open quotes": "“",
    "pairs of quotes": "“a” ",
    "straight quotes": '"a ',
    "open brackets": "(",
    "pairs of brackets": "(a) ",
    "square brackets": "[1] ",
    "combining marks": "a\u0301\u0323",
    "newlines": "\n",
    "blank lines": "\n \n",
    "returns": "\r\n",
    "two words": "a ă ",
    "one word": "báo cáo ",
    "one long word": "ô",
    "upper case": "ỦY BAN ",
    "upper lines": "SỞ TƯ PHÁP\n",
    "days": "ngày ",
    "whole days": "ngày 05 tháng 11 năm 2025 ",
    "days with slashes": "05/11/2025, ",
    "years": "năm 2025 ",
    "rows": "1\tRà soát\tSở A\tQuý I\n",
    "wide rows": "a\tb\t",
    "pipes": "|a",
    "rows of pipes": "| a | b |\n",
    "symbols": "12/KH-UBND ",
    "citations": "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ, ",
    "provisions": "điểm a khoản 1 Điều 2, ",
    "agencies": "Sở Tư pháp, ",
    "lead": "chủ trì, phối hợp với ",
    "work": "Sở A chủ trì rà soát văn bản trước ngày 05/3/2026; ",
    "items": "- Rà soát văn bản.\n",
    "romans": "I. ",
    "romans in lines": "II. NỘI DUNG\n1. Rà soát\n",
    "slashes": "/",
    "commas": "a, ",
    "semicolons": "; ",
    "colons": ":\n",
    "percents": "12,5% ",
    "figures": "giải quyết 12 hồ sơ, đạt 95%; ",
    "replace": "thay thế cụm từ “a” bằng cụm từ “b” tại khoản 1 Điều 2; ",
    "and": "và ",
    "of": "của ",
    "hidden": "\u200b\u00ad",
    "mixed": "ặ a|b 1.1 “",
    "letters and digits": "a1",
    "stars": "**",
    "law-making": "xây dựng, hoàn thiện ",
    "repeated line": "Tổ chức thực hiện nghiêm túc kế hoạch này theo đúng quy định của pháp luật hiện hành.\n",
}


def text_of(kind: str, length: int, head: str = "plan") -> str:
    """A paper of about ``length`` characters that says one thing over and over."""
    piece = KINDS[kind]
    return HEADS[head].format(piece * max(1, length // len(piece)))


Stage = tuple[str, Callable[[], Any]]


def stages(text: str) -> Iterator[Stage]:
    """Name and work of every stage over a text; each stage may use what those before it gave."""
    made: dict[str, Any] = {}

    def keep(name: str, work: Callable[[], Any]) -> Stage:
        def do() -> None:
            made[name] = work()

        return name, do

    yield keep("text.clean", lambda: clean(text))
    yield keep("text.fold", lambda: (fold(text), join_lines(text), settle_tone(text)))
    yield keep("document", lambda: as_document(text))
    yield keep("timing", lambda: read_timing(text))
    yield keep("agencies", lambda: split_agencies(text))
    yield keep("secrecy", lambda: secrecy_mark(made["document"]))
    yield keep("header", lambda: read_header(made["document"]))
    yield keep("outline", lambda: read_outline(made["document"]))
    yield keep("citations", lambda: read_citations(made["document"], made["header"]))
    yield keep("tasks", lambda: read_tasks(made["document"], made["header"], made["outline"]))
    yield keep("figures", lambda: read_figures(made["document"]))
    yield keep("amendments", lambda: read_amendments(made["document"], made["header"], made["citations"]))
    yield keep("reading", lambda: _reading(made))
    yield keep("reconcile", lambda: reconcile(made["reading"]))
    yield keep("akn", lambda: akn(made["reading"]))
    yield keep("paper", lambda: Paper(made["reading"], None))
    for rule in rules():
        yield keep(f"lint.{rule.code}", lambda rule=rule: list(rule.check(made["paper"])))


def _reading(made: dict[str, Any]) -> Reading:
    document = made["document"]
    names = ("header", "outline", "citations", "tasks", "figures", "amendments")
    found = {name: made[name] if name in ("header",) else tuple(made[name]) for name in names}
    return Reading(source=document.source, text=document.text, tables=document.tables, **found)


LENGTH = 8_000
SECONDS = 0.03
"""Work of less is not judged: the clock of a busy machine counts no finer."""
GROWTH = 8.0
"""Four times the text may cost so many times the work: linear is 4, its square 16."""


def costs(kind: str, head: str, length: int) -> dict[str, float]:
    """Seconds of processor of every stage over a text; a stage that fails counts as without end."""
    found = {}
    gc.collect()
    gc.disable()
    for name, work in stages(text_of(kind, length, head)):
        begun = time.thread_time()
        work()
        found[name] = time.thread_time() - begun
    gc.enable()
    return found


def growing(kind: str, head: str) -> list[tuple[str, list[float]]]:
    """The stages that grow faster than their text over n, 2n, 4n, each time they are measured."""
    if max(costs(kind, head, LENGTH * 4).values()) <= SECONDS:
        return []  # nothing here is judged
    suspects: set[str] | None = None
    least: dict[str, list[float]] = {}
    for _again in range(4):
        for place, times in enumerate((1, 2, 4)):
            for name, seconds in costs(kind, head, LENGTH * times).items():
                kept = least.setdefault(name, [float("inf")] * 3)
                kept[place] = min(kept[place], seconds)
        now = {n for n, (one, _two, four) in least.items() if four > SECONDS and four > GROWTH * max(one, SECONDS / 16)}
        suspects = now if suspects is None else suspects & now
        if not suspects:
            return []
    return [(name, [round(seconds, 4) for seconds in least[name]]) for name in sorted(suspects or ())]


def main() -> int:
    """Measure every kind; one line of JSON before each and one after."""
    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
    for number, kind in enumerate(KINDS):
        for head in ("plan", ("decree", "report", "bare")[number % 3]):
            print(json.dumps({"begun": f"{kind}, {head}"}), flush=True)
            print(json.dumps({"kind": f"{kind}, {head}", "growing": growing(kind, head)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
