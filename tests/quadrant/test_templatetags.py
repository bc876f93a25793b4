"""The tags: drawings and words in the reader's language, and the frame around every page."""

import json
import re

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from quadrant.domain.axes import Placement
from quadrant.svg import Spot

COUCHSURFING = Placement(-25, 15)
PAGE = """{% extends "base.html" %}{% block title %}Fair &amp; "square"{% endblock %}"""


def page(request, **_parts):
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


urlpatterns = i18n_patterns(
    path("", page, name="map"),
    path("initiatives/", page, name="initiative_list"),
    path("initiatives/<slug>/", page, name="initiative_detail"),
    path("model/", page, name="model"),
    path("guess/", page, name="guess"),
    path("about/", page, name="about"),
    path("decisions/", page, name="decisions"),
    path("submit/", page, name="submit"),
    prefix_default_language=False,
)


def rendered(source, **context):
    return Template("{% load quadrant %}" + source).render(Context(context))


def test_a_region_mark_is_hollow_on_a_border_and_a_ring_in_the_middle():
    assert 'class="mark gc open"' in rendered('{% region_mark "global_commons" "border" %}')
    assert 'class="mark gc"' in rendered('{% region_mark "global_commons" %}')
    assert 'class="mark mixed open"' in rendered('{% region_mark "mix" %}')


def test_a_small_map_says_what_it_shows_only_when_asked():
    assert 'aria-label="Global commons"' in rendered(
        '{% mini_map placement label="Global commons" %}', placement=COUCHSURFING
    )
    assert "aria-label" not in rendered("{% mini_map placement %}", placement=COUCHSURFING)


def test_a_map_takes_one_placement_or_several_with_addresses():
    one = rendered("{% placement_map placements %}", placements=COUCHSURFING)
    several = rendered(
        "{% placement_map placements words=False %}",
        placements=[COUCHSURFING, Spot(Placement(50, 50), "Garden", "/garden/")],
    )

    assert one.count('class="dot') == 1
    assert several.count('class="dot') == 2
    assert '<a href="/garden/" tabindex="-1">' in several
    assert ("Netarchical" in one, "Netarchical" in several) == (True, False)


def test_a_framed_map_says_the_ends_of_its_axes_in_the_readers_language():
    with translation.override("nl"):
        drawing = rendered("{% placement_map placements framed=True %}", placements=COUCHSURFING)

    ends = re.findall(r"<span>(.*?)</span>", drawing)
    assert len(ends) == 4
    assert ends[0] == "↑ Centraal"


def test_the_key_of_the_mix_lists_all_four_shares():
    key = rendered("{% mix_key placement %}", placement=COUCHSURFING)

    assert sum(int(share) for share in re.findall(r">(\d+)%<", key)) == 100
    assert key.count("<li>") == 4


def test_a_position_is_said_in_the_readers_language():
    with translation.override("nl"):
        sentence = rendered("{% position_sentence placement %}", placement=COUCHSURFING)

    assert sentence.startswith("Een mengvorm van Global commons (36%)")


def test_names_come_in_the_readers_language_and_unknown_keys_as_they_are():
    source = '{{ "food"|sector_label }}, {{ "BE"|country_name }}, {{ "odd"|need_label }}'

    assert rendered(source) == "Food and farming, Belgium, odd"
    with translation.override("nl"):
        assert "België, odd" in rendered(source)


def test_an_axis_is_drawn_with_its_suggestion():
    assert "st-sug" in rendered("{% axis_strip 20 -30 %}")


@pytest.mark.parametrize("name", ["search", "plus", "minus", "whole-map", "close"])
def test_icons_are_silent(name):
    assert 'aria-hidden="true"' in rendered(f'{{% icon "{name}" %}}')


