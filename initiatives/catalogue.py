"""The only writers of catalogue rows: write an entry, withdraw, merge."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.assessment_rows import write_assessments
from initiatives.entry import Entry, dump, to_entry, validate
from initiatives.entry.schema import AssessmentPart
from initiatives.models import (
    Alias,
    CatalogueVersion,
    Decision,
    FormerSlug,
    Initiative,
    InitiativeNeed,
    InitiativeSector,
    Origin,
    Relation,
    Revision,
)
from initiatives.names import fold, host_of
from initiatives.roles import role_of
from quadrant.domain.axes import Axis, Placement
from quadrant.domain.regions import standing_of
from quadrant.domain.rubric import load_rubric, suggest


class AddressTaken(ValueError):
    """Another initiative has, or had, one of the addresses of an entry."""


class Withdrawn(ValueError):
    """What was withdrawn stays as it was."""


@transaction.atomic
def write_entry(
    entry: Entry,
    *,
    reason: str,
    origin: Origin,
    by: User | None = None,
    decision: Decision | None = None,
    only_new: bool = False,
    relist: bool = False,
) -> Initiative:
    """Make the tables say what an entry says, and record that in a revision.

    The entry is found by its slug, or new. Whatever is derived is refreshed in the same
    transaction. Assessments are never edited: one that differs supersedes the one before it, one
    that is gone from the entry is superseded without a successor. Nothing happens when the tables
    say the same already. What was withdrawn is listed again only if `relist`.

    Raises:
        AddressTaken: another initiative has or had one of its addresses; any has, if `only_new`.
        Withdrawn: it is no longer in the catalogue.
    """
    initiative = Initiative.objects.select_for_update().filter(slug=entry.slug).first()
    if only_new and initiative is not None:
        raise _taken(entry.slug)
    _refuse_taken_addresses(entry, initiative)
    before = to_entry(initiative) if initiative else None
    comes_back = initiative is not None and initiative.withdrawn_at is not None
    if comes_back and not relist:
        raise Withdrawn(_("It is no longer in the catalogue."))
    if initiative and before == entry and not comes_back:
        return initiative
    now = timezone.now()
    if initiative is None:
        initiative = Initiative(slug=entry.slug, listed_at=now)
    if comes_back:
        initiative.withdrawn_at, initiative.withdrawn_reason = None, ""
    _fill_row(initiative, entry)
    _save(initiative)
    _write_lists(initiative, entry, before)
    write_assessments(initiative, entry, before, now)
    _record(initiative, dump(entry), by=by, reason=reason, origin=origin, decision=decision)
    return initiative


@transaction.atomic
def withdraw(
    initiative: Initiative, *, by: User | None, reason: str, decision: Decision | None = None
) -> None:
    """Take an initiative off the map. Its page says so, with the reason; nothing is deleted."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.withdrawn_at is not None:
        return
    initiative.withdrawn_at = timezone.now()
    initiative.withdrawn_reason = reason
    initiative.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _record(initiative, None, by=by, reason=reason, origin=Origin.CURATOR, decision=decision)


@transaction.atomic
def merge(initiative: Initiative, *, into: Initiative, by: User | None, reason: str) -> None:
    """Let one initiative take the place of another, which was the same thing.

    Names become aliases of the one that stays; the address of the other one redirects; its
    assessments, sources and revisions stay where they are, readable.

    Raises:
        ValueError: an initiative into itself, into one that is not listed, or with more names than
            an entry holds.
    """
    rows = Initiative.objects.select_for_update().in_bulk([initiative.pk, into.pk])
    initiative, into = rows[initiative.pk], rows[into.pk]
    if initiative == into or into.withdrawn_at is not None:
        raise ValueError(_("An initiative is merged into another one that is listed."))
    gone, kept = to_entry(initiative), to_entry(into)
    known = {fold(name) for name in (kept.name, *kept.aliases)}
    names = [name for name in (gone.name, *gone.aliases) if fold(name) not in known]
    aliases = list(dict.fromkeys([*kept.aliases, *names]))
    outcome = validate(dump(kept) | {"aliases": aliases})
    if outcome.entry is None:
        raise ValueError("; ".join(map(str, outcome.problems)))
    write_entry(outcome.entry, by=by, reason=reason, origin=Origin.CURATOR)
    initiative.merged_into = into
    initiative.withdrawn_at = initiative.withdrawn_at or timezone.now()
    initiative.withdrawn_reason = reason
    initiative.save(update_fields=["merged_into", "withdrawn_at", "withdrawn_reason"])
    Initiative.objects.filter(merged_into=initiative).update(merged_into=into)
    _record(initiative, None, by=by, reason=reason, origin=Origin.CURATOR)


def _record(
    initiative: Initiative,
    entry: dict[str, Any] | None,
    *,
    by: User | None,
    reason: str,
    origin: Origin,
    decision: Decision | None = None,
) -> None:
    Revision.objects.create(
        initiative=initiative,
        entry=entry,
        actor=by,
        role=role_of(by) or "",
        reason=reason,
        origin=origin,
        decision=decision,
    )
    CatalogueVersion.advance()


