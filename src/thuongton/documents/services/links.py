"""Linking papers: implements, is based on, reports on, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Document, DocumentLink, LinkKind
from thuongton.documents.queries.duplicates import known_by_number
from thuongton.people.models import User
from thuongton.people.services import demand_writer
from vanban.symbols import normalise
from vanban.text import join_lines

ROLES = {"basis": LinkKind.BASIS, "implements": LinkKind.IMPLEMENTS}


def make_link(source: Document, kind: str, target: Document | None, target_text: str) -> DocumentLink:
    """One link, made once; call inside ``recording``."""
    text = "" if target else join_lines(target_text)[:400]
    found = DocumentLink.objects.filter(source=source, kind=kind, target=target, target_text=text).first()
    return found or DocumentLink.objects.create(source=source, kind=kind, target=target, target_text=text)


def link(
    user: User | None, source: Document, kind: str, target: Document | None = None, target_text: str = ""
) -> DocumentLink:
    """Say how a paper stands to another, known here (``target``) or by its printed name only (``target_text``).

    Raises ValidationError with a sentence for an unknown relation, for nothing named, or for a paper linked to itself.
    """
    demand_writer(user, source.unit)
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
    demand_writer(user, made.source.unit)
    with recording(user, "Bỏ liên kết văn bản", made.source):
        made.delete()


def link_citations(document: Document, citations: Iterable[Mapping[str, Any]]) -> int:
    """Links from the citations of a reading (căn cứ, thực hiện; a report reports on what it implements).

    Each cited paper is linked once: to the paper of the register with that number and issuer when there is one, else
    by its printed words. Call inside ``recording``. Returns how many links were made.
    """
    own = normalise(document.number) if document.number else None
    seen: set[tuple[str, str]] = set()
    made = 0
    for citation in citations:
        kind = ROLES.get(citation.get("role") or "")
        if kind is None or citation.get("class") not in ("numbered", "named"):
            continue
        if kind == LinkKind.IMPLEMENTS and document.kind_code == "BC":
            kind = LinkKind.REPORTS_ON
        number, issuer = citation.get("number"), citation.get("issuer")
        target_key = citation.get("target") or ""
        if not issuer and "@" in target_key:
            issuer = target_key.split("@", 1)[1]
        words = join_lines(citation.get("surface") or "")
        if citation.get("class") == "named" and citation.get("title") and not number:
            words = join_lines(words if citation["title"] in words else f"{words} {citation['title']}")
        key = (str(kind), normalise(number) if number else words.casefold())
        if not words or key in seen or (number and normalise(number) == own):
            continue
        seen.add(key)
        target = known_by_number(document.unit, number, issuer) if number else None
        if target is not None and target.pk == document.pk:
            continue
        make_link(document, kind, target, words)
        made += 1
    return made
