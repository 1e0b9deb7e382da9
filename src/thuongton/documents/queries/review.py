"""Findings as they stand for a person: rules that hold in the unit, what was set aside, drafts and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from thuongton.documents.findings import ShownFinding, findings_of, known_rules
from thuongton.documents.models import Document, Draft, DraftVersion, Reading, RuleSwitch, SetAside
from thuongton.documents.queries import visible_to
from thuongton.documents.rule_switches import RuleState, standings
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import has_role, in_scope, units_in_scope
from thuongton.people.scopes import worn
from thuongton.web.forms.marks import mark_of
from thuongton.web.inputs import whole
from vanban.lint import FAMILIES
from vanban.model import Finding


@dataclass(frozen=True, slots=True)
class RulesOfUnit:
    """How the rules stand in a unit: by code and by family."""

    unit: Unit
    rules: Mapping[str, RuleState]
    families: Mapping[str, RuleState]

    @property
    def off(self) -> frozenset[str]:
        """The codes that are switched off."""
        return frozenset(code for code, one in self.rules.items() if not one.on)

    def holding(self, found: Iterable[ShownFinding]) -> list[ShownFinding]:
        """The findings of the rules that are on."""
        off = self.off
        return [one for one in found if one.rule not in off]


def rules_of(unit: Unit) -> RulesOfUnit:
    """How the rules stand in a unit, in one query."""
    chain = [*unit.ancestor_ids, unit.pk]
    switches = RuleSwitch.objects.filter(unit_id__in=chain).select_related("unit", "by")
    rules, families = standings(list(known_rules().values()), switches, chain)
    return RulesOfUnit(unit, rules, families)


def mark_of_switch(stand: RulesOfUnit, name: str) -> str:
    """The mark of how a rule (or a family) stands as the page shows it: on or off, by whose choice, why, since when."""
    one = stand.rules.get(name) or stand.families.get(name)
    if one is None:
        return mark_of(name)
    return mark_of(one.on, *((one.by.pk, one.by.reason, one.by.changed_at) if one.by is not None else ()))


def unit_of_rules(user: User, chosen: str) -> Unit | None:
    """The unit whose rules a person asks for: one of the scope, else the unit of the hat worn; None for a citizen."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return None
    found: Unit | None = units_in_scope(user).filter(pk=whole(chosen) or 0).first()
    if found is not None:
        return found
    return hat.unit or hat.scope


def may_switch(user: User, unit: Unit) -> bool:
    """Whether the hat worn may switch the rules of a unit."""
    scope = user.hat.scope if user.is_authenticated and user.hat else None
    return bool(has_role(user, Role.ADMINISTRATOR) and scope is not None and scope.covers(unit))


def units_with_switches(user: User) -> list[Unit]:
    """Units of one's scope that switched a rule themselves, for the choice on the page (at most 200)."""
    return list(units_in_scope(user).filter(rule_switches__isnull=False).distinct().order_by("path")[:200])


def lost_switches(unit: Unit) -> list[RuleSwitch]:
    """Switches of a unit whose rule the linter no longer has."""
    return list(RuleSwitch.objects.filter(unit=unit).exclude(name__in=[*known_rules(), *FAMILIES]))


def asides_of(target: Document | Draft) -> dict[str, SetAside]:
    """What was set aside in a paper or a draft, by the key of the finding."""
    return {one.key: one for one in target.set_asides.select_related("by")}


def asides_visible_to(user: User) -> QuerySet[SetAside]:
    """Decisions on findings within one's scope: of papers of its registers, and of its drafts."""
    return SetAside.objects.filter(in_scope(user, "document__unit") | in_scope(user, "draft__unit")).select_related(
        "document", "document__unit", "draft", "draft__unit"
    )


def drafts_visible_to(user: User) -> QuerySet[Draft]:
    """Drafts of the units of one's scope."""
    return Draft.objects.filter(in_scope(user)).select_related("unit", "user")


