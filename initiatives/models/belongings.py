"""What an initiative has several of: sectors, needs, names, addresses, relations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.localtext import LocalText, local_text
from initiatives.models.choices import Need, Sector
from initiatives.models.initiative import Initiative


class InitiativeSector(models.Model):
    """A further sector of an initiative, after its main one."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="further_sectors")
    sector = models.ForeignKey(Sector, models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "sector"], name="further_sector_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.sector_id


class InitiativeNeed(models.Model):
    """A need that an initiative serves; the first is what most people come for."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="need_links")
    need = models.ForeignKey(Need, models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "need"], name="need_stands_once")
        ]

    def __str__(self) -> str:
        return self.need_id


class Alias(models.Model):
    """Another or a former name."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, db_index=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class FormerSlug(models.Model):
    """An address that an initiative had before; it redirects."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.slug


class RelationKind(models.TextChoices):
    """How one initiative relates to another."""

    PART_OF = "part_of", _("part of")
    FORKED_FROM = "forked_from", _("forked from")
    REPLACED_BY = "replaced_by", _("replaced by")
    MERGED_INTO = "merged_into", _("merged into")
    SUCCESSOR_OF = "successor_of", _("successor of")


class Relation(models.Model):
    """A relation to another initiative, which may not be in the catalogue (yet).

    The other one is named by its permanent address, so that a file of entries can be read in any
    order and a relation outlives a withdrawal.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=RelationKind)
    other_slug = models.SlugField(max_length=80)
    note_en = models.CharField(max_length=300, blank=True)
    note_nl = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="relation_kind_is_known", condition=Q(kind__in=RelationKind.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.other_slug}"

    @property
    def note(self) -> LocalText:
        return local_text(self.note_en, self.note_nl)