def test_htmx_runs_no_code_from_attributes_and_shows_what_a_form_refused():
    html = rendered('{% include "_htmx.html" %}')
    config = json.loads(re.search(r"content='([^']*)'", html)[1])

    assert (config["allowEval"], config["includeIndicatorStyles"]) == (False, False)
    rules = {rule["code"]: rule["swap"] for rule in config["responseHandling"]}
    assert next(swap for code, swap in rules.items() if re.fullmatch(code, "422")) is True
    assert next(swap for code, swap in rules.items() if re.fullmatch(code, "404")) is False


@pytest.mark.urls(__name__)
class TestEveryPage:
    """What `base.html` puts around each page."""

    def get(self, client, address, **headers):
        return " ".join(client.get(address, headers=headers).content.decode().split())

    def test_the_other_language_is_the_same_page_with_the_same_filter(self, client):
        english = self.get(client, "/initiatives/?q=a%20b&sector=food")
        dutch = self.get(client, "/nl/initiatives/?q=a%20b&sector=food")

        assert 'href="/nl/initiatives/?q=a%20b&amp;sector=food" lang="nl"' in english
        assert 'href="/initiatives/?q=a%20b&amp;sector=food" lang="en"' in dutch
        assert '<html lang="nl">' in dutch

    def test_search_engines_learn_both_addresses_without_the_filter(self, client):
        html = self.get(client, "/nl/model/?utm=1")

        assert '<link rel="canonical" href="http://testserver/nl/model/">' in html
        assert 'hreflang="en" href="http://testserver/model/"' in html
        assert 'hreflang="x-default" href="http://testserver/model/"' in html

    def test_a_site_with_a_public_address_is_known_by_it(self, client, settings):
        settings.PUBLIC_URL = "https://map.example.org"

        html = self.get(client, "/model/")
        assert '<link rel="canonical" href="https://map.example.org/model/">' in html
        assert 'content="https://map.example.org/static/img/share.png"' in html

    def test_the_title_is_said_again_for_those_who_share_the_page(self, client):
        html = self.get(client, "/")

        assert '<title>Fair &amp; "square" · p2pmap</title>' in html
        assert '<meta property="og:title" content="Fair &amp; &quot;square&quot;">' in html

    def test_the_navigation_says_where_the_reader_is(self, client):
        current = re.compile(r'<a href="([^"]*)" aria-current="(\w+)">(?:Map|Catalogue|The model)<')

        assert current.findall(self.get(client, "/model/")) == [("/model/", "page")]
        assert current.findall(self.get(client, "/initiatives/ebay/")) == [
            ("/initiatives/", "true")
        ]

    def test_a_reader_of_the_other_language_is_offered_it_and_not_sent_there(self, client):
        html = self.get(client, "/model/?a=1", accept_language="nl-BE,nl;q=0.9,en;q=0.8")

        assert '<html lang="en">' in html
        assert 'lang="nl" aria-label="Taal"><a href="/nl/model/?a=1" hreflang="nl">' in html
        assert "ook in het Nederlands" in html

    @pytest.mark.parametrize("accepted", ["en", "fr,en;q=0.5,nl;q=0.1", "fr", "*", "", ";;q=,"])
    def test_nobody_else_is_offered_anything(self, client, accepted):
        assert 'class="offer"' not in self.get(client, "/model/", accept_language=accepted)

    def test_reading_sets_no_cookie(self, client):
        assert not client.get("/initiatives/").cookies

    def test_addresses_of_the_other_language_stay_on_this_site(self):
        request = RequestFactory().get("/")
        request.path_info = "//elsewhere.example/<x>"
        tag = Template('{% load site %}{% language_url "nl" %}')

        assert tag.render(Context({"request": request})) == "/nl/elsewhere.example/%3Cx%3E"

    def test_the_frame_stands_without_a_request_and_on_a_wrong_host(self):
        template = engines["django"].from_string(PAGE)
        wrong = RequestFactory(headers={"host": "elsewhere.example"}).get("/")

        assert '<html lang="en">' in template.render({})
        assert "elsewhere" not in template.template.render(Context({"request": wrong}))
