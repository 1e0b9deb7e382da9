"""No text of the interface is written past the translation: templates, refusals, forms, models, scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PLATFORM = Path(__file__).resolve().parents[2] / "src" / "thuongton"
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
# What is the same in every language: the product, the name of the language itself, the head of the state's papers.
THE_SAME = ("Thượng Tôn", "Tiếng Việt", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TRANSLATED = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\s+(?:\"[^\"]*\"|'[^']*').*?%\}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)"
    r"|(?<===)\s*(?:\"[^\"]*\"|'[^']*')",  # a comparison with a stored value
    re.DOTALL,
)
SAYING = {
    "ValidationError",
    "PermissionDenied",
    "Http404",
    "StoreError",
    "UnreadableTable",
    "success",
    "error",
    "warning",
    "info",
    "add_error",
    "notify",
}
LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "message", "empty_label"}
GETTEXT = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "_"}
# Words of the operator at the machine, and of the demonstration's papers: docs/decisions/0010.
NOT_PAGES = ("demo", "config", "cli.py", "migrations", "checks.py")


def literals_of_template(text: str) -> list[str]:
    """The lines of a template with Vietnamese letters that no translation covers.

    >>> literals_of_template('{% translate "Kế hoạch" %}<b>Nhiệm vụ</b>{# ghi chú #}')
    ['<b>Nhiệm vụ</b>']
    """
    rest = TRANSLATED.sub("", text)
    for same in THE_SAME:
        rest = rest.replace(same, "")
    return [line.strip()[:160] for line in rest.splitlines() if VIETNAMESE.search(line)]


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _bare(node: ast.AST) -> Iterator[str]:
    """Vietnamese literals below a node, leaving out what a gettext call marks."""
    if isinstance(node, ast.Call) and _name(node) in GETTEXT:
        return
    if isinstance(node, ast.Subscript):  # the key of a stored value
        return
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if text not in THE_SAME and VIETNAMESE.search(text):
        yield text
    for child in ast.iter_child_nodes(node):
        yield from _bare(child)


def literals_of_module(text: str) -> list[str]:
    """Vietnamese said to a person (a refusal, a message, a label) without gettext.

    >>> literals_of_module('raise PermissionDenied("Không được phép")')
    ['1: Không được phép']
    >>> literals_of_module('raise PermissionDenied(_("Không được phép"))')
    []
    """
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        said = list(node.args) if _name(node) in SAYING else []
        said += [word.value for word in node.keywords if word.arg in LABELS]
        if _name(node).endswith("Field") and node.args:
            said.append(node.args[0])
        found += [f"{node.lineno}: {literal[:120]}" for part in said for literal in _bare(part)]
    return found


@pytest.mark.parametrize(
    ("template", "literals"),
    [
        ('{% translate "Kế hoạch" %}', []),
        ("{% blocktranslate with n=n %}Có {{ n }} việc{% endblocktranslate %}", []),
        ('{{ plan.number|default:_("chưa có số") }}', []),
        ('{{ plan.number|default:"chưa có số" }}', ['{{ plan.number|default:"chưa có số" }}']),
        ('{% if act == "lỗi" %}■{% endif %}', []),
        ("{# Việc của tôi #}{% comment %}Nhiệm vụ{% endcomment %}", []),
        ('<button title="Lưu bộ lọc">OK</button>', ['<button title="Lưu bộ lọc">OK</button>']),
    ],
)
def test_a_literal_is_told_from_a_translated_text(template: str, literals: list[str]) -> None:
    assert literals_of_template(template) == literals


def test_templates_say_nothing_past_the_translation() -> None:
    found = [
        f"{path.relative_to(PLATFORM)}: {line}"
        for path in sorted(PLATFORM.glob("*/templates/**/*.html"))
        if path.parent.name != "demo"  # invented words on a page for whoever builds pages
        for line in literals_of_template(path.read_text("utf-8"))
    ]
    assert found == []


def test_refusals_messages_and_labels_are_translated() -> None:
    found = [
        f"{path.relative_to(PLATFORM)}:{literal}"
        for path in sorted(PLATFORM.rglob("*.py"))
        if not set(NOT_PAGES) & set(path.relative_to(PLATFORM).parts)
        for literal in literals_of_module(path.read_text("utf-8"))
    ]
    assert found == []


def test_scripts_take_their_words_from_the_page() -> None:
    found = [
        f"{path.relative_to(PLATFORM)}: {line.strip()}"
        for path in sorted(PLATFORM.glob("*/static/*/*.js"))
        if path.parent.name != "vendor"
        for line in re.sub(r"/\*.*?\*/|(?<![:\w])//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines()
        if VIETNAMESE.search(line)
    ]
    assert found == []


def test_every_act_of_the_trail_is_a_text_that_can_be_gathered() -> None:
    """``recording(user, "Việc…")``: a literal is gathered, a marked one too; a name was marked where it was written."""
    found = []
    for path in sorted(PLATFORM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) == "recording" and len(node.args) > 1:
                act = node.args[1]
                marked = isinstance(act, ast.Call) and _name(act) == "gettext_noop"
                if not marked and not isinstance(act, (ast.Name, ast.Attribute, ast.Constant)):
                    found.append(f"{path.relative_to(PLATFORM)}:{node.lineno}")
    assert found == []
