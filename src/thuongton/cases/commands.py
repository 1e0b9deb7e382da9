"""``thuongton kinds`` and ``thuongton forms``: kinds listed, shown, drawn, checked, stories run; without a database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from thuongton.cases.definition.books import book_files, read_book
from thuongton.cases.definition.graph import graph_of
from thuongton.cases.definition.kind_files import check_forms_of
from thuongton.cases.definition.library import check_kind_files, kind_files, known_kinds
from thuongton.cases.definition.lines import FileFinding, Unreadable, read_lines
from thuongton.cases.definition.schema import schema_of
from thuongton.cases.definition.unclear import Unclear, unclear_in_book, unclear_in_form, unclear_of
from thuongton.cases.engine.acts import UnusableAct
from thuongton.cases.statistics.form_files import form_files, known_forms, read_form
from thuongton.cases.stories import Begin, UnusableStory, run_story, window_of

DONE, FOUND, UNUSABLE = 0, 1, 2


class UnusableCommand(Exception):
    """Input that cannot be used; the message is one Vietnamese sentence, with the file and line where there is one."""


def add_verbs(verbs: argparse._SubParsersAction, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add ``kinds`` and ``forms`` to the command line; ``add(verbs, name, summary, more)`` makes one."""
    kinds = add(verbs, "kinds", "xem, kiểm tra và chạy thử các loại hồ sơ, sổ", "Không cần cơ sở dữ liệu.")
    inner = kinds.add_subparsers(dest="action", required=True, metavar="VIỆC")
    _json(inner.add_parser("list", help="các loại hồ sơ"))
    show = _json(inner.add_parser("show", help="một loại hồ sơ như tệp của nó"))
    show.add_argument("kind", metavar="LOẠI")
    graph = _json(inner.add_parser("graph", help="sơ đồ trạng thái (Mermaid)"))
    graph.add_argument("kind", metavar="LOẠI")
    check = _json(inner.add_parser("check", help="kiểm tra tệp loại hồ sơ, biểu, sổ thời hạn"))
    check.add_argument("files", nargs="*", metavar="TỆP", help="mặc định: mọi tệp đi kèm sản phẩm")
    _json(inner.add_parser("unclear", help="luật còn chưa rõ ở đâu, ghi vào tệp nào, dòng nào"))
    install = _json(inner.add_parser("install", help="cài một loại hồ sơ hoặc biểu vào hệ thống đang chạy"))
    install.add_argument("file", metavar="TỆP")
    install.add_argument("--basis", default="", metavar="CĂN CỨ", help="văn bản nào lập sổ, biểu này")
    install.add_argument("--preview", action="store_true", help="chỉ xem sẽ thay đổi gì, không cài")
    withdraw = _json(inner.add_parser("withdraw", help="thu hồi một tệp đã cài mà chưa hồ sơ nào dùng"))
    withdraw.add_argument("name", metavar="LOẠI|BIỂU")
    withdraw.add_argument("version", type=int, metavar="PHIÊN BẢN")
    withdraw.add_argument("--reason", required=True, metavar="LÝ DO")
    schema = _json(inner.add_parser("schema", help="lược đồ JSON cho trình soạn thảo"))
    schema.add_argument("what", choices=("kind", "form"))
    run = _json(inner.add_parser("run", help="chạy chuỗi thao tác và so với kết quả mong đợi"))
    run.add_argument("files", nargs="+", metavar="CHUYỆN.jsonl")
    run.add_argument("--through", choices=("pure", "database"), default="pure", help="mặc định: pure")
    forms = add(verbs, "forms", "xem các biểu thống kê", "Không cần cơ sở dữ liệu.")
    inner = forms.add_subparsers(dest="action", required=True, metavar="VIỆC")
    _json(inner.add_parser("list", help="các biểu"))
    show = _json(inner.add_parser("show", help="một biểu: các ô, đẳng thức, chỗ chưa rõ"))
    show.add_argument("form", metavar="BIỂU")
    count = _json(inner.add_parser("count", help="đếm một biểu trên các hồ sơ của một đơn vị và cấp dưới"))
    count.add_argument("form", metavar="BIỂU")
    count.add_argument("--unit", required=True, metavar="ĐƠN VỊ", help="mã định danh hoặc tên")
    count.add_argument("--from", dest="first", required=True, metavar="NGÀY", help="ngày đầu kỳ, 2026-01-01")
    count.add_argument("--to", dest="last", required=True, metavar="NGÀY", help="ngày cuối kỳ")
    count.add_argument("--as-of", metavar="NGÀY", help="theo những gì đã ghi đến hết ngày này")


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="ghi JSON")
    return parser


