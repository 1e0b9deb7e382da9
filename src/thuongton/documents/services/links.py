"""Linking papers: implements, is based on, reports on, answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Document, DocumentLink, LinkKind
from thuongton.documents.queries.duplicates import known_by_number
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from vanban.model import Citation
from vanban.symbols import normalise
from vanban.text import join_lines

ROLES = {"basis": LinkKind.BASIS, "implements": LinkKind.IMPLEMENTS}


def make_link(source: Document, kind: str, target: Document | None, target_text: str) -> DocumentLink:
    """One link, made once; call inside ``recording``. It keeps the words of the paper that cites, or else the name by
    which the person who links, and may read it, sees the other one."""
    text = (join_lines(target_text) or (target.short if target else ""))[:400]
    same = DocumentLink.objects.filter(source=source, kind=kind, target=target)
    found = same.first() if target else same.filter(target_text=text).first()
    return found or DocumentLink.objects.create(source=source, kind=kind, target=target, target_text=text)


def link(
    user: User | None, source: Document, kind: str, *, target: Document | None = None, target_text: str = ""
) -> DocumentLink:
    """Say how a paper stands to another, known here (``target``) or by its printed name only (``target_text``).

    Raises ValidationError with a sentence for an unknown relation, for nothing named, or for a paper linked to itself.
    """
    demand(user, source)
    if target is not None:
        demand(user, target, Right.READ)
    if kind not in LinkKind.values:
        raise ValidationError(_("Quan hệ giữa hai văn bản không hợp lệ; hãy chọn một quan hệ trong danh sách."))
    if target is None and not join_lines(target_text):
        raise ValidationError(_("Chưa nói văn bản nào; hãy nhập số, ký hiệu hoặc tên văn bản."))
    if target is not None and target.pk == source.pk:
        raise ValidationError(_("Một văn bản không thể dẫn chính nó."))
    with recording(user, "Liên kết văn bản", source):
        return make_link(source, kind, target, target_text)


def unlink(user: User | None, made: DocumentLink) -> None:
    """Take a link away."""
    demand(user, made)
    with recording(user, "Bỏ liên kết văn bản", made.source):
        made.delete()


def link_citations(user: User | None, document: Document, citations: Iterable[Citation]) -> int:
    """Links from the citations of a reading (căn cứ, thực hiện; a report reports on what it implements).

    Each cited paper is linked once: to the paper with that number and issuer when there is one that the hat worn may
    read, else by its printed words alone, as if there were none. Call inside ``recording``. Returns how many links it
    made.
    """
    own = normalise(document.number) if document.number else None
    cited: dict[tuple[str, str], tuple[str, Document | None]] = {}
    for citation in citations:
        kind = ROLES.get(citation.role)
        number = normalise(citation.number) if citation.number else ""
        if kind is None or citation.class_ not in ("numbered", "named") or (number and number == own):
            continue
        if kind == LinkKind.IMPLEMENTS and document.kind_code == "BC":
            kind = LinkKind.REPORTS_ON
        words = join_lines(citation.surface)
        if not number and citation.title and citation.title not in words:
            words = join_lines(f"{words} {citation.title}")
        key = (str(kind), number or words.casefold())
        known = cited.get(key, ("", None))
        issuer = citation.issuer or (citation.target or "").partition("@")[2] or None
        target = known[1] or (known_by_number(user, document.unit, number, issuer) if number else None)
        cited[key] = (max(known[0], words, key=len), target)
    made = 0
    for (kind_value, _key), (words, target) in cited.items():
        if words and (target is None or target.pk != document.pk):
            make_link(document, kind_value, target, words)
            made += 1
    return made
