"""``thuongton law review``: working tables come in, without a database; lists of a campaign are written.

Exit codes: 0 done, 1 doubts left, 2 input that cannot be used (one line on standard error).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from thuongton.reviews.lists_command import add_lists, run_lists
from thuongton.reviews.tables.rows import read_rows
from thuongton.reviews.tables.sources import UnusableWorkingTable, rows_of_file

DONE, DOUBTS, UNUSABLE = 0, 1, 2


def add_actions(law: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The actions of ``law review`` and their options, added to those of ``law``."""
    review = law.add_parser("review", help="bảng theo dõi rà soát văn bản")
    inner = review.add_subparsers(dest="review", required=True, metavar="VIỆC")
    load = inner.add_parser("import", help="đọc một bảng theo dõi rà soát; không cần cơ sở dữ liệu")
    load.add_argument("file", metavar="TỆP", help=".xlsx, .xls, .docx, .csv, .tsv, .html hoặc .jsonl")
    load.add_argument("--out", metavar="TỆP", required=True, help="nơi ghi JSON Lines, - là đầu ra chuẩn")
    add_lists(inner)


def is_pure(options: argparse.Namespace) -> bool:
    """Whether a command is one of these that needs no database and no settings."""
    return options.verb == "law" and options.action == "review" and options.review == "import"


def run_import(options: argparse.Namespace) -> int:
    """Read a table and write what each of its rows says; returns the exit code."""
    try:
        rows = list(read_rows(rows_of_file(Path(options.file))))
        text = "".join(json.dumps(one.to_dict(), ensure_ascii=False) + "\n" for one in rows)
        if options.out == "-":
            sys.stdout.write(text)
        else:
            Path(options.out).write_text(text, encoding="utf-8")
    except UnusableWorkingTable as error:
        print(f"thuongton: {options.file}: {error}", file=sys.stderr)
        return UNUSABLE
    except OSError as error:
        print(f"thuongton: {error.filename}: {error.strerror}.", file=sys.stderr)
        return UNUSABLE
    return DOUBTS if any(one.doubts for one in rows) else DONE


def run(options: argparse.Namespace) -> int:
    """Run one action of ``law review``; returns the exit code. Raises UnusableQuestion, OSError."""
    return _ACTIONS[options.review](options)


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {"import": run_import, "lists": run_lists}
