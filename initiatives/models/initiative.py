"""Initiatives, and the questions that people ask of the catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.localtext import LocalText, local_text
from initiatives.models import conditions
from initiatives.models.assessment import Voice
from initiatives.models.choices import EARLIEST_YEAR, LATEST_YEAR, Need, Reach, Sector, TestAnswer
from initiatives.names import fold
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Placement
from quadrant.domain.regions import Standing
from quadrant.vocabulary import country_name, language

if TYPE_CHECKING:
    from initiatives.models.belongings import InitiativeNeed


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """What people ask of the catalogue."""

    def listed(self) -> Self:
        """Keep what visitors may see: neither withdrawn nor merged."""
        return self.filter(withdrawn_at=None)

    def matching(self, words: str) -> Self:
        """Keep what has every one of the words, whatever their accents and case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def started_by(self, year: int | None) -> Self:
        """Keep what had started in `year`; an unknown start counts as started. None is now."""
        return self.filter(conditions.started_by(year))

    def active_in(self, year: int | None) -> Self:
        """Keep what had started and not yet ended in `year`. None is now: without an end."""
        return self.filter(conditions.active_in(year))

    def ended_before(self, year: int | None) -> Self:
        """Keep what had ended before `year`. None is now: with an end."""
        return self.filter(conditions.ended_before(year))

    def with_position(self, year: int | None = None) -> Self:
        """Annotate `at_decentralisation`, `at_purpose` and `at_as_of`: the position in `year`.

        Without a year: the current position. Null where there is none. At most one row an
        initiative, because the writer clips the years in which an assessment holds.
        """
        if year is None:
            return self.annotate(
                at_decentralisation=F("decentralisation"),
                at_purpose=F("purpose"),
                at_as_of=F("as_of"),
            )
        return self.with_holding(year).annotate(
            at_decentralisation=F("holding__decentralisation"),
            at_purpose=F("holding__purpose"),
            at_as_of=F("holding__as_of"),
        )

    def with_holding(self, year: int) -> Self:
        """Join `holding`: the editors' general assessment that holds in `year`, where one does."""
        condition = Q(
            assessments__voice=Voice.EDITORS,
            assessments__perspective=None,
            assessments__superseded_at=None,
            assessments__first_year__lte=year,
            assessments__last_year__gte=year,
        )
        return self.annotate(holding=FilteredRelation("assessments", condition=condition))

    def placed(self) -> Self:
        """Keep what has a position. Call `with_position` first."""
        return self.filter(at_decentralisation__isnull=False)

    def unplaced(self) -> Self:
        """Keep what has no position. Call `with_position` first."""
        return self.filter(at_decentralisation=None)

    def in_region(self, *keys: str) -> Self:
        """Keep what lies in one of these regions; `mix` is the middle. Needs `with_position`."""
        condition = Q()
        for key in keys:
            condition |= conditions.in_group(key)
        return self.filter(condition)

    def near_border(self) -> Self:
        """Keep what is on a border or in the middle. Needs `with_position`."""
        return self.filter(conditions.near_border())

    def among(self, slugs: Iterable[str]) -> Self:
        """Keep what has one of these addresses."""
        return self.filter(slug__in=slugs)

    def global_local(self) -> Self:
        """Keep what people across borders take part in, and whose result lands where they live."""
        return self.filter(reach=Reach.GLOBAL, output=Reach.LOCAL)

    def best_known_first(self) -> Self:
        """Order by prominence, then by how much was said of it, then by name."""
        return self.order_by("-prominence", "-assessment_count", "name_key", "pk")