def run_command(options: argparse.Namespace) -> int:
    """Run one command; returns the exit code."""
    try:
        return _ACTIONS[options.verb, options.action](options)
    except UnusableCommand as error:
        print(f"thuongton: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        return DONE


def _say(options: argparse.Namespace, value: Any, text: str) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if options.json else text)


def kinds_list(options: argparse.Namespace) -> int:
    """Every version of every kind."""
    rows: list[dict[str, Any]] = [
        {
            "kind": kind.kind,
            "version": kind.version,
            "label": {"vi": kind.label.vi, "en": kind.label.en},
            "valid_from": kind.valid_from.isoformat() if kind.valid_from else None,
            "valid_to": kind.valid_to.isoformat() if kind.valid_to else None,
            "levels": list(kind.levels),
            "states": list(kind.states),
            "clocks": [name for name, clock in kind.clocks.items() if not clock.off],
            "to_check": [name for name, clock in kind.clocks.items() if not clock.off and clock.to_check],
            "forms": [one.form for one in kind.statistics],
        }
        for versions in known_kinds().values()
        for kind in versions
    ]
    _say(options, rows, "\n".join(f"{row['kind']:<24} {row['version']:>3}  {row['label']['vi']}" for row in rows))
    return DONE


def _kind_file(name: str) -> Path:
    kinds = known_kinds().get(name)
    if not kinds:
        raise UnusableCommand(f"không có loại hồ sơ «{name}»; xem «thuongton kinds list».")
    return Path(kinds[-1].file)


def kinds_show(options: argparse.Namespace) -> int:
    """The newest version of a kind, as its file has it."""
    path = _kind_file(options.kind)
    raw = path.read_bytes()
    _say(options, read_lines(path.name, raw)[0].plain(), raw.decode().rstrip())
    return DONE


def kinds_graph(options: argparse.Namespace) -> int:
    """The states and acts of a kind as a drawing."""
    _kind_file(options.kind)
    graph = graph_of(known_kinds()[options.kind][-1])
    _say(options, graph, graph["mermaid"])
    return DONE


def kinds_check(options: argparse.Namespace) -> int:
    """Findings of files, each with file, line and sentence; 2 where a file cannot be read at all."""
    paths = [Path(one) for one in options.files] or [*kind_files(), *form_files(), *book_files()]
    wrong, unreadable = check_files(paths)
    rows = [
        {"file": one.file, "line": one.line, "path": one.path, "code": one.code, "message": one.message}
        for one in [*unreadable, *wrong]
    ]
    _say(
        options,
        rows,
        "\n".join(f"{one} [{one.code}]" for one in [*unreadable, *wrong]) or f"{len(paths)} tệp, không có lỗi.",
    )
    for one in unreadable:
        print(f"thuongton: {one}", file=sys.stderr)
    return UNUSABLE if unreadable else FOUND if wrong else DONE


def check_files(paths: Sequence[Path]) -> tuple[list[FileFinding], list[FileFinding]]:
    """What is wrong with files of kinds, forms and books, told apart by their first name; and what is unreadable."""
    kinds: list[Path] = []
    wrong: list[FileFinding] = []
    unreadable: list[FileFinding] = []
    for path in paths:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UnusableCommand(f"{path}: {error.strerror}.") from None
        try:
            top = read_lines(str(path), raw)[0].mapping
            if "form" in top and "kind" not in top:
                wrong += read_form(str(path), raw)[1]
            elif "book" in top:
                wrong += read_book(str(path), raw)[1]
            else:
                kinds.append(path)
        except Unreadable as error:
            unreadable.append(error.finding)
    beside = {name: versions[-1] for name, versions in known_kinds().items()}
    read, found, more = check_kind_files(kinds, beside)
    return wrong + found + check_forms_of(read, known_forms()), unreadable + more


