"""What must always be true is refused by the database itself."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.models import (
    Answer,
    Assessment,
    CatalogueVersion,
    Citation,
    Initiative,
    Perspective,
    Relation,
)
from tests.recipes import at, write

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
