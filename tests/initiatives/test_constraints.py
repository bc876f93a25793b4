"""What must always be true is refused by the database itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from initiatives.models import (
    Answer,
    Assessment,
    CatalogueVersion,
    Citation,
    Decision,
    Initiative,
    Interest,
    MailKind,
    Outbox,
    Perspective,
    Relation,
    Submission,
    SubmissionLink,
)
from tests.recipes import at, submit, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"ended": 1990},
        {"founded": 1},
        {"prominence": 0},
        {"reach": "galactic"},
        {"output": "galactic"},
        {"decentralisation": None},
        {"decentralisation": 101},
        {"standing": "sure"},
        {"as_of": None},
        {"merged_into_id": 1},
    ],
)
def test_a_row_of_an_initiative_that_cannot_be_true_is_refused(changes: dict[str, Any]):
    garden = write(founded=2000)
    if "merged_into_id" in changes:
        changes = {"merged_into_id": garden.pk}

    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=garden.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [{"purpose": -101}, {"last_year": 2000}, {"voice": "nobody"}, {"nature": "whim"}],
)
def test_an_assessment_that_cannot_be_true_is_refused(changes: dict[str, Any]):
    write(assessments=[at(2010)])

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.update(**changes)


@pytest.mark.parametrize("with_perspective", [False, True])
def test_two_assessments_in_force_for_the_same_year_are_refused(with_perspective: bool):
    garden = write(assessments=[at(2010)])
    perspective = None
    if with_perspective:
        perspective = Perspective.objects.create(initiative=garden, label_en="A host")
        garden.assessments.update(perspective=perspective)
    again = Assessment(
        initiative=garden,
        perspective=perspective,
        as_of=2010,
        decentralisation=0,
        purpose=0,
        accepted_at=timezone.now(),
        first_year=2010,
        last_year=2011,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_answers_citations_relations_and_perspectives_keep_to_their_lists():
    garden = write(assessments=[at(2010, answers={"design": 1})])
    relation = {"initiative": garden, "other_slug": "plot", "position": 0}
    attempts = [
        lambda: Answer.objects.update(value=3),
        lambda: Answer.objects.create(
            assessment=garden.assessments.get(), indicator="design", value=1
        ),
        lambda: Citation.objects.update(stance="maybe"),
        lambda: Relation.objects.create(kind="friend_of", **relation),
        lambda: Perspective.objects.create(initiative=garden),
        lambda: CatalogueVersion.objects.create(pk=2),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "wish"},
        {"state": "lost"},
        {"kind": "change"},  # about no initiative
        {"state": "accepted"},  # and in the catalogue as nothing
        {"contact_erased_at": timezone.now(), "contact_name": "Jo"},
        {"contact_erased_at": timezone.now(), "contact_email": "jo@example.org"},
    ],
)
def test_a_submission_that_cannot_be_true_is_refused(changes: dict[str, Any]):
    submit()

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.update(**changes)


def test_decisions_and_links_keep_to_their_lists():
    submission = submit()
    link = submission.links.get()
    attempts = [
        lambda: Decision.objects.create(submission=submission, move="forget"),
        lambda: SubmissionLink.objects.create(submission=submission, token_hash=link.token_hash),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_what_was_decided_on_is_not_deleted():
    submission = submit("still_right", write())
    decision = Decision.objects.create(submission=submission, move="accept")
    revision = submission.initiative.revisions.get()
    revision.decision = decision
    revision.save()

    for kept in (submission, decision, submission.initiative):
        with pytest.raises(ProtectedError):
            kept.delete()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "greeting"},
        {"sent_at": timezone.now()},  # and never handed over
        {
            "sent_at": timezone.now() - timedelta(days=1),
            "handed_over_at": timezone.now(),
        },
        {
            "sent_at": timezone.now(),
            "handed_over_at": timezone.now() - timedelta(days=1),
            "given_up_at": timezone.now(),
        },
    ],
)
def test_a_mail_that_cannot_be_true_is_refused(changes: dict[str, Any]):
    Outbox.objects.create(kind=MailKind.DIGEST, language="en", due_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.update(**changes)


def test_a_mail_that_there_may_be_only_one_of_is_there_once():
    mail = {"kind": MailKind.DIGEST, "language": "en", "due_at": timezone.now()}
    Outbox.objects.create(once="digest of today", **mail)
    for _again in range(2):
        Outbox.objects.create(**mail)

    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.create(once="digest of today", **mail)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "whim"},
        {"initiative": None},
        {"expires_on": date(2026, 1, 1)},
    ],
    ids=["kind", "in nothing", "expired before"],
)
def test_an_interest_that_cannot_be_true_is_refused(changes: dict[str, Any]):
    ann = User.objects.create_user("ann")
    year = {"declared_on": date(2026, 1, 1), "expires_on": date(2027, 1, 1)}
    interest = Interest.objects.create(curator=ann, initiative=write(), kind="own", **year)

    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.filter(pk=interest.pk).update(**changes)


def test_only_an_objection_is_about_something_and_has_a_day():
    new = Submission.objects.filter(pk=submit().pk)
    objection = Submission.objects.filter(pk=submit("objection", write()).pk)
    objection.update(ground="facts", due_on=date(2026, 12, 1))

    for rows, changes in (
        (new, {"ground": "facts"}),
        (new, {"due_on": date(2026, 12, 1)}),
        (objection, {"ground": "whim"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_a_claim_has_its_moment():
    ann = User.objects.create_user("ann")

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submit().pk).update(claimed_by=ann)


def test_an_undo_undoes_one_decision_and_nothing_else_does():
    submission = submit()
    refused = Decision.objects.create(submission=submission, move="refuse")
    Decision.objects.create(submission=submission, move="undo", undoes=refused)

    for move, undoes in (("undo", None), ("refuse", refused), ("undo", refused)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(submission=submission, move=move, undoes=undoes)