def kinds_install(options: argparse.Namespace) -> int:
    """Check a file, say what installing it would change, and install it; 1 where it has findings."""
    try:
        raw = Path(options.file).read_bytes()
    except OSError as error:
        raise UnusableCommand(f"{options.file}: {error.strerror}.") from None
    _open_database()
    from thuongton.cases.install_command import install_file

    try:
        value, lines, wrong = install_file(options.file, raw, options.basis, only_look=options.preview)
    except LookupError as error:
        raise UnusableCommand(str(error)) from None
    _say(options, value, "\n".join(lines))
    return FOUND if wrong else DONE


def kinds_withdraw(options: argparse.Namespace) -> int:
    """Withdraw an installed file."""
    _open_database()
    from thuongton.cases.install_command import withdraw_file

    try:
        value, lines = withdraw_file(options.name, options.version, options.reason)
    except LookupError as error:
        raise UnusableCommand(str(error)) from None
    _say(options, value, "\n".join(lines))
    return DONE


def kinds_unclear(options: argparse.Namespace) -> int:
    """What is unknown of the law behind kinds and forms, each with file, line and what to enter."""
    found = everything_unclear()
    rows = [
        {
            "file": one.file,
            "line": one.line,
            "path": one.path,
            "about": {"vi": one.about.vi, "en": one.about.en},
            "why": one.why,
            "enter": one.enter,
            "note": one.note or None,
        }
        for one in found
    ]
    _say(options, rows, "\n".join(f"{one.file}:{one.line}: {one.about.vi}: {one.why}; {one.enter}" for one in found))
    return DONE


def everything_unclear() -> list[Unclear]:
    """What is unknown of every kind in its newest version, and of every form, in the order of their files."""
    found = [one for each in known_kinds().values() for one in unclear_of(each[-1])]
    for path in form_files():
        top = read_lines(path.name, path.read_bytes())[0].mapping
        found += unclear_in_form(str(path), top, read_form(path.name, path.read_bytes())[0].label)
    for path in book_files():
        found += unclear_in_book(str(path), read_lines(path.name, path.read_bytes())[0].mapping)
    return found


def kinds_schema(options: argparse.Namespace) -> int:
    """The JSON Schema of kind or form files."""
    print(json.dumps(schema_of(options.what), ensure_ascii=False, indent=1))
    return DONE


def kinds_run(options: argparse.Namespace) -> int:
    """Run stories: JSON Lines, one answer a line; 1 where something is not as the story expects."""
    if options.through == "pure":
        return _run_stories(options, None)
    _open_database()
    from thuongton.cases.through_database import DatabaseRun, nothing_kept

    with nothing_kept():
        return _run_stories(options, DatabaseRun)


