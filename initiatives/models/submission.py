"""What people send in, what was decided about it, and the mails that tell of it.

Nothing here is shown to readers: what a submission proposes enters the catalogue's own tables
when a curator accepts it, and not before.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from initiatives.models.curator import Role
from initiatives.names import fold


class Kind(models.TextChoices):
    """What a submission asks for."""

    NEW = "new", _("new initiative")
    CHANGE = "change", _("change")
    SECOND_OPINION = "second_opinion", _("second opinion")
    OBJECTION = "objection", _("objection")
    STILL_RIGHT = "still_right", _("still right")
    # By curators, where two pairs of eyes are asked for.
    POSITION = "position", _("change of position")


class Ground(models.TextChoices):
    """What an objection is about: what the public page says of it, beside its outcome."""

    FACTS = "facts", _("facts in the entry")
    POSITION = "position", _("the position on the map")
    LISTING = "listing", _("being in the catalogue at all")
    OTHER = "other", _("something else")


class State(models.TextChoices):
    """Where a submission stands. `moderation.MOVES` says how it goes from one to the other."""

    PENDING = "pending", _("in review")
    ASKED_BACK = "asked_back", _("asked back")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Move(models.TextChoices):
    """What was done with a submission: the first four by a curator, the others by its sender."""

    ACCEPT = "accept", _("accepted")
    ASK_BACK = "ask_back", _("asked back")
    REFUSE = "refuse", _("refused")
    UNDO = "undo", _("undone")
    ANSWER = "answer", _("word added")
    SEND_AGAIN = "send_again", _("improved and sent again")
    WITHDRAW = "withdraw", _("withdrawn")


# The moves that only curators make.
BY_CURATOR = (Move.ACCEPT, Move.ASK_BACK, Move.REFUSE, Move.UNDO)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """What people ask of the submissions."""

    def waiting(self) -> Self:
        """Keep what waits for a curator, oldest first."""
        return self.filter(state=State.PENDING).order_by("waiting_since", "pk")

    def named(self, words: str) -> Self:
        """Keep what is called so, or is about what is, whatever accents and case."""
        found = self
        for word in fold(words).split():
            found = found.filter(
                Q(name_key__contains=word) | Q(initiative__search_text__contains=word)
            )
        return found

    def with_contact(self) -> Self:
        """Keep those whose sender left a name or an address that is not erased."""
        return self.exclude(contact_name="", contact_email="")


class Submission(models.Model):
    """What somebody sent in, as sent.

    `data` holds the fields that it proposes, in the entry format: for a new initiative what the
    sender knows of it, for a change the fields that change, for a second opinion one assessment.
    The sources of an assessment stand in `sources`, where they are also kept when there is none.
    """

    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("initiative"),
    )
    data = models.JSONField(default=dict)
    # The name in `data`, as it is searched for.
    name_key = models.CharField(max_length=240, blank=True, editable=False)
    sources = models.JSONField(default=list)
    # What is wrong, or what should be different; and how the sender knows, or on which grounds.
    statement = models.TextField(_("what should be different"), blank=True)
    grounds = models.TextField(_("how the sender knows"), blank=True)
    first_hand = models.BooleanField(_("known first-hand"), default=False)
    involved = models.BooleanField(_("sender takes part in it"), default=False)
    # Of an objection: what it is about, and until when the curators promise an answer.
    ground = models.CharField(_("about"), max_length=8, choices=Ground, blank=True)
    due_on = models.DateField(_("answer promised by"), null=True, blank=True)
    # The account that was logged in when it was sent: nobody decides on their own.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sent_submissions",
        verbose_name=_("sent by"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    contact_name = models.CharField(_("name of the sender"), max_length=120, blank=True)
    contact_email = models.CharField(_("e-mail of the sender"), max_length=254, blank=True)
    contact_erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    # Grows with every move: a decision is about the version that the curator saw.
    version = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    waiting_since = models.DateTimeField(_("waiting since"))
    # When it came to the state that it is in.
    moved_at = models.DateTimeField(_("last move"))
    # Who looks at it now, so that two curators do not do the same.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claimed_submissions",
        verbose_name=_("claimed by"),
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    # Who left it for another curator.
    left_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="left_submissions"
    )
    # The whole entry as a curator prepared it, in the entry format; what was sent stays in `data`.
    draft = models.JSONField(null=True, blank=True)
    # What the draft was made from: the entry that accepting would have written then.
    draft_from = models.JSONField(null=True, blank=True)
    draft_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        permissions = [("erase_submission", "Can erase contact data of senders")]
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["waiting_since", "id"],
                condition=Q(state="pending"),
                name="submission_waiting",
            ),
            models.Index(
                fields=["contact_email"],
                condition=~Q(contact_email=""),
                name="submission_contact",
            ),
            models.Index(
                fields=["moved_at"],
                condition=~Q(contact_name="", contact_email=""),
                name="submission_contact_kept",
            ),
            models.Index(fields=["name_key"], name="submission_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="submission_kind_is_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="submission_state_is_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="submission_is_about_an_initiative",
                condition=Q(kind="new") | Q(initiative__isnull=False),
            ),
            models.CheckConstraint(
                name="new_submission_accepted_has_its_initiative",
                condition=~Q(kind="new", state="accepted", initiative=None),
            ),
            models.CheckConstraint(
                name="erased_contact_is_gone",
                condition=Q(contact_erased_at=None) | Q(contact_name="", contact_email=""),
            ),
            models.CheckConstraint(
                name="only_an_objection_has_a_ground",
                condition=Q(kind="objection", ground__in=["", *Ground.values])
                | Q(ground="", due_on=None),
            ),
            models.CheckConstraint(
                name="claim_has_its_moment",
                condition=Q(claimed_by=None) | Q(claimed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def name(self) -> str:
        """What it is about, by name."""
        if self.initiative is not None:
            return str(self.initiative.display_name)
        return str(self.data.get("name", ""))

    @property
    def is_pending(self) -> bool:
        return self.state == State.PENDING

    @property
    def standing(self) -> State:
        """Where it stands."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided on."""
        return self.state in (State.PENDING, State.ASKED_BACK)

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_name or self.contact_email)

    def in_its_language(self) -> "translation.override":
        """Say what is said inside the block in the language of the sender."""
        return translation.override(self.language)


class SubmissionLink(models.Model):
    """A secret address of the page where the sender follows a submission, as a hash.

    The first belongs to what was sent; each mail brings one of its own.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """One move of a submission, by whom and why: append-only.

    `note` is what the sender reads, or what the sender wrote; it is never public. `before` is what
    the submission proposed until the sender improved it, for that move alone.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    move = models.CharField(_("move"), max_length=10, choices=Move)
    note = models.TextField(_("note"), blank=True)
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("curator")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, blank=True)
    version = models.PositiveIntegerField(default=1)
    before = models.JSONField(null=True, blank=True)
    # Why, as the public log says it: the key of the template that the note began with.
    reason_key = models.SlugField(max_length=40, blank=True)
    # What a curator entered otherwise than it was sent: field, as sent, as entered.
    edits = models.JSONField(default=list, blank=True)
    # The decision that this one undoes.
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    # What was decided at once, and is undone at once.
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_move_is_known", condition=Q(move__in=Move.values)
            ),
            models.CheckConstraint(
                name="undo_says_what_it_undoes",
                condition=Q(move="undo", undoes__isnull=False)
                | (~Q(move="undo") & Q(undoes__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}"

    @property
    def is_by_curator(self) -> bool:
        return self.move in BY_CURATOR
