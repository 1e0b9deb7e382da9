"""The words of an act as HTML: made of thousands of blocks, so by ``format_html`` and not by a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from thuongton.law.linking import CitedAct, CitedAt
from thuongton.law.page_body import CHANGED, ENDED, INSERTED, MadeBy, TextBlock
from thuongton.law.said import does
from thuongton.web.dates import day_words
from thuongton.web.templatetags.web import icon

_NOTHING = SafeString("")
_MARKED = re.compile("\x02(\\d+)\x03([^\x02-\x04]*)\x04")
_CONTROLS = re.compile("[\x02-\x04]")
_CLASSES = {"văn bản": "law-head", "khoản": "l-2", "điểm": "l-3", "tiết": "l-4"}


def body_html(act: int, blocks: Iterable[TextBlock], query: str, words: CitingWords) -> SafeString:
    """Every block of an act, with marks of change; ``query`` carries the day of the page.

    Citations are marked only (``words``); :func:`with_links` makes links of those that the register holds.
    """
    page = _Page(act, query, words)
    return format_html_join("\n", "{}", ((page.block(one),) for one in blocks))


class CitingWords:
    """The lines of a page with its citations marked; ``cited`` are these, in the order of the marks.

    ``at``: the citations of each line, by its number.
    """

    def __init__(self, at: Mapping[int, Sequence[CitedAt]]) -> None:
        self._at = at
        self._marks: dict[CitedAct, int] = {}

    @property
    def cited(self) -> tuple[CitedAct, ...]:
        """What the marked lines cite, each once."""
        return tuple(self._marks)

    def of(self, line: str, number: int, first: int = 0) -> str | SafeString:
        """The letters of a line from one on; ``number`` is that of the line."""
        found: list[tuple[str | SafeString]] = []
        for one in self._at.get(number, ()):
            if one.start < first:
                continue
            mark = self._marks.setdefault(one.cited, len(self._marks))
            words = _bare(line[one.start : one.end])
            found += [(_bare(line[first : one.start]),), (format_html("\x02{}\x03{}\x04", mark, words),)]
            first = one.end
        rest = _bare(line[first:])
        return format_html_join("", "{}", [*found, (rest,)]) if found else rest


def _bare(words: str) -> str:
    return _CONTROLS.sub("", words)


def with_links(marked: SafeString, cited: Sequence[CitedAct], held: Mapping[CitedAct, int], query: str) -> SafeString:
    """Marked words with links to the acts and provisions that the register holds, on the day of the page."""
    of_act, of_place = reverse("law:act", args=[0]), reverse("law:provision", args=[0, "SLUG"])

    def address(one: CitedAct) -> str:
        form = of_place.replace("SLUG", one.slug) if one.slug else of_act
        return form.replace("/0", f"/{held[one]}", 1) + query

    begins = [format_html('<a class="law-cited" href="{}">', address(one)) if one in held else "" for one in cited]

    def linked(match: re.Match[str]) -> str:
        begin = begins[int(match[1])]
        return f"{begin}{match[2]}</a>" if begin else match[2]

    return SafeString(_MARKED.sub(linked, marked))


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
    def __init__(self, act: int, query: str, words: CitingWords) -> None:
        self.query = query
        self.words = words
        self.line = 0
        self.language = get_language() or "vi"
        self.address = reverse("law:provision", args=[act, "SLUG"])
        self.of_act = reverse("law:act", args=[0])
        self.seen: set[str] = set()

    def block(self, one: TextBlock) -> SafeString:
        shown = self._block(one)
        self.line += len(one.lines)
        return shown

    def _block(self, one: TextBlock) -> SafeString:
        anchor = _NOTHING
        if one.slug and one.slug not in self.seen:
            self.seen.add(one.slug)
            anchor = format_html(' id="{}"', one.slug)
        if one.above:
            return format_html('<h2 class="law-part"{}>{}</h2>', anchor, " ".join(one.lines))
        if one.article:
            return self.article(one, anchor)
        style = f"{_CLASSES.get(one.level, '')} {one.mark}".strip()
        found = []
        for at, line in enumerate(one.lines):
            badge = self.badge(one) if not at and one.mark else _NOTHING
            number = anchor if not at else _NOTHING
            found.append(format_html('<p class="{}"{}>{}{}</p>', style, number, self.linked(one, line, at), badge))
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
            format_html_join(
                "", "<p>{}</p>", ((self.words.of(line, self.line + at),) for at, line in enumerate(rest, 1))
            ),
        )

    def linked(self, one: TextBlock, line: str, at: int) -> str | SafeString:
        """A line of a block with what it cites, its label as the link to the provision."""
        label = f"{one.label}{'.' if one.level == 'khoản' else ')'}"
        if at or not one.slug or not line.startswith(label):
            return self.words.of(line, self.line + at)
        address = self.address.replace("SLUG", one.slug) + self.query
        rest = self.words.of(line, self.line + at, len(label))
        return format_html('<a class="law-label" href="{}">{}</a>{}', address, label, rest)

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
            '<b>{}</b> <span lang="vi">{}</span>: {} {} <q lang="vi">{}</q>{}',
            number,
            made.at,
            does(made.kind),
            day,
            made.quote,
            format_html(' <span lang="vi">{}</span>', made.why) if made.why else _NOTHING,
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
