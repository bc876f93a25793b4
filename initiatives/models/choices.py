"""The closed lists of the catalogue, and the limits of its years."""

from django.db import models
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR = 1000
LATEST_YEAR = 9999


class Sector(models.Model):
    """One of the closed list of sectors; its names are package data of the quadrant."""

    key = models.SlugField(_("key"), primary_key=True, max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    colour_group = models.SlugField(_("colour group"), max_length=40)

    class Meta:
        ordering = ["position"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.key


class Need(models.Model):
    """What a person wants when turning to an initiative; a closed list."""

    key = models.SlugField(_("key"), primary_key=True, max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    def __str__(self) -> str:
        return self.key


class Reach(models.TextChoices):
    """How far something goes: who can take part, or where the result lands."""

    LOCAL = "local", _("local")
    REGIONAL = "regional", _("regional")
    NATIONAL = "national", _("national")
    GLOBAL = "global", _("global")


class TestAnswer(models.TextChoices):
    """An answer to one of the three questions of the P2P test."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
