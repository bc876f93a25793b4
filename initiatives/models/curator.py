"""The people who decide: what they chose to show of themselves, and where they hold back."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody was when they wrote or decided: what the public sees instead of a name."""

    CURATOR = "curator", _("curator")
    CHIEF = "chief", _("editor-in-chief")


class CuratorProfile(models.Model):
    """What a curator chose: to be named in public or not, and the language of mails."""

    curator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="curator_profile"
    )
    public_name = models.CharField(_("public name"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    def __str__(self) -> str:
        return self.public_name or str(self.pk)


class InterestKind(models.TextChoices):
    """Why somebody cannot judge an initiative from outside."""

    OWN = "own", _("it is my own, or I help to run it")
    WORK = "work", _("I work there, or did lately")
    MONEY = "money", _("I have money in it")
    FAMILY = "family", _("family or close friends run it")


class InterestQuerySet(models.QuerySet["Interest"]):
    """What is asked of the declared interests."""

    def in_force(self, day: date) -> Self:
        """Keep those that count on a day."""
        return self.filter(ended_on=None, expires_on__gt=day)


class Interest(models.Model):
    """An interest that a curator declared: the cases of that initiative go to others.

    It is in an initiative, or in what a submission would make one.
    """

    curator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests")
    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, null=True, blank=True, related_name="interests"
    )
    submission = models.ForeignKey(
        "initiatives.Submission", models.CASCADE, null=True, blank=True, related_name="interests"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=InterestKind)
    declared_on = models.DateField(_("declared"))
    expires_on = models.DateField(_("expires"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="interest_kind_is_known", condition=Q(kind__in=InterestKind.values)
            ),
            models.CheckConstraint(
                name="interest_is_in_something",
                condition=Q(initiative__isnull=False) | Q(submission__isnull=False),
            ),
            models.CheckConstraint(
                name="interest_expires_after_it_is_declared",
                condition=Q(expires_on__gt=F("declared_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReasonTemplate(models.Model):
    """A reason that curators often give, in both languages; they edit it before it is sent.

    Its title is what the public log says; the text is what the sender reads.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    move = models.CharField(
        _("for"),
        max_length=10,
        choices=[("ask_back", _("asking back")), ("refuse", _("refusing"))],
    )
    title_en = models.CharField(_("title in English"), max_length=80)
    title_nl = models.CharField(_("title in Dutch"), max_length=80)
    text_en = models.TextField(_("text in English"), max_length=2000)
    text_nl = models.TextField(_("text in Dutch"), max_length=2000)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the public log says, in the active language."""
        return self.title_nl if get_language() == "nl" else self.title_en

    def text_in(self, lang: str) -> str:
        """Return what the sender reads, in their language."""
        return self.text_nl if lang == "nl" else self.text_en


class DoNotList(models.Model):
    """Somebody asked not to be in the catalogue: remembered, so that nobody enters it again."""

    name = models.CharField(_("name"), max_length=160)
    name_key = models.CharField(max_length=240, db_index=True, editable=False)
    website_host = models.CharField(_("website"), max_length=255, blank=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=600)
    asked_on = models.DateField(_("asked"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.ForeignKey(
        "initiatives.Submission", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_on = models.DateField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish not to be listed")
        verbose_name_plural = _("wishes not to be listed")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
