"""What was written when, by whom and why: append-only."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from initiatives.models.curator import Role


class Origin(models.TextChoices):
    """Where a write came from."""

    STARTER = "starter", _("starter catalogue")
    IMPORT = "import", _("import")
    CURATOR = "curator", _("curator")
    SUBMISSION = "submission", _("submission")


class Revision(models.Model):
    """The whole entry as it was after a write; null after a withdrawal or a merge."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.PROTECT, related_name="revisions"
    )
    entry = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    role = models.CharField(max_length=8, choices=Role, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    reason = models.CharField(max_length=600, blank=True)
    # The decision that it carries out, when it came from a submission.
    decision = models.ForeignKey(
        "initiatives.Decision", models.PROTECT, null=True, blank=True, related_name="revisions"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class CatalogueVersion(models.Model):
    """One row that counts the writes: what caches ask whether anything changed."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="catalogue_has_one_version", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number of writes so far."""
        return cls.objects.get(pk=1).number

    @classmethod
    def advance(cls) -> None:
        """Count one more write, inside the transaction of that write."""
        cls.objects.filter(pk=1).update(number=F("number") + 1)
