"""Says which texts lack a translation, and whether the compiled catalogues are those of the sources.

Reads the catalogues itself; only the comparison with the texts of the pages needs gettext, and is left out without it.
"""

from __future__ import annotations

import ast
import gettext
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import messages


@dataclass
class Entry:
    """One text of a catalogue: its key, its translations (several for a plural), and whether a person must look."""

    msgctxt: str | None = None
    msgid: str = ""
    msgid_plural: str = ""
    translations: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def is_complete(self) -> bool:
        return not self.fuzzy and bool(self.translations) and all(self.translations)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.msgctxt, self.msgid


def entries(catalogue: Path) -> list[Entry]:
    """The live entries of a `.po` file without its header; entries marked obsolete (`#~`) are left out."""
    found: list[Entry] = []
    for block in catalogue.read_text("utf-8").split("\n\n"):
        entry = Entry()
        keyword = ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            if not line.startswith('"'):
                keyword, _, line = line.partition(" ")
                if keyword.startswith("msgstr"):
                    entry.translations.append("")
            text = ast.literal_eval(line) if line else ""
            if keyword.startswith("msgstr"):
                entry.translations[-1] += text
            elif keyword == "msgctxt":
                entry.msgctxt = (entry.msgctxt or "") + text
            elif keyword:
                setattr(entry, keyword, getattr(entry, keyword) + text)
        if entry.msgid:
            found.append(entry)
    return found


def faults(catalogue: Path) -> list[str]:
    """One line for each text without a translation, and one when the compiled file is missing or older in content."""
    wrong = [f"chưa dịch: {e.msgid!r}" for e in entries(catalogue) if not e.is_complete]
    compiled = catalogue.with_suffix(".mo")
    if not compiled.is_file():
        return [*wrong, f"thiếu {compiled.name}: chạy «make messages»"]
    with compiled.open("rb") as stream:
        translations = gettext.GNUTranslations(stream)
    for entry in entries(catalogue):
        if not entry.is_complete:
            continue
        if entry.msgid_plural:
            read = translations.ngettext(entry.msgid, entry.msgid_plural, 1)
        elif entry.msgctxt is not None:
            read = translations.pgettext(entry.msgctxt, entry.msgid)
        else:
            read = translations.gettext(entry.msgid)
        if read != entry.translations[0]:
            wrong.append(f"{compiled.name} cũ hơn {catalogue.name} ở {entry.msgid!r}: chạy «make messages»")
    return wrong


def not_gathered() -> list[str]:
    """Texts of the pages that the catalogues do not have yet; empty without gettext."""
    if shutil.which("xgettext") is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "thuongton"
        shutil.copytree(messages.PLATFORM, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "seeds"))
        messages.gather(copy)
        return [
            f"{language}: chưa có trong danh mục: {key[1]!r}"
            for language in messages.LANGUAGES
            for key in sorted(
                {e.key for e in entries(_catalogue(copy / "locale", language))}
                - {e.key for e in entries(_catalogue(messages.LOCALE, language))},
                key=str,
            )
        ]


def _catalogue(locale: Path, language: str) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def main() -> int:
    """Prints every fault; 0 without faults or without catalogues, 1 otherwise."""
    catalogues = sorted(messages.LOCALE.glob("*/LC_MESSAGES/*.po"))
    if not catalogues:
        print("check_messages: chưa có bản dịch nào (make messages)")
        return 0
    wrong = [f"{c.relative_to(messages.ROOT)}: {fault}" for c in catalogues for fault in faults(c)] + not_gathered()
    print("\n".join(wrong) or f"check_messages: đủ {sum(len(entries(c)) for c in catalogues)} câu")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
