"""The catalogue that comes with the code."""

import pytest
from django.http import QueryDict

from initiatives.catalogue import withdraw
from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative, Origin, Revision
from initiatives.starter import load_starter
from quadrant.domain.regions import Region

pytestmark = pytest.mark.django_db

# Where the source article of 2013 puts the systems that it names.
NAMED_IN_THE_ARTICLE = {
    Region.NETARCHICAL_CAPITALISM: ["facebook"],
    Region.DISTRIBUTED_CAPITALISM: ["ebay", "bitcoin", "airbnb"],
    Region.GLOBAL_COMMONS: ["couchsurfing"],
    Region.LOCAL_RESILIENCE: [
        "urban-farming-group",
        "neighbourhood-garden-samentuin",
        "alternative-local-currency-lets",
        "collective-purchasing-group",
    ],
}


def test_in_2013_what_the_article_names_stands_where_the_article_puts_it():
    load_starter()

    for region, slugs in NAMED_IN_THE_ARTICLE.items():
        asked = QueryDict(f"year=2013&region={region}")
        found = InitiativeFilter(asked, Initiative.objects.listed()).qs
        assert set(slugs) <= {initiative.slug for initiative in found}, region


def test_it_is_loaded_once_and_never_over_what_people_did():
    assert load_starter() == 168
    withdraw(Initiative.objects.get(slug="facebook"), by=None, reason="test")

    assert load_starter() == 0
    assert not Initiative.objects.listed().filter(slug="facebook").exists()
    assert Revision.objects.filter(origin=Origin.STARTER).count() == 168


def test_everything_in_it_has_a_position_reasons_and_sources():
    load_starter()

    for initiative in Initiative.objects.prefetch_related("assessments__citations"):
        assert initiative.placement, initiative.slug
        for assessment in initiative.assessments.all():
            assert assessment.rationale_purpose_en, initiative.slug
            assert assessment.citations.all(), initiative.slug
