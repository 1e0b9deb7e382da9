"""What headings above an instruction say: the document, the provision, the verb of a list; and one draft operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.amendments.provisions import ARTICLE, Provision
from vanban.model import Amendment, AmendmentKind, Anchor, Effect, Phrase, Place, Span

CERTAIN, DOUBTFUL = 0.98, 0.5
NO_DOCUMENT = "Không rõ văn bản được sửa đổi: câu này và các đề mục phía trên không nêu số hiệu."
NO_NUMBER = "Văn bản được sửa đổi chỉ nêu bằng tên, không có số hiệu: cần tìm trong sổ văn bản."
SEVERAL_DOCUMENTS = "Đề mục phía trên nêu nhiều văn bản: cần người chọn văn bản được sửa đổi."


@dataclass(slots=True)
class ListedTexts:
    """Targets whose new texts stand below, one an item («… tên Điều 5, Điều 6 như sau: a) “Điều 5. …”; b) …»)."""

    drafts: list[Draft]
    given: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Context:
    """What an item inherits from the headings above it.

    ``document`` is the key of the document being amended, ``name`` what it is called where it has no number there
    («Luật Giá»), ``several`` that the headings name more than one.
    ``provisions`` are those the nearest heading names. ``list_kind`` is the verb of a heading whose items name only
    documents or provisions («Bãi bỏ các văn bản sau:»), ``list_effect`` the effect it states, ``list_reasons`` why its
    items need a person. ``list_texts`` are targets whose new texts the items below quote.
    """

    document: str | None = None
    name: str | None = None
    several: bool = False
    provisions: tuple[Provision, ...] = ()
    list_kind: str | None = None
    list_effect: Effect | None = None
    list_reasons: tuple[str, ...] = ()
    list_texts: ListedTexts | None = None
    amending: bool = False
    final: bool = False
    transitional: bool = False
    heading: bool = False

    def above(self, provision: Provision) -> tuple[tuple[tuple[str, str], ...], bool]:
        """The larger parts that a provision lacks, and whether the headings leave them open (several candidates)."""
        candidates = {other.above(provision.top) for other in self.provisions}
        candidates.discard(())
        if len(candidates) == 1:
            return candidates.pop(), False
        return (), len(candidates) > 1


def completed(provisions: Sequence[Provision], context: Context) -> tuple[list[Provision], bool]:
    """The provisions with the parts that the headings give them; True when a heading leaves one open."""
    found: list[Provision] = []
    is_open = False
    for provision in provisions:
        parts = list(provision.parts)
        if provision.top < ARTICLE or parts[-1][0] in ("mẫu", "mục"):
            more, several = context.above(provision)
            parts.extend(more)
            is_open = is_open or several
        found.append(replace(provision, parts=parts))
    return found, is_open


@dataclass(slots=True)
class Draft:
    """An operation being read; becomes an :class:`Amendment` when its reasons are known."""

    kind: AmendmentKind
    start: int
    end: int
    document: str | None = None
    provision: str | None = None
    scope: str | None = None
    at: str | None = None
    payload: Span | None = None
    old: Phrase | None = None
    new: Phrase | None = None
    places: tuple[Place, ...] = ()
    anchor: Anchor | None = None
    replacement: str | None = None
    effect: Effect | None = None
    confidence: float = CERTAIN
    reasons: list[str] = field(default_factory=list)
    document_name: str | None = None

    def doubt(self, reason: str) -> None:
        """Note why a person must look at it."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def needs_document(self, *, several: bool, name: str | None = None) -> None:
        """Note a document whose number is not known; ``several`` when the headings name more than one."""
        if self.document is None:
            self.document_name = None if several else name
            self.doubt(SEVERAL_DOCUMENTS if several else NO_NUMBER if name else NO_DOCUMENT)

    def done(self, text: str) -> Amendment:
        """The finished operation."""
        return Amendment(
            kind=self.kind,
            start=self.start,
            end=self.end,
            surface=text[self.start : self.end],
            at=self.at,
            document=self.document,
            provision=self.provision,
            scope=self.scope,
            payload=self.payload,
            old=self.old,
            new=self.new,
            places=self.places,
            anchor=self.anchor,
            replacement=self.replacement,
            effect=self.effect,
            document_name=self.document_name,
            confidence=0.0
            if self.kind is AmendmentKind.UNREAD
            else min(self.confidence, DOUBTFUL)
            if self.reasons
            else self.confidence,
            needs_person=bool(self.reasons),
            reason=" ".join(self.reasons) or None,
        )