def _open_database() -> None:
    """Make the rows of the installation known: only some actions need them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    django.setup()


def _run_stories(options: argparse.Namespace, begin: Begin | None) -> int:
    wrong = 0
    for name in options.files:
        try:
            text = Path(name).read_text("utf-8")
        except OSError as error:
            raise UnusableCommand(f"{name}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise UnusableCommand(f"{name}:1: tệp không phải chữ mã hoá UTF-8.") from None
        try:
            for answer in run_story(text, Path(name).stem, begin=begin):
                wrong += answer["ok"] is False
                _tell(options, answer)
        except UnusableStory as error:
            raise UnusableCommand(f"{name}:{error.line}: {error}") from None
    return FOUND if wrong else DONE


def _tell(options: argparse.Namespace, answer: dict[str, Any]) -> None:
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
        return
    word = {True: "đúng", False: "SAI", None: "–"}[answer["ok"]]
    print(f"{answer['story']}:{answer['line']}: {word}{' – ' + answer['refused'] if answer['refused'] else ''}")


def forms_list(options: argparse.Namespace) -> int:
    """Every form of statistics."""
    rows: list[dict[str, Any]] = [
        {
            "form": form.form,
            "label": {"vi": form.label.vi, "en": form.label.en},
            "wording": form.wording,
            "basis": list(form.basis),
            "kinds": list(form.kinds),
            "cells": list(form.cells),
        }
        for form in known_forms().values()
    ]
    _say(options, rows, "\n".join(f"{row['form']:<16} {row['wording']:<14}  {row['label']['vi']}" for row in rows))
    return DONE


def forms_show(options: argparse.Namespace) -> int:
    """One form with its cells, identities and doubts."""
    form = known_forms().get(options.form)
    if form is None:
        raise UnusableCommand(f"không có biểu «{options.form}»; xem «thuongton forms list».")
    cells = {
        name: {"label": {"vi": cell.label.vi, "en": cell.label.en}, "op": cell.op, "field": cell.field or None}
        for name, cell in form.cells.items()
    }
    shown = {
        "form": form.form,
        "label": {"vi": form.label.vi, "en": form.label.en},
        "wording": form.wording,
        "basis": list(form.basis),
        "kinds": list(form.kinds),
        "cells": cells,
        "identities": [one.text for one in form.identities],
        "doubts": [{"cells": list(one.cells), "text": one.text} for one in form.doubts],
        "note": form.note or None,
    }
    lines = [f"{form.form} – {form.label.vi} ({form.wording})"]
    lines += [f"  ({name}) {cell.label.vi}" for name, cell in form.cells.items()]
    lines += [f"  {one.text}" for one in form.identities] + [f"  chưa rõ: {one.text}" for one in form.doubts]
    _say(options, shown, "\n".join(lines))
    return DONE


def forms_count(options: argparse.Namespace) -> int:
    """A form counted over the cases of a unit and those below it; 1 where an identity does not hold."""
    if options.form not in known_forms():
        raise UnusableCommand(f"không có biểu «{options.form}»; xem «thuongton forms list».")
    asked = {"from": options.first, "to": options.last, "as_of": options.as_of}
    try:
        window = window_of(asked)
    except UnusableAct as error:
        raise UnusableCommand(str(error)) from None
    _open_database()
    from django.core.exceptions import ValidationError
    from django.db import Error

    from thuongton.cases.queries.cases import cases_below
    from thuongton.cases.queries.counting import count_form_of, form_facts
    from thuongton.people.queries import unit_anywhere

    try:
        facts = form_facts(count_form_of(cases_below(unit_anywhere(options.unit)), options.form, window))
    except ValidationError as error:
        raise UnusableCommand(" ".join(error.messages)) from None
    except Error:
        raise UnusableCommand("không đọc được cơ sở dữ liệu; hãy chạy «thuongton migrate».") from None
    lines = [f"{name:<28} {'–' if value is None else value}" for name, value in facts["cells"].items()]
    lines += [f"{one['text']}: {'khớp' if one['holds'] else 'LỆCH'}" for one in facts["identities"]]
    _say(options, facts, "\n".join(lines))
    return DONE if all(one["holds"] for one in facts["identities"]) else FOUND


_ACTIONS: dict[tuple[str, str], Callable[[argparse.Namespace], int]] = {
    ("kinds", "list"): kinds_list,
    ("kinds", "show"): kinds_show,
    ("kinds", "graph"): kinds_graph,
    ("kinds", "check"): kinds_check,
    ("kinds", "schema"): kinds_schema,
    ("kinds", "unclear"): kinds_unclear,
    ("kinds", "install"): kinds_install,
    ("kinds", "withdraw"): kinds_withdraw,
    ("kinds", "run"): kinds_run,
    ("forms", "list"): forms_list,
    ("forms", "show"): forms_show,
    ("forms", "count"): forms_count,
}