def _refuse_taken_addresses(entry: Entry, initiative: Initiative | None) -> None:
    slugs = [entry.slug, *entry.former_slugs]
    taken = set(
        FormerSlug.objects.filter(slug__in=slugs)
        .exclude(initiative=initiative)
        .values_list("slug", flat=True)
    )
    if entry.former_slugs:
        taken |= set(
            Initiative.objects.filter(slug__in=entry.former_slugs).values_list("slug", flat=True)
        )
    if taken:
        raise _taken(min(taken))


def _taken(slug: str) -> AddressTaken:
    return AddressTaken(_("Another initiative has the address “%(slug)s”.") % {"slug": slug})


def _save(initiative: Initiative) -> None:
    is_new = initiative.pk is None
    try:
        with transaction.atomic(savepoint=is_new):
            initiative.save()
    except IntegrityError as error:
        if is_new and Initiative.objects.filter(slug=initiative.slug).exists():
            # Somebody else entered one at the same moment, and was first.
            raise _taken(initiative.slug) from error
        raise


def _fill_row(initiative: Initiative, entry: Entry) -> None:
    for name in ("name", "prominence", "founded", "ended", "tags", "checked_on"):
        setattr(initiative, name, getattr(entry, name))
    for name in ("name_nl", "website", "country", "place", "place_nl", "reach", "output"):
        setattr(initiative, name, getattr(entry, name) or "")
    for name in ("short_name", "summary", "description", "p2p"):
        text = getattr(entry, name)
        setattr(initiative, f"{name}_en", text.en)
        setattr(initiative, f"{name}_nl", text.nl)
    for name in ("individual", "no_return", "peer_value"):
        setattr(initiative, f"test_{name}", getattr(entry.p2p_test, name) or "")
    initiative.sector_id = entry.sectors[0] if entry.sectors else None
    _derive(initiative, entry)


def _derive(initiative: Initiative, entry: Entry) -> None:
    initiative.name_key = fold(entry.name)[:240]
    initiative.website_host = host_of(entry.website or "")[:255]
    initiative.search_text = fold(" ".join(_searched_words(entry)))
    initiative.assessment_count = len(entry.assessments)
    current = current_assessment(entry)
    if current is None:
        initiative.decentralisation = initiative.purpose = None
        initiative.spread_decentralisation = initiative.spread_purpose = None
        initiative.standing = initiative.as_of = None
        return
    suggestions = suggest(current.answer_values, load_rubric(current.rubric_version))
    initiative.decentralisation = current.decentralisation
    initiative.purpose = current.purpose
    initiative.spread_decentralisation = suggestions[Axis.DECENTRALISATION].spread
    initiative.spread_purpose = suggestions[Axis.PURPOSE].spread
    initiative.standing = standing_of(Placement(current.decentralisation, current.purpose))
    initiative.as_of = current.as_of


def current_assessment(entry: Entry) -> AssessmentPart | None:
    """Return the editors' latest general assessment: the one that places the point."""
    general = (
        assessment
        for assessment in entry.assessments
        if assessment.perspective is None and assessment.voice == "editors"
    )
    return max(general, key=lambda assessment: assessment.as_of, default=None)


def _searched_words(entry: Entry) -> Iterable[str]:
    yield from (entry.name, entry.name_nl or "", entry.short_name.en, entry.short_name.nl)
    yield from entry.aliases
    yield from (entry.summary.en, entry.summary.nl)
    yield from entry.tags
    yield from (entry.place or "", entry.place_nl or "")


def _write_lists(initiative: Initiative, entry: Entry, before: Entry | None) -> None:
    if before is None or before.sectors[1:] != entry.sectors[1:]:
        _replace(InitiativeSector, initiative, [{"sector_id": key} for key in entry.sectors[1:]])
    if before is None or before.needs != entry.needs:
        _replace(InitiativeNeed, initiative, [{"need_id": key} for key in entry.needs])
    if before is None or before.aliases != entry.aliases:
        _replace(
            Alias,
            initiative,
            [{"name": name, "name_key": fold(name)[:240]} for name in entry.aliases],
        )
    if before is None or before.former_slugs != entry.former_slugs:
        _replace(FormerSlug, initiative, [{"slug": slug} for slug in entry.former_slugs])
    if before is None or before.relations != entry.relations:
        _replace(
            Relation,
            initiative,
            [
                {
                    "kind": relation.kind,
                    "other_slug": relation.slug,
                    "note_en": relation.note.en,
                    "note_nl": relation.note.nl,
                }
                for relation in entry.relations
            ],
        )


def _replace(model: Any, initiative: Initiative, rows: list[dict[str, Any]]) -> None:
    model.objects.filter(initiative=initiative).delete()
    model.objects.bulk_create(
        model(initiative=initiative, position=position, **row) for position, row in enumerate(rows)
    )
