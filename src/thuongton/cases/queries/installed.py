"""Installed kinds and forms: the rows behind the library, a file that is offered, and what it would change."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from django.db import DatabaseError
from django.db.models import Count, Max, Q, QuerySet

from thuongton.cases.definition.check import check_versions
from thuongton.cases.definition.installed import KIND, InstalledFile, installed
from thuongton.cases.definition.kind_files import check_forms_of, read_kind
from thuongton.cases.definition.library import is_shipped, join_kinds, joined_kinds, known_kinds, with_version
from thuongton.cases.definition.lines import FileFinding, Node, Unreadable, read_lines
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.definition.tie_files import check_leads
from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.engine.moving import why_not_moved
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import OPEN, Case, InstalledKind
from thuongton.cases.queries.cases import acts_by_case, folded, timekeeper
from thuongton.cases.statistics.form_files import (
    check_terms,
    is_shipped_form,
    join_forms,
    joined_forms,
    known_forms,
    read_form,
)
from thuongton.cases.statistics.model import StatisticsForm
from thuongton.web.forms.marks import mark_of
from thuongton.web.inputs import clean_text

MOST_PREVIEWED = 500
"""Open cases that a preview folds to see whether they could move."""
_FORM_NAME = re.compile(r"\w[\w./-]{0,63}\Z")
PARTS = ("fields", "states", "transitions", "clocks", "papers", "queues")


class InstalledRows:
    """The rows as the library asks for them."""

    def stamp(self) -> object:
        """Another one whenever a file is installed or withdrawn, None while there is none; one statement."""
        try:
            found = InstalledKind.objects.aggregate(last=Max("pk"), gone=Count("pk", filter=~Q(withdrawn_at=None)))
        except DatabaseError:  # a command that needs no database, beside one whose tables are not made yet
            return None
        return (found["last"], found["gone"]) if found["last"] else None

    def files(self) -> Sequence[InstalledFile]:
        """Every file, in the order in which they were installed."""
        try:
            return [file_of(row) for row in InstalledKind.objects.order_by("pk")]
        except DatabaseError:
            return ()


def file_of(row: InstalledKind) -> InstalledFile:
    """A row as the library takes it."""
    return InstalledFile(row.what, row.name, row.version, row.text, row.sha256, row.withdrawn_at is not None)


def installed_rows() -> QuerySet[InstalledKind]:
    """Every file that was installed, the newest first; they hold for every unit and anybody in office may read them."""
    return InstalledKind.objects.select_related("by", "withdrawn_by").order_by("-pk")


def text_of(kind: CaseKind) -> str:
    """The file of a kind as it is read: shipped, or as it was installed; "" where it is no more."""
    if is_shipped(kind.kind, kind.version):
        return Path(kind.file).read_text("utf-8")
    row = InstalledKind.objects.filter(what=KIND, name=kind.kind, version=kind.version).first()
    return row.text if row is not None else ""


def cases_of_version(name: str, version: int) -> QuerySet[Case]:
    """The cases that were taken in by one version, whoever keeps them: for the system itself."""
    return Case.objects.filter(kind=name, version=version)


@dataclass(frozen=True, eq=False)
class OfferedFile:
    """A file that somebody wants to install: what it is and everything that is wrong with it."""

    file: str
    text: str
    what: str = ""
    name: str = ""
    version: int = 0
    kind: CaseKind | None = None
    form: StatisticsForm | None = None
    findings: Sequence[FileFinding] = ()

    @property
    def usable(self) -> bool:
        """Whether it may be installed."""
        return not self.findings and (self.kind is not None or self.form is not None)

    @property
    def label(self) -> str:
        """Its label, in Vietnamese."""
        found = self.kind or self.form
        return found.label.vi if found is not None else ""

    def row(self) -> InstalledKind:
        """The row that it would become."""
        digest = sha256(self.text.encode()).hexdigest()
        return InstalledKind(
            what=self.what, name=self.name, version=self.version, label=self.label[:300], text=self.text, sha256=digest
        )


def read_offered(file: str, raw: bytes) -> OfferedFile:
    """Read a file under the budgets of the reader and check it as files of the product are, and beside what stands."""
    file = file[-120:] or "tệp"
    try:
        root, _doubled = read_lines(file, raw)
        text = clean_text(raw.decode("utf-8-sig").replace("\r\n", "\n"))
        top = root.mapping
        if "book" in top and "kind" not in top:
            message = "Sổ thời hạn (book) không cài được trên hệ thống đang chạy; viết số vào chính tệp loại hồ sơ."
            raise Unreadable(FileFinding(file, top["book"].line, "book", "unknown-name", message))
        if "form" in top and "kind" not in top:
            return _offered_form(file, text, top)
        return _offered_kind(file, text, top)
    except Unreadable as error:
        return OfferedFile(file, raw.decode("utf-8", "replace"), findings=(error.finding,))


def _line(top: Mapping[str, Node], *names: str) -> int:
    return next((top[name].line for name in names if name in top), 1)


def _offered_kind(file: str, text: str, top: Mapping[str, Node]) -> OfferedFile:
    kind, wrong = read_kind(file, text.encode())
    if kind is None or wrong:
        return OfferedFile(file, text, KIND, findings=wrong or [FileFinding(file, 1, "", "syntax", "Tệp trống.")])
    known = known_kinds().get(kind.kind, ())
    found: list[FileFinding] = []
    last = _last_version(InstalledKind.What.KIND, kind.kind, [one.version for one in known])
    here = _line(top, "version", "kind")
    if is_shipped(kind.kind, kind.version):
        message = f"Phiên bản {kind.version} của «{kind.kind}» đi kèm sản phẩm, không thay được; đặt số lớn hơn {last}."
        found.append(FileFinding(file, here, "version", "duplicate", message))
    elif kind.version <= last:
        message = f"«{kind.kind}» đã có đến phiên bản {last}; phiên bản mới phải lớn hơn."
        found.append(FileFinding(file, here, "version", "duplicate", message))
    elif known and kind.valid_from is None:
        message = (
            f"«{kind.kind}» đã có phiên bản {known[-1].version}; phiên bản mới phải nói có từ ngày nào (valid_from)."
        )
        found.append(FileFinding(file, here, "valid_from", "overlapping-versions", message))
    else:
        found += [one for one in check_versions(with_version(known, kind)) if one.file == file]
    newest = {name: versions[-1] for name, versions in known_kinds().items()} | {kind.kind: kind}
    leading = [one for one in newest.values() if one is kind or kind.kind in one.leads_to]
    found += check_forms_of([kind], known_forms()) + check_leads(leading, newest)
    return OfferedFile(file, text, KIND, kind.kind, kind.version, kind=kind, findings=found)


def _offered_form(file: str, text: str, top: Mapping[str, Node]) -> OfferedFile:
    form, wrong = read_form(file, text.encode(), known_kinds())
    found = list(wrong)
    here = _line(top, "form")
    if not _FORM_NAME.match(form.form):
        message = "Tên biểu gồm nhiều nhất 64 chữ, số và các dấu . / - _."
        found.append(FileFinding(file, here, "form", "syntax", message))
    elif is_shipped_form(form.form):
        message = f"Biểu «{form.form}» đi kèm sản phẩm, không thay được; đặt tên khác."
        found.append(FileFinding(file, here, "form", "duplicate", message))
    found += check_terms([form], {**known_forms(), form.form: form})
    version = _last_version(InstalledKind.What.FORM, form.form, ()) + 1
    return OfferedFile(file, text, InstalledKind.What.FORM, form.form, version, form=form, findings=found)


def _last_version(what: str, name: str, known: Iterable[int]) -> int:
    last = InstalledKind.objects.filter(what=what, name=name).aggregate(last=Max("version"))["last"]
    return max([*known, last or 0])


@dataclass(frozen=True)
class VersionSpan:
    """From when to when a version is in force, before and after an installation."""

    version: int
    shipped: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    ends: bool = False
    new: bool = False


@dataclass(frozen=True)
class InstallPreview:
    """What an installation would change.

    ``added`` and ``removed``: names by part against the newest version there is. ``versions``: how they follow one
    another; ``ends`` where the new one ends an older. Of the open cases of older versions ``looked`` were folded:
    ``can`` could move, ``cannot`` counts the reasons against.
    """

    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    removed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    versions: Sequence[VersionSpan] = ()
    open_cases: int = 0
    looked: int = 0
    can: int = 0
    cannot: Sequence[tuple[CaseSentence, int]] = ()
    since_then: int = 0

    @property
    def stays(self) -> int:
        """How many of those looked at could not move."""
        return self.looked - self.can


def preview_of(offered: OfferedFile) -> InstallPreview:
    """What installing a usable file would change; nothing is written. No case moves by itself."""
    new = offered.kind
    if new is None:
        return InstallPreview(added={"cells": tuple(offered.form.cells) if offered.form else ()})
    known = known_kinds().get(new.kind, ())
    before = known[-1] if known else None
    older = Case.objects.filter(OPEN, kind=new.kind, version__lt=new.version)
    looked, can, cannot = _moving(older, new)
    return InstallPreview(
        _more(new, before),
        _more(before, new) if before is not None else {},
        _spans(known, new),
        older.count(),
        looked,
        can,
        cannot,
        older.filter(opened_on__gte=new.valid_from).count() if new.valid_from else 0,
    )


def _more(one: CaseKind, other: CaseKind | None) -> dict[str, list[str]]:
    """The names that one has and the other has not, by part."""
    found = {part: [name for name in getattr(one, part) if name not in getattr(other, part, ())] for part in PARTS}
    return {part: names for part, names in found.items() if names}


def _spans(known: Sequence[CaseKind], new: CaseKind) -> list[VersionSpan]:
    stood = {one.version: one.valid_to for one in known}
    return [
        VersionSpan(
            one.version,
            is_shipped(one.kind, one.version),
            one.valid_from,
            one.valid_to,
            one is not new and stood.get(one.version) != one.valid_to,
            one is new,
        )
        for one in with_version(known, new)
    ]


def _moving(older: QuerySet[Case], new: CaseKind) -> tuple[int, int, list[tuple[CaseSentence, int]]]:
    """How many open cases were folded, how many of them could move, and the reasons against with their numbers."""
    rows = list(older.select_related("unit").order_by("pk")[:MOST_PREVIEWED])
    acts = acts_by_case(rows)
    times: dict[int, Timekeeper] = {}
    words: dict[str, CaseSentence] = {}
    counted: Counter[str] = Counter()
    can = 0
    for row in rows:
        time = times.setdefault(row.unit_id, timekeeper(row.unit))
        against = list(why_not_moved(folded(row, time, acts.get(row.pk, [])), new))
        can += not against
        words |= {str(one): one for one in against}
        counted.update(map(str, against))
    return len(rows), can, [(words[text], number) for text, number in counted.most_common(20)]


def mark_of_install(offered: OfferedFile) -> str:
    """The mark of a preview: the text, and the files that stood when it was shown."""
    return mark_of(offered.row().sha256, installed().stamp)


def aside_without(row: InstalledKind) -> list[FileFinding]:
    """What would stand no more if a file were withdrawn: those that rest on it."""
    rest = [one for one in installed().files if (one.what, one.name, one.version) != (row.what, row.name, row.version)]
    kinds = join_kinds(rest)
    forms = join_forms(rest, kinds.kinds)
    before = {str(one) for one in (*joined_kinds().aside, *joined_forms().aside)}
    found = [one for one in (*kinds.aside, *forms.aside) if str(one) not in before]
    named = [one for versions in kinds.kinds.values() for one in versions]
    return found + check_forms_of(named, forms.forms)
