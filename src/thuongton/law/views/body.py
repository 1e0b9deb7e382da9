"""The words of an act as HTML: made of thousands of blocks, so by ``format_html`` and not by a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from thuongton.law.page_body import CHANGED, ENDED, INSERTED, MadeBy, TextBlock
from thuongton.law.said import does
from thuongton.web.dates import day_words
from thuongton.web.templatetags.web import icon

_NOTHING = SafeString("")
_CLASSES = {"văn bản": "law-head", "khoản": "l-2", "điểm": "l-3", "tiết": "l-4"}


def body_html(act: int, blocks: Iterable[TextBlock], query: str) -> SafeString:
    """Every block of an act, with marks of change; ``query`` carries the day of the page."""
    page = _Page(act, query)
    return format_html_join("\n", "{}", ((page.block(one),) for one in blocks))


def outline_html(blocks: Iterable[TextBlock]) -> SafeString:
    """The articles and what stands above them, as links into the page."""
    return format_html_join("", '<li class="{}"><a href="#{}" title="{}">{}{}</a></li>', _outline(blocks))


def _outline(blocks: Iterable[TextBlock]) -> Iterator[tuple[object, ...]]:
    signs = {INSERTED: icon("plus"), CHANGED: icon("pen"), ENDED: icon("x")}
    seen: set[str] = set()
    for one in blocks:
        if not (one.article or one.above) or not one.slug or one.slug in seen:
            continue
        seen.add(one.slug)
        line = one.lines[0] if one.lines else one.name
        mark = one.mark or (CHANGED if one.article and one.made else "")
        yield "l-1" if one.article else "l-0", one.slug, line, signs.get(mark, _NOTHING), line[:90]


class _Page:
    def __init__(self, act: int, query: str) -> None:
        self.query = query
        self.language = get_language() or "vi"
        self.address = reverse("law:provision", args=[act, "SLUG"])
        self.of_act = reverse("law:act", args=[0])
        self.seen: set[str] = set()

    def block(self, one: TextBlock) -> SafeString:
        anchor = _NOTHING
        if one.slug and one.slug not in self.seen:
            self.seen.add(one.slug)
            anchor = format_html(' id="{}"', one.slug)
        if one.above:
            return format_html('<h2 class="law-part"{}>{}</h2>', anchor, " ".join(one.lines))
        if one.article:
            return self.article(one, anchor)
        style = f"{_CLASSES.get(one.level, '')} {one.mark}".strip()
        first = True
        found = []
        for line in one.lines:
            badge = self.badge(one) if first and one.mark else _NOTHING
            number = anchor if first else _NOTHING
            found.append(format_html('<p class="{}"{}>{}{}</p>', style, number, self.linked(one, line, first), badge))
            first = False
        return format_html_join("", "{}", ((one,) for one in found))

    def article(self, one: TextBlock, anchor: SafeString) -> SafeString:
        head, *rest = one.lines or (one.name,)
        badge = self.badge(one) if one.mark else _NOTHING
        return format_html(
            '<h3 class="law-article {}"{}><a href="{}">{}</a>{}</h3>{}{}{}',
            one.mark,
            anchor,
            self.address.replace("SLUG", one.slug) + self.query,
            head,
            badge,
            self.note(one),
            self.waiting(one),
            format_html_join("", "<p>{}</p>", ((line,) for line in rest)),
        )

    def linked(self, one: TextBlock, line: str, first: bool) -> str | SafeString:
        """A line with its label as the link to the provision."""
        label = f"{one.label}{'.' if one.level == 'khoản' else ')'}"
        if not first or not one.slug or not line.startswith(label):
            return line
        address = self.address.replace("SLUG", one.slug) + self.query
        return format_html('<a class="law-label" href="{}">{}</a>{}', address, label, line[len(label) :])

    def badge(self, one: TextBlock) -> SafeString:
        """What became of a part and by whom."""
        words = {INSERTED: gettext("bổ sung"), CHANGED: gettext("sửa đổi"), ENDED: gettext("bãi bỏ")}[one.mark]
        own = [made for made in one.made if not one.article or made.kind != "unread"]
        last = own[-1] if own and not one.article else None
        if last is None or last.act is None:
            return format_html(' <span class="law-mark {}" lang="{}">{}</span>', one.mark, self.language, words)
        return format_html(
            ' <a class="law-mark {}" lang="{}" href="{}">{} · {}</a>',
            one.mark, self.language, self.to_act(last.act), words, last.number,
        )  # fmt: skip

    def note(self, one: TextBlock) -> SafeString:
        """Who changed an article, folded."""
        if not one.made:
            return _NOTHING
        numbers = list(dict.fromkeys(made.number for made in one.made))
        said = gettext("Thay đổi theo %(acts)s") % {"acts": ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")}
        return format_html(
            '<details class="law-note" lang="{}"><summary>{}</summary><ul class="plain">{}</ul></details>',
            self.language,
            said,
            format_html_join("", "<li>{}</li>", ((self.made(made),) for made in one.made)),
        )

    def made(self, made: MadeBy) -> SafeString:
        day = gettext("từ ngày %(day)s") % {"day": day_words(made.effective)} if made.effective else ""
        number = made.number
        if made.act is not None:
            number = format_html('<a href="{}">{}</a>', self.to_act(made.act), number)
        return format_html(
            '<b>{}</b> <span lang="vi">{}</span>: {} {} <q lang="vi">{}</q>',
            number,
            made.at,
            does(made.kind),
            day,
            made.quote,
        )

    def waiting(self, one: TextBlock) -> SafeString:
        if not one.waits:
            return _NOTHING
        said = ngettext(
            "%(number)s lệnh sửa đổi điều này chưa được áp dụng",
            "%(number)s lệnh sửa đổi điều này chưa được áp dụng",
            one.waits,
        ) % {"number": one.waits}
        return format_html(
            '<p class="law-waits" lang="{}">{} <a href="#cho">{}</a></p>', self.language, icon("warn"), said
        )

    def to_act(self, pk: int) -> str:
        return self.of_act.replace("/0", f"/{pk}")


def pieces_html(found: Iterable[object]) -> SafeString:
    """Two texts held together: what went is struck, what came is underlined, line ends stay."""
    tags = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}
    return format_html_join("", "{}", ((format_html(tags[one.kind], one.text),) for one in found))  # type: ignore[attr-defined]
