"""Guesses and positions drawn together: tied, named, and readable wherever they lie."""

import re
from itertools import product

from quadrant.domain.axes import Placement
from quadrant.domain.regions import Region
from quadrant.pairs import Pair, drawing, place_words

NAMES = {
    Region.NETARCHICAL_CAPITALISM: "Netarchisch kapitalisme",
    Region.GLOBAL_COMMONS: "Wereldwijde commons",
    Region.DISTRIBUTED_CAPITALISM: "Gedistribueerd kapitalisme",
    Region.LOCAL_RESILIENCE: "Lokale veerkracht",
}
SOME = (-100, -85, 0, 35, 100)


def pair(guess, placement, **changes):
    return Pair(Placement(*guess), Placement(*placement), "Garden", **changes)


def around(place, radius):
    down, across = place
    return (across - radius, down - radius, across + radius, down + radius)


def overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0


def test_a_guess_is_a_ring_tied_to_the_mark_of_the_position():
    html = drawing([pair((-50, 20), (70, 20))], NAMES, label="Garden on the quadrant")

    assert 'class="q-guess" cx="20" cy="-50"' in html
    assert 'class="dot lr" transform="translate(20 70)' in html
    assert 'class="q-pair" d="M20 -41L20 70"' in html  # from the edge of the ring
    assert 'aria-label="Garden on the quadrant"' in html


def test_a_mark_in_the_ring_needs_no_line():
    assert "q-pair" not in drawing([pair((50, 50), (52, 47))], NAMES, label="")
    assert "q-pair" not in drawing([pair((50, 50), (50, 50))], NAMES, label="")


def test_what_is_written_stays_text():
    html = drawing(
        [Pair(Placement(0, 0), Placement(50, 50), "<b>&", "<i>", "<u>")], NAMES, label='"><script>'
    )

    assert not re.search(r"<(b|i|u|script)>", html)


def test_the_words_of_one_pair_cover_nothing_and_stay_inside():
    for guess, placement in product(product(SOME, SOME), repeat=2):
        one = pair(guess, placement, guess_words="Jij", words="Curatoren")

        yours, theirs = place_words([one], NAMES)

        assert (yours.text, theirs.text) == ("Jij", "Curatoren")
        assert not overlap(yours.box, theirs.box), one
        assert not overlap(theirs.box, around(guess, 9)), one
        assert not overlap(yours.box, around(placement, 5)), one
        for box in (yours.box, theirs.box):
            assert min(box) >= -110 and max(box) <= 110, one


def test_several_are_numbered():
    drawn = [pair((-50, 20 * n), (50, 20 * n), words=str(n)) for n in range(1, 5)]

    html = drawing(drawn, NAMES, label="")

    assert re.findall(r'class="q-txt"[^>]*>(\d)<', html) == ["1", "2", "3", "4"]
