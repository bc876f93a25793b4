"""Reasoned placements, with the answers and sources that they rest on."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives.localtext import LocalText, local_text
from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Placement
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION


class Voice(models.TextChoices):
    """On whose word: only the editors' assessments move the point."""

    EDITORS = "editors", _("the curators")
    CONTRIBUTOR = "contributor", _("a contributor")
    INITIATIVE = "initiative", _("the initiative itself")


class Nature(models.TextChoices):
    """Why an assessment was added: the world changed, or we know better."""

    CHANGE = "change", _("change")
    CORRECTION = "correction", _("correction")


class Stance(models.TextChoices):
    """Whether a source supports an assessment or speaks against it."""

    SUPPORTS = "supports", _("supports")
    AGAINST = "against", _("speaks against")


class Perspective(models.Model):
    """A user's intention: one initiative can be several things, depending on who uses it."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="perspectives"
    )
    label_en = models.CharField(max_length=80, blank=True)
    label_nl = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "label_en", "label_nl"], name="perspective_stands_once"
            ),
            models.CheckConstraint(
                name="perspective_has_a_label", condition=~Q(label_en="", label_nl="")
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or self.label_nl

    @property
    def label(self) -> LocalText:
        return local_text(self.label_en, self.label_nl)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """What people ask of the assessments."""

    def in_force(self) -> Self:
        """Keep what no later assessment replaced."""
        return self.filter(superseded_at=None)

    def by_editors(self) -> Self:
        """Keep the curators' own: the only ones that move a point."""
        return self.filter(voice=Voice.EDITORS)

    def general(self) -> Self:
        """Keep the general view, whatever a user's intention."""
        return self.filter(perspective=None)

    def latest_known(self) -> Self:
        """Keep the editors' latest general assessment of each initiative."""
        return self.in_force().by_editors().general().filter(as_of=F("initiative__as_of"))

    def holding_in(self, year: int) -> Self:
        """Keep the editors' general assessments that hold in `year`; one an initiative at most."""
        return (
            self.in_force().by_editors().general().filter(first_year__lte=year, last_year__gte=year)
        )


class Assessment(models.Model):
    """A reasoned placement, for a year. Never edited in place: a later one supersedes it."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="assessments"
    )
    perspective = models.ForeignKey(
        Perspective, models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    voice = models.CharField(_("voice"), max_length=11, choices=Voice, default=Voice.EDITORS)
    as_of = models.PositiveSmallIntegerField(_("describes"))
    decentralisation = models.SmallIntegerField(_("decentralisation"))
    purpose = models.SmallIntegerField(_("purpose"))
    rationale_decentralisation_en = models.CharField(max_length=600, blank=True)
    rationale_decentralisation_nl = models.CharField(max_length=600, blank=True)
    rationale_purpose_en = models.CharField(max_length=600, blank=True)
    rationale_purpose_nl = models.CharField(max_length=600, blank=True)
    rubric_version = models.CharField(
        _("version of the rubric"), max_length=12, default=CURRENT_RUBRIC_VERSION
    )
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.CHANGE)
    accepted_at = models.DateTimeField(_("accepted"))
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    # The years in which it holds, clipped by the next one and by the initiative's end.
    first_year = models.PositiveSmallIntegerField(editable=False)
    last_year = models.PositiveSmallIntegerField(editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["first_year", "last_year"],
                condition=Q(superseded_at=None, perspective=None, voice="editors"),
                name="assessment_holding",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="assessment_scores_on_the_axes",
                condition=Q(
                    decentralisation__range=(SCORE_MIN, SCORE_MAX),
                    purpose__range=(SCORE_MIN, SCORE_MAX),
                ),
            ),
            models.CheckConstraint(
                name="assessment_holds_for_a_year", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="assessment_voice_is_known", condition=Q(voice__in=Voice.values)
            ),
            models.CheckConstraint(
                name="assessment_nature_is_known", condition=Q(nature__in=Nature.values)
            ),
            models.UniqueConstraint(
                fields=["initiative", "voice", "as_of"],
                condition=Q(superseded_at=None, perspective=None),
                name="one_general_assessment_a_year",
            ),
            models.UniqueConstraint(
                fields=["initiative", "perspective", "voice", "as_of"],
                condition=Q(superseded_at=None, perspective__isnull=False),
                name="one_assessment_a_perspective_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of}"

    @property
    def placement(self) -> Placement:
        return Placement(self.decentralisation, self.purpose)

    @property
    def rationale_decentralisation(self) -> LocalText:
        return local_text(self.rationale_decentralisation_en, self.rationale_decentralisation_nl)

    @property
    def rationale_purpose(self) -> LocalText:
        return local_text(self.rationale_purpose_en, self.rationale_purpose_nl)

    @property
    def answer_values(self) -> dict[str, int]:
        """The answers as the rubric takes them: indicator key to -2..2."""
        return {answer.indicator: answer.value for answer in self.answers.all()}


class Answer(models.Model):
    """An answer to one indicator of the rubric. What is not known has no row."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    indicator = models.SlugField(_("indicator"), max_length=40)
    value = models.SmallIntegerField(_("answer"))
    note_en = models.CharField(max_length=400, blank=True)
    note_nl = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="answer_is_a_step", condition=Q(value__range=(-2, 2))),
            models.UniqueConstraint(
                fields=["assessment", "indicator"], name="one_answer_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"

    @property
    def note(self) -> LocalText:
        return local_text(self.note_en, self.note_nl)


class Source(models.Model):
    """A source, titled in its own language. Never edited: another text is another row.

    Public where it has an address; without one it is what somebody knows first-hand.
    """

    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True, db_index=True)
    archived_url = models.CharField(_("archived copy"), max_length=500, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """What an assessment rests on, or what speaks against it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.SUPPORTS)
    indicators = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="citation_stance_is_known", condition=Q(stance__in=Stance.values)
            )
        ]

    def __str__(self) -> str:
        return str(self.source)
