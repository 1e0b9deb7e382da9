"""``thuongton law``: import acts, ask what is in force, consolidate, compare, check bases, what depends, what lacks.

Exit codes: 0 done, 1 findings or questions left, 2 input that cannot be used (one line on standard error).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from thuongton.law.queries.register import NotOne

DONE, FOUND, UNUSABLE = 0, 1, 2
LONGEST_LINE = 100_000
Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class UnusableQuestion(ValueError):
    """Input that cannot be used; the message is one Vietnamese sentence."""


def add_actions(verb: argparse.ArgumentParser) -> Actions:
    """The actions of the command and their options; other rooms add theirs to what is returned."""
    inner = verb.add_subparsers(dest="action", required=True, metavar="VIỆC")
    load = _one(inner, "import", "đưa văn bản vào sổ pháp luật")
    load.add_argument("paths", nargs="+", metavar="THƯ MỤC|TỆP")
    load.add_argument("--catalogue", metavar="TỆP", help="bảng .jsonl nói số, ngày, cơ quan của từng tệp")
    load.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    ask = _one(inner, "at", "một văn bản hoặc điều, khoản vào một ngày")
    _number(ask, "?")
    ask.add_argument("--on", metavar="NGÀY", help="ngày hỏi, dạng 2026-11-30")
    ask.add_argument("--known", metavar="NGÀY", help="theo những văn bản đã có đến ngày này")
    ask.add_argument("--provision", metavar="ĐIỀU, KHOẢN", help="ví dụ «khoản 4 Điều 9»")
    ask.add_argument("--ask", metavar="TỆP", help="tệp JSON Lines nhiều câu hỏi")
    ask.add_argument("--out", metavar="TỆP", help="nơi ghi các câu trả lời")
    whole = _one(inner, "consolidate", "toàn văn vào một ngày")
    _number(whole)
    whole.add_argument("--on", metavar="NGÀY", required=True)
    whole.add_argument("--known", metavar="NGÀY")
    whole.add_argument("--akn", action="store_true", help="ghi Akoma Ntoso")
    whole.add_argument("--docx", metavar="TỆP", help="ghi ra tệp Word")
    two = _one(inner, "compare", "so sánh hai bản của một văn bản, hoặc hai văn bản")
    two.add_argument("one", metavar="SỐ[@NGÀY]")
    two.add_argument("other", metavar="SỐ[@NGÀY]")
    basis = _one(inner, "basis", "kiểm tra căn cứ của dự thảo, văn bản")
    basis.add_argument("files", nargs="+", metavar="TỆP")
    impact = _one(inner, "impact", "những gì dựa vào một văn bản hoặc điều, khoản")
    _number(impact)
    impact.add_argument("--provision", metavar="ĐIỀU, KHOẢN")
    official = _one(inner, "check-official", "đối chiếu với văn bản hợp nhất chính thức trong sổ")
    _number(official, "?")
    _one(inner, "missing", "văn bản được dẫn mà sổ chưa có")
    _one(inner, "quality", "những chỗ dữ liệu của sổ cần xem lại")
    again = _one(inner, "derive", "tính lại tình trạng hiệu lực của những văn bản đang chờ")
    again.add_argument("--all", action="store_true", help="tính lại mọi văn bản; dừng giữa chừng thì lần sau làm tiếp")
    return inner


def _one(inner: argparse._SubParsersAction, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = inner.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true", help="ghi JSON")
    return parser


def _number(parser: argparse.ArgumentParser, nargs: str | None = None) -> None:
    parser.add_argument("number", metavar="SỐ", nargs=nargs)
    parser.add_argument("--issuer", default="", metavar="CƠ QUAN", help="khi nhiều nơi có cùng số")


def run(options: argparse.Namespace) -> int:
    """Run one action; returns the exit code. Raises UnusableQuestion, OSError."""
    action = _ACTIONS[options.action]
    return int(action(options))


def _day(printed: str, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(printed)
    except ValueError:
        raise UnusableQuestion(f"{name}: «{printed[:40]}» không phải một ngày dạng 2026-11-30.") from None


def _say(value: Any, text: str, *, as_json: bool) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if as_json else text)


def _progress(number: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{number} văn bản", end="", file=sys.stderr, flush=True)


def law_import(options: argparse.Namespace) -> int:
    """Take acts into the register."""
    from thuongton.law.importing.sources import candidates
    from thuongton.law.services.importing import complete_from_mentions, import_acts

    paths = [Path(one) for one in options.paths]
    for path in paths:
        if not path.exists():
            raise UnusableQuestion(f"{path}: không có tệp hoặc thư mục này.")
    catalogue = Path(options.catalogue) if options.catalogue else None
    if catalogue is not None and not catalogue.is_file():
        raise UnusableQuestion(f"{catalogue}: không có tệp này.")
    report = import_acts(None, candidates(paths, catalogue), dry_run=options.dry_run, progress=_progress)
    if not options.dry_run:
        complete_from_mentions(None, numbers=report.keys)
    from thuongton.law.queries.orders import number_waiting
    from thuongton.law.queries.register import number_missing

    waiting = report.waiting
    if not options.dry_run and report.ordering is not None:
        waiting = number_waiting(report.ordering)
    value = {
        "documents": report.documents,
        "new": report.new,
        "same": report.same,
        "changed": report.changed,
        "questions": report.questions,
        "operations": {"read": report.read, "sure": report.read - waiting, "waiting": waiting},
        "unresolved": number_missing(),
    }
    text = "\n".join(
        [
            f"{report.documents} văn bản: {report.new} mới, {report.same} đã có, {report.changed} được bổ sung.",
            f"{report.read} lệnh sửa đổi; {waiting} chưa đủ chắc, chờ người xem "
            "(lệnh nêu tên văn bản thay cho số đã được áp dụng khi sổ có đúng một văn bản mang tên ấy).",
            *(f"{one['file']}: {one['message']}" for one in report.questions),
        ]
    )
    _say(value, text, as_json=options.json)
    return FOUND if report.questions else DONE


def law_at(options: argparse.Namespace) -> int:
    """What an act or a provision is on a day, or the answers to a file of questions."""
    if options.ask is not None:
        if not Path(options.ask).is_file():
            raise UnusableQuestion(f"{options.ask}: không có tệp này.")
        return _answer_all(Path(options.ask), options.out)
    if not options.number or not options.on:
        raise UnusableQuestion("Nêu số văn bản và --on NGÀY, hoặc --ask TỆP --out TỆP.")
    from django.utils import timezone

    from thuongton.law.queries.register import NotOne

    on = _day(options.on, "--on")
    known = _day(options.known, "--known") if options.known else timezone.localdate()
    try:
        answer = answer_at(options.number, options.issuer, options.provision, on, known)
    except NotOne as error:
        if error.found:
            raise _several(options.number, error) from error
        from thuongton.law.answers import not_held

        answer = not_held(options.number, options.provision, on, known, [])
    text = answer["text"] or ""
    _say(answer, f"{answer['number']} {answer['provision'] or ''}: {answer['state']}\n{text}", as_json=options.json)
    return FOUND if answer["findings"] else DONE


def _several(number: str, error: NotOne) -> UnusableQuestion:
    return UnusableQuestion(f"Số {number} có ở {'; '.join(error.found)}: nêu thêm --issuer.")


def answer_at(number: str, issuer: str, provision: str | None, on: dt.date, known: dt.date) -> dict[str, Any]:
    """One answer. Raises NotOne, UnusableQuestion."""
    from thuongton.law.answers import at_facts
    from thuongton.law.queries.register import act_of, histories_of
    from thuongton.law.text.places import place_of

    place = place_of(provision)
    if provision and (not place.steps or place.unread):
        raise UnusableQuestion(f"«{provision[:60]}» không phải một điều, khoản, điểm.")
    act = act_of(number, issuer)
    histories, works = histories_of([act], known)
    return at_facts(histories.of(works[act.pk]), place, on, known)


def _answer_all(asked: Path, out: str | None) -> int:
    from django.utils import timezone

    from thuongton.law.answers import not_held
    from thuongton.law.queries.register import NotOne

    code = DONE
    lines = []
    for number, row in _questions(asked):
        on, known = _day(str(row.get("on")), f"{asked}:{number}"), row.get("known")
        when = _day(str(known), f"{asked}:{number}") if known else timezone.localdate()
        provision = row.get("provision") or None
        try:
            answer = answer_at(str(row["number"]), str(row.get("issuer") or ""), provision, on, when)
        except NotOne as error:
            answer = not_held(str(row["number"]), provision, on, when, error.found)
        except UnusableQuestion as error:
            answer = not_held(str(row["number"]), provision, on, when, []) | {"findings": [str(error)]}
        if answer["findings"]:
            code = FOUND
        lines.append(json.dumps({"qid": row.get("qid"), **answer}, ensure_ascii=False))
    text = "\n".join([*lines, ""])
    if out is None or out == "-":
        sys.stdout.write(text)
    else:
        Path(out).write_text(text, encoding="utf-8")
    return code


def _questions(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line[:LONGEST_LINE])
            except ValueError:
                row = None
            if not isinstance(row, dict) or not row.get("number") or not row.get("on"):
                raise UnusableQuestion(f'{path}:{number}: mỗi dòng là một câu hỏi {{"qid","number","on","provision"}}.')
            yield number, row


def law_consolidate(options: argparse.Namespace) -> int:
    """The whole text of an act on a day."""
    from thuongton.law.answers import consolidated

    on = _day(options.on, "--on")
    known = _day(options.known, "--known") if options.known else None
    history = _history(options.number, options.issuer, known)
    if options.akn or options.docx:
        return _written(history, on, options)
    value = consolidated(history, on)
    _say(value, "\n\n".join(one["text"] for one in value["articles"] if one["text"]), as_json=options.json)
    return FOUND if value["waiting"] else DONE


def _written(history: Any, on: dt.date, options: argparse.Namespace) -> int:
    from thuongton.law.answers import as_paper
    from vanban.reading import read_document
    from vanban.write.akn import akn
    from vanban.write.docx import write_docx

    text = history.on(on).act.text
    if options.docx:
        Path(options.docx).write_bytes(write_docx(as_paper(history, on)))
    if options.akn:
        sys.stdout.buffer.write(akn(read_document(text)))
    return FOUND if history.on(on).waiting else DONE


def _history(number: str, issuer: str, known: dt.date | None) -> Any:
    from thuongton.law.queries.register import NotOne, act_of, histories_of

    try:
        act = act_of(number, issuer)
    except NotOne as error:
        if error.found:
            raise _several(number, error) from error
        raise UnusableQuestion(f"Số {number} chưa có trong sổ văn bản.") from error
    histories, works = histories_of([act], known)
    return histories.of(works[act.pk])


def law_compare(options: argparse.Namespace) -> int:
    """Two versions of an act, or two acts."""
    from thuongton.law.answers import compared

    (one, first), (other, second) = (_dated(printed) for printed in (options.one, options.other))
    value = compared(_history(one, "", None), first, _history(other, "", None), second)
    changed = [row for row in value if row["kind"] != "same"]
    _say(value, "\n".join(f"{row['provision']}: {row['kind']}" for row in changed), as_json=options.json)
    return FOUND if changed else DONE


def _dated(printed: str) -> tuple[str, dt.date]:
    from django.utils import timezone

    number, _, day = printed.partition("@")
    return number, _day(day, printed) if day else timezone.localdate()


def law_basis(options: argparse.Namespace) -> int:
    """Every cited document and clause of papers against the register."""
    from thuongton.law.queries.bases import findings_of
    from vanban.apart import open_apart
    from vanban.model import UnreadableFile

    code = DONE
    found: list[Any] = []
    for name in options.files:
        if not Path(name).is_file():
            raise UnusableQuestion(f"{name}: không có tệp này.")
        try:
            document = open_apart(name)
        except UnreadableFile as error:
            raise UnusableQuestion(f"{name}: {error}") from error
        for one in findings_of(document):
            found.append({"file": name, **one.to_dict()} if len(options.files) > 1 else one.to_dict())
            code = FOUND
    _say(found, "\n".join(f"{one['surface']}: {one['message']}" for one in found), as_json=options.json)
    return code


def law_impact(options: argparse.Namespace) -> int:
    """What depends on an act or a provision."""
    from thuongton.law.queries.impact import dependants

    value = dependants(options.number, options.provision)
    text = "\n".join(f"{one['act']} ({one['role']}): {one['quote']}" for one in value)
    _say(value, text, as_json=options.json)
    return DONE


def law_check_official(options: argparse.Namespace) -> int:
    """Official consolidated texts beside our text of their day: one, those of an act, or all that are held."""
    from thuongton.law.queries.official import NOT_OFFICIAL, checked, official_acts
    from thuongton.law.queries.register import NotOne

    try:
        acts = official_acts(options.number, options.issuer)
    except NotOne as error:
        if error.found:
            raise _several(options.number, error) from error
        raise UnusableQuestion(f"Số {options.number} chưa có trong sổ văn bản.") from error
    if options.number and not acts:
        raise UnusableQuestion(NOT_OFFICIAL.format(number=options.number))
    value = [checked(act) for act in acts]
    lines = []
    for one in value:
        lines.append(f"{one['number']} ({one['base']}, {one['on']}): {one.get('same', 0)} điều giống nhau.")
        lines += one["findings"]
        lines += [
            f"{row['label']}: sổ «{row['ours_at']}», bản hợp nhất «{row['official_at']}»" for row in one["articles"]
        ]
        lines += [row["message"] for row in one["operations"]]
    _say(value, "\n".join(lines), as_json=options.json)
    return FOUND if any(one["findings"] or one["articles"] or one["operations"] for one in value) else DONE


def law_missing(options: argparse.Namespace) -> int:
    """What is cited and not held."""
    from thuongton.law.queries.register import missing

    value = missing()
    _say(value, "\n".join(f"{one['number']}: {one['acts']} văn bản dẫn" for one in value), as_json=options.json)
    return FOUND if value else DONE


def law_quality(options: argparse.Namespace) -> int:
    """Facts of the register that want a look."""
    from thuongton.law.queries.quality import doubts

    value = doubts()
    _say(value, "\n".join(f"{one['number']}: {one['message']}" for one in value), as_json=options.json)
    return FOUND if value else DONE


def law_derive(options: argparse.Namespace) -> int:
    """Make the windows of acts anew: of those that wait, or of all."""
    from thuongton.law.services.deriving import derive_all, derive_pending

    value = {"derived": derive_pending(_progress)}
    text = f"Đã tính lại {value['derived']} văn bản đang chờ."
    if options.all:
        value["all"], value["otherwise"] = derive_all(_progress)
        text += f" Trong {value['all']} văn bản tính lại, {value['otherwise']} trước đó khác."
    _say(value, text, as_json=options.json)
    return DONE


_ACTIONS = {
    "import": law_import,
    "at": law_at,
    "consolidate": law_consolidate,
    "compare": law_compare,
    "basis": law_basis,
    "impact": law_impact,
    "check-official": law_check_official,
    "missing": law_missing,
    "quality": law_quality,
    "derive": law_derive,
}


def names() -> Sequence[str]:
    """The actions of the command."""
    return tuple(_ACTIONS)