class Initiative(models.Model):
    """A peer-to-peer system that a person can deal with; `catalogue` alone writes it."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_nl = models.CharField(_("name in Dutch"), max_length=120, blank=True)
    short_name_en = models.CharField(_("short name"), max_length=24, blank=True)
    short_name_nl = models.CharField(_("short name in Dutch"), max_length=24, blank=True)
    name_key = models.CharField(_("name to sort by"), max_length=240, db_index=True)
    website = models.CharField(_("website"), max_length=500, blank=True)
    website_host = models.CharField(_("host"), max_length=255, blank=True, db_index=True)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    ended = models.PositiveSmallIntegerField(_("ended"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    place_nl = models.CharField(_("place in Dutch"), max_length=120, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, verbose_name=_("main sector")
    )
    reach = models.CharField(_("reach"), max_length=8, choices=Reach, blank=True)
    output = models.CharField(_("output"), max_length=8, choices=Reach, blank=True)
    summary_en = models.CharField(_("summary"), max_length=200, blank=True)
    summary_nl = models.CharField(_("summary in Dutch"), max_length=200, blank=True)
    description_en = models.TextField(_("description"), blank=True)
    description_nl = models.TextField(_("description in Dutch"), blank=True)
    p2p_en = models.CharField(_("what makes it peer-to-peer"), max_length=400, blank=True)
    p2p_nl = models.CharField(_("what makes it peer-to-peer, in Dutch"), max_length=400, blank=True)
    test_individual = models.CharField(
        _("open to individuals"), max_length=6, choices=TestAnswer, blank=True
    )
    test_no_return = models.CharField(
        _("no return owed"), max_length=6, choices=TestAnswer, blank=True
    )
    test_peer_value = models.CharField(
        _("value made by peers"), max_length=6, choices=TestAnswer, blank=True
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    prominence = models.PositiveSmallIntegerField(_("prominence"), default=1)
    listed_at = models.DateTimeField(_("listed"))
    checked_on = models.DateField(_("last confirmed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=600, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("merged into")
    )
    # Derived by the writer from the editors' latest general assessment.
    decentralisation = models.SmallIntegerField(_("decentralisation"), null=True, editable=False)
    purpose = models.SmallIntegerField(_("purpose"), null=True, editable=False)
    spread_decentralisation = models.FloatField(null=True, editable=False)
    spread_purpose = models.FloatField(null=True, editable=False)
    standing = models.CharField(  # noqa: DJ001 (null: unplaced, and no word stands for that)
        _("standing"), max_length=6, null=True, editable=False
    )
    as_of = models.PositiveSmallIntegerField(_("describes"), null=True, editable=False)
    assessment_count = models.PositiveSmallIntegerField(default=0, editable=False)
    search_text = models.TextField(editable=False)

    needs: "models.ManyToManyField[Need, InitiativeNeed]" = models.ManyToManyField(
        Need, through="InitiativeNeed", verbose_name=_("needs")
    )

    # What `with_position` annotates.
    at_decentralisation: int | None
    at_purpose: int | None
    at_as_of: int | None

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        permissions = [("withdraw_initiative", "Can withdraw and merge initiatives")]
        indexes = [
            models.Index(
                fields=["-prominence", "-assessment_count", "name_key", "id"],
                name="initiative_best_known",
            ),
            models.Index(fields=["decentralisation", "purpose"], name="initiative_position"),
            models.Index(fields=["country"], name="initiative_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="initiative_ends_after_it_starts",
                condition=Q(founded=None) | Q(ended=None) | Q(ended__gte=F("founded")),
            ),
            models.CheckConstraint(
                name="initiative_years_are_years",
                condition=(Q(founded=None) | Q(founded__range=(EARLIEST_YEAR, LATEST_YEAR)))
                & (Q(ended=None) | Q(ended__range=(EARLIEST_YEAR, LATEST_YEAR))),
            ),
            models.CheckConstraint(
                name="initiative_prominence_is_1_to_3", condition=Q(prominence__range=(1, 3))
            ),
            models.CheckConstraint(
                name="initiative_reach_is_known", condition=Q(reach__in=["", *Reach.values])
            ),
            models.CheckConstraint(
                name="initiative_output_is_known", condition=Q(output__in=["", *Reach.values])
            ),
            models.CheckConstraint(
                name="initiative_position_is_whole_or_absent",
                condition=Q(decentralisation=None, purpose=None, standing=None, as_of=None)
                | Q(
                    # A comparison with null is neither true nor false, and would pass.
                    decentralisation__isnull=False,
                    purpose__isnull=False,
                    standing__isnull=False,
                    decentralisation__range=(SCORE_MIN, SCORE_MAX),
                    purpose__range=(SCORE_MIN, SCORE_MAX),
                    standing__in=[standing.value for standing in Standing],
                    as_of__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="initiative_merged_is_withdrawn",
                condition=Q(merged_into=None) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiative_detail", args=[self.slug])

    @property
    def placement(self) -> Placement | None:
        """The current position; None while the initiative is unplaced."""
        if self.decentralisation is None or self.purpose is None:
            return None
        return Placement(self.decentralisation, self.purpose)

    @property
    def shown_placement(self) -> Placement | None:
        """The position in the year asked for; only for what `with_position` annotated."""
        if self.at_decentralisation is None or self.at_purpose is None:
            return None
        return Placement(self.at_decentralisation, self.at_purpose)

    @property
    def display_name(self) -> str:
        """The name in the active language; only kinds have a Dutch name of their own."""
        return self.name_nl if self.name_nl and language() == "nl" else self.name

    @property
    def short_name(self) -> str:
        """The name as it fits on the map."""
        short = self.short_name_nl if language() == "nl" else self.short_name_en
        return short or self.short_name_en or self.display_name

    @property
    def display_place(self) -> str:
        return self.place_nl if self.place_nl and language() == "nl" else self.place

    @property
    def where(self) -> str:
        """Place and country, whichever are known."""
        country = country_name(self.country) if self.country else ""
        return ", ".join(part for part in dict.fromkeys((self.display_place, country)) if part)

    @property
    def lifetime(self) -> str:
        """The years of its life, as in "since 2004"; empty where neither is known."""
        years = {"founded": self.founded, "ended": self.ended}
        if self.founded and self.ended:
            return gettext("%(founded)s to %(ended)s") % years
        if self.founded:
            return gettext("since %(founded)s") % years
        return gettext("until %(ended)s") % years if self.ended else ""

    @property
    def summary(self) -> LocalText:
        return local_text(self.summary_en, self.summary_nl)

    @property
    def description(self) -> LocalText:
        return local_text(self.description_en, self.description_nl)

    @property
    def p2p(self) -> LocalText:
        return local_text(self.p2p_en, self.p2p_nl)