def with_versions(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with ``kept``: their versions, newest first."""
    return drafts.prefetch_related(_versions())


def kept_of(draft: Draft) -> list[DraftVersion]:
    """The versions of a draft, newest first."""
    if not hasattr(draft, "kept"):
        prefetch_related_objects([draft], _versions())
    return draft.kept  # type: ignore[attr-defined]


def _versions() -> Prefetch[str]:
    return Prefetch("versions", DraftVersion.objects.select_related("user", "file"), to_attr="kept")


def with_last(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Drafts with their versions, and ``last``, the moment of the newest."""
    return with_versions(drafts).annotate(last=Max("versions__created_at"))


def units_with_drafts(user: User) -> list[tuple[int, str]]:
    """Units of one's scope that have drafts, for the choice on the page (at most 300)."""
    rows = units_in_scope(user).filter(drafts__isnull=False).distinct().order_by("path")
    return list(rows.values_list("pk", "name")[:300])


def versions_visible_to(user: User) -> QuerySet[DraftVersion]:
    """Versions of the drafts one may read."""
    return DraftVersion.objects.filter(in_scope(user, "draft__unit")).select_related(
        "draft", "draft__unit", "file", "user"
    )


def findings_by_file(file_ids: Iterable[int]) -> dict[int, list[ShownFinding]]:
    """The findings of several read files of drafts, without loading their texts; one that was not read is left out."""
    rows = Reading.objects.filter(file_id__in=list(file_ids), part=0).values_list("file_id", "body__findings")
    return {file_id: findings_of(map(Finding.from_dict, raw or ()), draft=True) for file_id, raw in rows}


def open_findings(drafts: Sequence[Draft], newest: Mapping[int, DraftVersion]) -> dict[int, list[ShownFinding]]:
    """The findings of the newest versions that are neither set aside nor of a rule that is off, by draft.

    ``newest`` gives the version of each draft; a draft whose version is not read yet is left out. Three queries.
    """
    by_file = findings_by_file(one.file_id for one in newest.values())
    units = {unit for draft in drafts for unit in (*draft.unit.ancestor_ids, draft.unit_id)}
    switches = list(RuleSwitch.objects.filter(unit_id__in=units))
    rows = SetAside.objects.filter(draft__in=[draft.pk for draft in drafts]).values_list("draft_id", "key")
    left: dict[int, set[str]] = {}
    for draft_id, key in rows:
        if draft_id is not None:
            left.setdefault(draft_id, set()).add(key)
    found = {}
    known = list(known_rules().values())
    for draft in drafts:
        version = newest.get(draft.pk)
        if version is None or version.file_id not in by_file:
            continue
        rules, families = standings(known, switches, [*draft.unit.ancestor_ids, draft.unit_id])
        holding = RulesOfUnit(draft.unit, rules, families).holding(by_file[version.file_id])
        found[draft.pk] = [one for one in holding if one.key not in left.get(draft.pk, ())]
    return found


def texts_for(user: User, ids: list[int]) -> list[tuple[Document, Reading | None]]:
    """Visible papers in the order asked for, each with the reading of its first file that was read, None for none."""
    papers = visible_to(user).filter(secrecy="").in_bulk(ids)
    rows = (
        Reading.objects.filter(file__attachments__document__in=list(papers), part=F("file__attachments__part"))
        .order_by("file__attachments__id")
        .annotate(paper=F("file__attachments__document_id"))
    )
    readings: dict[int, Reading] = {}
    for row in rows:
        readings.setdefault(row.paper, row)
    return [(papers[pk], readings.get(pk)) for pk in ids if pk in papers]


def finding_in(reading: Reading | None, number: str, key: str, *, draft: bool) -> ShownFinding:
    """The finding of a reading that a form names. Raises ValidationError when the text has changed since."""
    for one in findings_of(reading.value.findings if reading else (), draft=draft):
        if str(one.number) == number and one.key == key:
            return one
    raise ValidationError(_("Phát hiện này không còn trong văn bản; hãy tải lại trang."))
