"""Writing entries: history, years of validity, what is derived."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from initiatives.catalogue import AddressTaken, merge, withdraw, write_entry
from initiatives.entry import dump, to_entry, validate
from initiatives.models import (
    Assessment,
    CatalogueVersion,
    Initiative,
    Origin,
    Revision,
    Source,
)
from tests.initiatives.test_entry import starter_entries
from tests.recipes import at, entry_data, make_entry, write
from tests.strategies import entries

pytestmark = pytest.mark.django_db


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=entries(), second=entries())
def test_what_is_written_is_read_again(first: dict[str, Any], second: dict[str, Any], db: None):
    for data in (first, second, first):
        entry = validate(data).entry
        assert entry
        initiative = write_entry(entry, reason="test", origin=Origin.CURATOR)

        assert to_entry(initiative) == entry
        assert dump(to_entry(initiative)) == dump(entry)


def test_writing_the_same_entry_again_changes_nothing():
    write()
    before = CatalogueVersion.current(), Revision.objects.count()
    write()

    assert (CatalogueVersion.current(), Revision.objects.count()) == before


def test_every_write_leaves_a_revision_with_the_whole_entry():
    garden = write(name="Garden")
    write(name="Allotment")

    names = [revision.entry["name"] for revision in garden.revisions.all()]
    assert names == ["Garden", "Allotment"]


def test_the_latest_assessment_up_to_a_year_holds_in_that_year():
    write(assessments=[at(2010, purpose=20), at(2014, purpose=60), at(2020, purpose=90)])

    assert Assessment.objects.holding_in(2015).get().purpose == 60
    assert Assessment.objects.holding_in(2014).get().purpose == 60
    assert Assessment.objects.holding_in(2026).get().purpose == 90
    assert not Assessment.objects.holding_in(2009).exists()


def test_nothing_holds_after_the_end():
    write(ended=2016, assessments=[at(2010)])

    assert Assessment.objects.holding_in(2016).exists()
    assert not Assessment.objects.holding_in(2017).exists()


def test_a_correction_replaces_an_assessment_and_keeps_it_readable():
    garden = write(assessments=[at(2010, purpose=20)])
    write(assessments=[at(2010, purpose=60, nature="correction")])

    new = garden.assessments.in_force().get()
    assert (new.purpose, new.supersedes.purpose) == (60, 20)
    assert new.supersedes.superseded_at is not None


def test_an_assessment_that_stays_the_same_is_left_alone():
    garden = write(assessments=[at(2010)])
    before = garden.assessments.get().pk
    write(assessments=[at(2014), at(2010)])

    assert set(garden.assessments.in_force().values_list("as_of", "last_year")) == {
        (2010, 2013),
        (2014, 9999),
    }
    assert garden.assessments.get(as_of=2010).pk == before


def test_only_the_editors_general_view_moves_the_point():
    garden = write(
        assessments=[
            at(2010, purpose=20),
            at(2012, purpose=-60, voice="contributor"),
            at(2012, purpose=80, perspective={"en": "A host"}),
        ]
    )

    assert (garden.purpose, garden.as_of) == (20, 2010)


def test_an_entry_without_assessments_is_unplaced_and_never_at_the_origin():
    garden = write(assessments=[])

    assert garden.placement is None
    assert (garden.decentralisation, garden.purpose, garden.standing) == (None, None, None)
    assert list(Initiative.objects.with_position().unplaced()) == [garden]
    assert list(Initiative.objects.with_position(2015).unplaced()) == [garden]


def test_an_address_of_another_initiative_is_refused():
    write(slug="garden")
    with pytest.raises(AddressTaken):
        write(slug="plot", former_slugs=["garden"])
    write(slug="farm", former_slugs=["old-farm"])
    with pytest.raises(AddressTaken):
        write(slug="old-farm")


def test_the_same_source_is_one_row_and_another_title_another():
    write(assessments=[at(2010), at(2012)])
    assert Source.objects.count() == 1
    other = {"title": "Another title", "url": "https://example.org/about"}
    write(assessments=[at(2010), at(2012, sources=[other])])

    assert Source.objects.count() == 2


def test_a_withdrawn_initiative_leaves_the_catalogue_and_keeps_its_history():
    garden = write()
    withdraw(garden, by=None, reason="Asked for by the garden.")

    assert not Initiative.objects.listed().exists()
    assert garden.revisions.count() == 2
    assert garden.revisions.last().reason == "Asked for by the garden."


def test_merging_keeps_names_and_redirects_the_address():
    kept = write(slug="garden", name="Garden", aliases=["Plot"])
    gone = write(slug="tuin", name="Tuin", aliases=["plot"])
    merge(gone, into=kept, by=None, reason="The same garden.")

    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert to_entry(kept).aliases == ["Plot", "Tuin"]
    assert list(Initiative.objects.listed()) == [kept]
    with pytest.raises(ValueError, match="listed"):
        merge(kept, into=gone, by=None, reason="And back.")


@pytest.mark.parametrize("words", ["jardin", "JARDÍN", "  jardín  comun ", "hof", "voedsel"])
def test_search_forgives_accents_and_case(words: str):
    write(name="Jardín", aliases=["Gemeenschapshof"], tags=["común"])

    assert Initiative.objects.matching(words).count() == 1


def test_search_wants_every_word_and_takes_signs_literally():
    write(name="Jardin")

    assert not Initiative.objects.matching("jardin paris").exists()
    assert not Initiative.objects.matching("%").exists()
    assert not Initiative.objects.matching("_").exists()


def test_the_starter_catalogue_is_written_and_read_without_a_change():
    for data in starter_entries():
        entry = make_entry(**data)
        write_entry(entry, reason="test", origin=Origin.STARTER)

    assert Initiative.objects.count() == 168
    for data in starter_entries():
        assert dump(to_entry(Initiative.objects.get(slug=data["slug"]))) == data


def test_a_year_reads_the_position_of_that_year():
    write(assessments=[at(2010, purpose=20, decentralisation=-30), at(2020)])
    found = Initiative.objects.with_position(2012).get()

    assert (found.at_decentralisation, found.at_purpose, found.at_as_of) == (-30, 20, 2010)
    assert Initiative.objects.with_position(2012).in_region("global_commons").count() == 1
    assert Initiative.objects.with_position().in_region("global_commons").count() == 0
    assert entry_data()["slug"] == found.slug
