"""What is not known of the law behind a kind or a form, with the line of its file where it is to be entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from thuongton.cases.definition.books import shipped_limits
from thuongton.cases.definition.lines import Node
from thuongton.cases.definition.model import Bilingual, CaseKind, KindClock


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class Unclear:
    """One thing unknown: ``about`` what, ``why`` (a msgid), ``enter`` (a msgid) what is to be written, and where."""

    file: str
    line: int
    path: str
    about: Bilingual
    why: str
    enter: str
    note: str = ""


NOT_READ = _("văn bản chưa được đọc, chỉ thấy nơi khác dẫn lại")
REMEMBERED = _("chỉ nhớ, chưa thấy văn bản nào nói")
NO_NUMBER = _("chưa tìm thấy con số trong văn bản nào")
SILENT = _("luật không nói ngày có quyết định tiếp tục có được tính hay không")
NO_CLAUSE = _("chưa có điều khoản nào về thời hạn lưu")
NO_FORM = _("mẫu chính thức chưa được đọc; in theo bố cục riêng")
READ_IT = _("đọc văn bản rồi ghi «clause» và «confidence: seen»")
SWITCH_ON = _("ghi «n», «unit», «clause», «confidence: seen» rồi bỏ «off: true»")
SAY_DAY = _("ghi «pauses.resume_day: counted» hoặc «not_counted», bỏ «unclear»")
SAY_YEARS = _("ghi ở trang «Lưu giữ», hoặc «retention» của tệp: years, from, clause")
LOAD_FORM = _("nạp mẫu ở trang «Mẫu giấy tờ», hoặc ghi «form», «clause», «official: true»")
WORDING = _("chưa rõ câu chữ chính thức của biểu")
SAY_WORDING = _("đọc biểu rồi ghi «wording: known» và nhãn đúng như biểu")
DOUBT = _("có trường hợp chưa rõ tính vào ô nào")
SAY_DOUBT = _("sửa điều kiện của ô rồi bỏ mục này ở «doubts»")
_WHY = {"seen_2nd": NOT_READ, "memory": REMEMBERED, "unknown": NO_NUMBER}
_SURE = {"seen": 0, "seen_2nd": 1, "memory": 2, "unknown": 3}


def name_of_file(file: str) -> str:
    """A file without the folders of this machine; kinds, forms and books stand in folders of their own."""
    path = Path(file)
    return f"{path.parent.name}/{path.name}" if path.parent.name in ("kinds", "forms", "books") else path.name


def needs_reading(clock: KindClock) -> bool:
    """Whether the law behind a clock was not read or not found; a promise of the office has none."""
    return _worst(clock) != "seen" and not (clock.norm and _worst(clock) == "unknown")


def _worst(clock: KindClock) -> str:
    return max((rule.confidence for rule in clock.rules), key=_SURE.__getitem__, default="unknown")


def unclear_of(kind: CaseKind) -> Iterator[Unclear]:
    """Everything that is unknown of the law behind a kind, in the order of its file."""
    file = name_of_file(kind.file)
    for clock in kind.clocks.values():
        path = f"clocks.{clock.name}"
        worst = _worst(clock)
        borrowed = any(clock.rules is rules for rules in shipped_limits().values())  # its lines are those of a book
        lines = [rule.line for rule in clock.rules if rule.confidence == worst and not borrowed]
        line = lines[0] if lines else clock.line
        if needs_reading(clock):
            yield Unclear(file, line, path, clock.label, _WHY[worst], SWITCH_ON if clock.off else READ_IT, clock.note)
        if clock.pauses is not None and clock.pauses.unclear:
            yield Unclear(file, clock.line, f"{path}.pauses", clock.label, SILENT, SAY_DAY)
    for paper in kind.papers.values():
        if not paper.official and (paper.form or paper.book):
            yield Unclear(file, paper.line, f"papers.{paper.name}", paper.label, NO_FORM, LOAD_FORM)
    if kind.retention.years is None:
        line = kind.lines.get("retention", 1)
        yield Unclear(file, line, "retention", kind.label, NO_CLAUSE, SAY_YEARS)


def unclear_in_form(file: str, top: Mapping[str, Node], label: Bilingual) -> Iterator[Unclear]:
    """What is unknown of a form, from its file as read."""
    file = name_of_file(file)
    if "wording" in top and top["wording"].value != "known":
        yield Unclear(file, top["wording"].line, "wording", label, WORDING, SAY_WORDING)
    for number, one in enumerate(top["doubts"].items if "doubts" in top else ()):
        text = one.mapping.get("text")
        note = str(text.value) if text is not None else ""
        yield Unclear(file, one.line, f"doubts.{number}", label, DOUBT, SAY_DOUBT, note)


def unclear_in_book(file: str, top: Mapping[str, Node]) -> Iterator[Unclear]:
    """The limits of a book of which no text was read, from its file as read."""
    for name, node in top["clocks"].mapping.items() if "clocks" in top else ():
        entries = node.mapping
        rules = [one.mapping for one in entries["versions"].items] if "versions" in entries else [entries]
        found = [str(rule["confidence"].value) if "confidence" in rule else "unknown" for rule in rules]
        worst = max(found, key=lambda one: _SURE.get(one, 0), default="unknown")
        if worst in _WHY:
            off = "off" in entries and entries["off"].value is True
            note = str(entries["note"].value) if "note" in entries else ""
            said = entries["label"].mapping if "label" in entries else {}
            label = Bilingual(*(str(said[one].value) if one in said else name for one in ("vi", "en")))
            yield Unclear(
                name_of_file(file), node.line, f"clocks.{name}", label, _WHY[worst], SWITCH_ON if off else READ_IT, note
            )
