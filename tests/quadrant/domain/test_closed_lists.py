from quadrant.domain.closed_lists import colour_groups, needs, sectors


def test_there_are_sixteen_sectors_with_unique_keys():
    assert len({sector.key for sector in sectors()}) == len(sectors()) == 16


def test_at_most_eight_groups_have_a_colour_and_the_rest_is_other():
    keys = [group.key for group in colour_groups()]

    assert len(keys) == 9
    assert keys[-1] == "other"
    assert {sector.colour_group for sector in sectors()} <= set(keys)


def test_needs_have_unique_keys_and_a_question_in_the_first_person():
    assert len({need.key for need in needs()}) == len(needs())
    for need in needs():
        assert need.question.en.startswith("I ")
        assert need.question.nl.startswith("Ik ")


def test_every_name_exists_in_both_languages():
    texts = [text for s in sectors() for text in (s.label, s.short, s.description)]
    texts += [text for need in needs() for text in (need.label, need.question)]
    texts += [group.label for group in colour_groups()]

    assert all(text.in_(lang).strip() for text in texts for lang in ("en", "nl"))
