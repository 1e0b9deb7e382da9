"""The command ``vanban``: reads a paper and prints what it found, for people or as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vanban.corpus.command import DESCRIPTION, HELP, add_options, corpus
from vanban.model import UnreadableFile

if TYPE_CHECKING:
    from vanban.model import Document, Finding, Reading
    from vanban.show import Paint

_FAULT = "Chương trình gặp lỗi khi đọc tệp này. Hãy gửi tệp cùng các dòng trên cho nhóm phát triển để sửa."
_EPILOG = """\
FILE là đường dẫn tới tệp .docx, .doc, .pdf, .html, .txt … (vanban formats); dấu - nghĩa là đọc từ đầu vào chuẩn.
Mã kết thúc: 0 đã xong; 1 có phát hiện; 2 tệp không dùng được (một dòng lý do ở đầu ra lỗi).

Ví dụ:
  vanban read ke-hoach.docx
  vanban cite bao-cao.pdf --json
  cat cong-van.txt | vanban header -
"""


def _read(document: Document) -> Reading:
    from vanban.reading import read_document

    return read_document(document)


def _header(document: Document) -> Any:
    from vanban.header import read_header

    return read_header(document)


def _outline(document: Document) -> Any:
    from vanban.outline import read_outline

    return read_outline(document)


def _cite(document: Document) -> Any:
    from vanban.citations import read_citations

    return read_citations(document, _header(document))


def _tasks(document: Document) -> Any:
    from vanban.reading import tasks_of

    return tasks_of(document)


def _figures(document: Document) -> Any:
    from vanban.figures import read_figures

    return read_figures(document)


def _amendments(document: Document) -> Any:
    from vanban.amendments import amendments

    return amendments(document)


def _akn_of(document: Document) -> Any:
    from vanban.files.missing import said_when_missing

    with said_when_missing():
        from vanban.write.akn import akn

        return akn(_read(document))


def _linted(document: Document, **chosen: Any) -> tuple[str, str, tuple[Finding, ...]]:
    from vanban.lint import lint
    from vanban.reading import in_file, read_parts

    found: list[Finding] = []
    for part, reading in read_parts(document):
        found += in_file(lint(reading, **chosen), part, document.text)
    return document.source.name, document.text, tuple(found)


_COMMANDS: dict[str, tuple[str, Callable[[Document], Any], str]] = {
    "read": ("đọc toàn bộ văn bản: thể thức, bố cục, viện dẫn, nhiệm vụ, số liệu, lệnh sửa đổi", _read, "show_reading"),
    "header": ("thể thức: loại, số, ngày, cơ quan, trích yếu, nơi nhận, người ký", _header, "show_header"),
    "outline": ("bố cục: phần, chương, mục, điều, khoản, điểm", _outline, "show_outline"),
    "cite": ("các văn bản được viện dẫn", _cite, "show_citations"),
    "tasks": ("nhiệm vụ: chủ trì, phối hợp, sản phẩm, thời hạn", _tasks, "show_tasks"),
    "amendments": ("lệnh sửa đổi, bổ sung, bãi bỏ văn bản khác; hiệu lực, chuyển tiếp", _amendments, "show_amendments"),
    "figures": ("số liệu nêu trong văn bản", _figures, "show_figures"),
}
"""Each verb with its help, what it does, and the function of :mod:`vanban.show` that prints it; loaded when used."""


def _add_help(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """A group of options with Vietnamese headings and the help option."""
    group = parser.add_argument_group("tùy chọn")
    group.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")
    return group


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vanban",
        description="Đọc văn bản hành chính và văn bản quy phạm pháp luật của Việt Nam.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    _add_help(parser)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="các lệnh")
    for name, (help_text, _, _) in _COMMANDS.items():
        sentence = help_text[:1].upper() + help_text[1:] + "."
        command = commands.add_parser(name, help=help_text, description=sentence, add_help=False)
        options = _add_help(command)
        options.add_argument("file", metavar="FILE", help="tệp cần đọc; - là đầu vào chuẩn")
        options.add_argument("--json", action="store_true", help="in ra JSON")
    check = commands.add_parser(
        "reconcile",
        help="đối chiếu số liệu trong một hoặc nhiều văn bản",
        description="Đối chiếu số liệu trong một hoặc nhiều văn bản; mã kết thúc 1 khi có số lệch.",
        add_help=False,
    )
    options = _add_help(check)
    options.add_argument("files", metavar="FILE", nargs="+", help="các tệp cần đối chiếu; - là đầu vào chuẩn")
    options.add_argument("--json", action="store_true", help="in ra JSON")
    _add_akn(commands)
    _add_lint(commands)
    formats = commands.add_parser("formats", help="các loại tệp đọc được", add_help=False)
    _add_help(formats).add_argument("--json", action="store_true", help="in ra JSON")
    folder = commands.add_parser("corpus", help=HELP, description=DESCRIPTION, add_help=False)
    add_options(_add_help(folder))
    return parser


def _add_akn(commands: Any) -> None:
    command = commands.add_parser(
        "akn",
        help="văn bản thành XML theo chuẩn Akoma Ntoso 3.0",
        description="In văn bản thành XML theo chuẩn Akoma Ntoso 3.0 ra đầu ra chuẩn.",
        add_help=False,
    )
    options = _add_help(command)
    options.add_argument("file", metavar="FILE", help="tệp cần đọc; - là đầu vào chuẩn")


def _add_lint(commands: Any) -> None:
    command = commands.add_parser(
        "lint",
        help="soát lỗi văn bản: thể thức, đánh số, tên gọi, giao việc, căn cứ, số liệu",
        description="Soát lỗi văn bản như một người rà soát có kinh nghiệm; mã kết thúc 1 khi có phát hiện.",
        add_help=False,
    )
    options = _add_help(command)
    options.add_argument("files", metavar="FILE", nargs="*", help="các tệp cần soát; - là đầu vào chuẩn")
    options.add_argument("--json", action="store_true", help="in ra JSON")
    options.add_argument("--select", metavar="MÃ", help="chỉ dùng các quy tắc hoặc nhóm này, cách nhau bằng dấu phẩy")
    options.add_argument("--ignore", metavar="MÃ", help="bỏ qua các quy tắc hoặc nhóm này, cách nhau bằng dấu phẩy")
    options.add_argument(
        "--register", metavar="SỔ", help="sổ văn bản (.jsonl): báo văn bản hết hiệu lực, sai ngày, tên"
    )
    options.add_argument("--explain", metavar="MÃ", help="giải thích một quy tắc, kèm ví dụ")
    options.add_argument("--rules", action="store_true", help="liệt kê các quy tắc")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 findings, 2 input that cannot be used."""
    options = _parser().parse_args(arguments)
    from vanban.apart import ReaderFault
    from vanban.show import Paint

    paint = Paint(sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    if options.command == "corpus":
        return corpus(options)
    if options.command == "formats":
        return _formats(as_json=options.json)
    try:
        return _answer(options, paint)
    except ReaderFault as fault:
        print(f"{fault}vanban: {_FAULT}", file=sys.stderr)
        return 2


def _answer(options: argparse.Namespace, paint: Paint) -> int:
    from vanban import show

    if options.command == "lint":
        return _lint(options, paint)
    if options.command == "reconcile":
        return _reconcile(options.files, options.json, paint)
    if options.command == "akn":
        return _akn(options.file)
    try:
        _, work, shown = _COMMANDS[options.command]
        result = apart(work, options.file)
    except (UnreadableFile, OSError) as error:
        return _refuse(options.file, error)
    _print(_json(result) if options.json else getattr(show, shown)(result, paint))
    return 0


def _formats(*, as_json: bool) -> int:
    """The formats that are read, and whether this machine has what each needs."""
    from vanban.files.formats import FORMATS

    if as_json:
        rows = [
            {"key": one.key, "name": one.words, "suffixes": one.suffixes, "needs": one.needs, "ready": one.is_ready}
            for one in FORMATS
        ]
        _print(_json(rows))
        return 0
    for one in FORMATS:
        missing = "" if one.is_ready else f"  (máy chưa có {one.needs})"
        _print(f"{one.words:<24}{' '.join('.' + suffix for suffix in one.suffixes)}{missing}")
    return 0


def _json(result: Any) -> str:
    from vanban.shapes import jsonable

    return json.dumps(jsonable(result), ensure_ascii=False, indent=2)


def _reconcile(files: Sequence[str], as_json: bool, paint: Paint) -> int:
    from vanban.apart import call
    from vanban.apart.work import figures_compared
    from vanban.show import show_reconciliations

    readings = []
    for file in files:
        try:
            readings.append(apart(_read, file))
        except (UnreadableFile, OSError) as error:
            return _refuse(file, error)
    try:
        found = list(call(figures_compared, readings))
    except UnreadableFile as error:
        return _refuse(files[0], error)
    _print(_json(found) if as_json else show_reconciliations(found, paint))
    return 1 if any(item.verdict == "lệch" for item in found) else 0


def _akn(file: str) -> int:
    try:
        written = apart(_akn_of, file)
    except (UnreadableFile, OSError) as error:
        return _refuse(file, error)
    _print(written.decode("utf-8"))
    return 0


def _lint(options: argparse.Namespace, paint: Paint) -> int:
    from vanban.lint import BadRegister, LawBook, UnknownRule
    from vanban.lint.registry import chosen
    from vanban.show import show_findings

    if options.rules or options.explain:
        return _explain(options.explain, paint)
    if not options.files:
        print("vanban: lint: Chưa chỉ ra tệp nào. Ví dụ: vanban lint du-thao.docx", file=sys.stderr)
        return 2
    select, ignore = (None if names is None else names.split(",") for names in (options.select, options.ignore))
    try:
        chosen(select, ignore or [])
        register = LawBook.load(options.register) if options.register else None
    except UnknownRule as error:
        print(f"vanban: lint: {error}", file=sys.stderr)
        return 2
    except (BadRegister, OSError) as error:
        return _refuse(options.register, error)
    work = partial(_linted, select=select, ignore=ignore, register=register)
    code = 0
    listed: list[dict[str, Any]] = []
    for file in options.files:
        try:
            name, text, found = apart(work, file)
        except (UnreadableFile, OSError) as error:
            code = _refuse(file, error)
            continue
        code = max(code, 1) if found else code
        if options.json:
            listed.extend({"file": name, **finding.to_dict()} for finding in found)
        else:
            _print(
                (paint.strong(f"{name}\n") if len(options.files) > 1 else "") + show_findings(text, list(found), paint)
            )
    if options.json:
        _print(_json(listed))
    return code


def _explain(code: str | None, paint: Paint) -> int:
    """One rule with its example, or the list of all."""
    from vanban.lint import FAMILIES, UnknownRule, rules
    from vanban.show import SEVERITIES

    if code is None:
        width = max(len(rule.code) for rule in rules()) + 2
        lines = [f"{rule.code.ljust(width)}{SEVERITIES[rule.severity].ljust(10)}{rule.sentence}" for rule in rules()]
        _print("\n".join([*lines, f"{len(rules())} quy tắc"]))
        return 0
    found = next((rule for rule in rules() if rule.code == code), None)
    if found is None:
        print(f"vanban: lint: {UnknownRule(code)}", file=sys.stderr)
        return 2
    head = f"{paint.strong(found.code)}  ({FAMILIES[found.family]}, {SEVERITIES[found.severity]})\n{found.sentence}"
    _print(f"{head}\n\nVí dụ có lỗi:\n\n{found.fires.strip()}\n\nVí dụ không có lỗi:\n\n{found.silent.strip()}")
    return 0


def apart(work: Callable[[Document], Any], file: str) -> Any:
    """What a stage of reading makes of a path, or of standard input for ``-``; done in a process that may die."""
    from vanban.apart import call, warm
    from vanban.apart.work import limits_for, stage
    from vanban.files.open import MAX_BYTES, load_bytes

    source: str | bytes = sys.stdin.buffer.read() if file == "-" else file
    data, name = load_bytes(source, "-" if file == "-" else None, MAX_BYTES)
    warm(here=True)
    return call(stage, work, data, name, limits=limits_for(data, whole=True))


def _refuse(file: str, error: Exception) -> int:
    """One line on standard error: the file and the reason."""
    reason = str(error)
    if isinstance(error, FileNotFoundError):
        reason = "Không tìm thấy tệp. Hãy kiểm tra lại đường dẫn."
    elif isinstance(error, IsADirectoryError):
        reason = "Đây là thư mục, không phải tệp. Hãy chỉ ra một tệp."
    elif isinstance(error, PermissionError):
        reason = "Không có quyền đọc tệp."
    elif isinstance(error, OSError):
        reason = "Không đọc được tệp từ ổ đĩa."
    print(f"vanban: {Path(file)}: {reason}", file=sys.stderr)
    return 2


def _print(text: str) -> None:
    """Print in UTF-8 whatever the locale; a reader that closed early (``| head``) is no error."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - so that the interpreter can close it quietly
    except AttributeError:
        print(text)
