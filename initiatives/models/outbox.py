"""The mails to send, written in the same transaction as what they tell."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.submission import Decision, Submission


class MailKind(models.TextChoices):
    """What a mail tells."""

    RECEIVED = "received", _("received")
    ASKED_BACK = "asked_back", _("asked back")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    LINKS = "links", _("link asked for")
    LISTED = "listed", _("to the listed initiative")
    DIGEST = "digest", _("digest for curators")
    UNDONE = "undone", _("decision undone")
    PASSWORD = "password", _("new password")


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """What is asked of the mails."""

    def unsettled(self) -> Self:
        """Keep what is neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> Self:
        """Keep what may be sent, longest due first."""
        return (
            self.unsettled().filter(handed_over_at=None, due_at__lte=now).order_by("due_at", "pk")
        )

    def unclear(self) -> Self:
        """Keep what a mail server got and did not confirm: it has it in all likelihood.

        Nothing sends these again by itself.
        """
        return self.unsettled().filter(handed_over_at__isnull=False)


class Outbox(models.Model):
    """A mail to send, written in the same transaction as what it tells.

    Its text is made when it is sent, and names and addresses of senders are read from the
    submission then: what is erased meanwhile is not in here. `to` is for those who sent nothing:
    a listed initiative, a curator. It is emptied when the mail is sent.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=MailKind)
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, blank=True)
    to = models.CharField(_("to"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    # What there may be only one of, such as the digest of a day for a curator.
    once = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("next try"))
    # The moment in which the mail server got it; until it confirms that, nobody else may send it.
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(sent_at=None, given_up_at=None),
                name="outbox_due",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_kind_is_known", condition=Q(kind__in=MailKind.values)
            ),
            models.CheckConstraint(
                name="mail_is_sent_or_given_up",
                condition=Q(sent_at=None) | Q(given_up_at=None),
            ),
            models.CheckConstraint(
                name="mail_is_handed_over_before_it_is_sent",
                condition=Q(sent_at=None)
                | Q(handed_over_at__isnull=False, sent_at__gte=F("handed_over_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"
