"""Every page, at every size, in both schemes and languages: readable, quiet, and in its place."""

import pytest

from tests.browser.accessibility import RULES, problems_of
from tests.browser.conftest import NewReader

PAGES = (
    "/",
    "/?sector=food&region=local_resilience&region=mix&q=e&year=2013&country=BE",
    "/?i=couchsurfing",
    "/nl/?i=airbnb&colour=sector&year=2014",
    "/?colour=sector&uncertainty=1",
    "/?q=nothing+at+all&sector=magic",
    "/initiatives/",
    "/initiatives/?sector=food&country=BE&region=local_resilience&page=99",
    "/initiatives/?q=nothing+at+all&year=1066",
    "/initiatives/airbnb/",
    "/initiatives/couchsurfing/",
    "/moved/",
    "/regions/local_resilience/",
    "/regions/mix/",
    "/needs/share-a-car/",
    "/model/",
    "/guess/",
    "/guess/?set=wikipedia.uber.couchsurfing.repair-cafe.nobody",
    "/guess/?set=wikipedia.uber&round=1&decentralisation=400&purpose=",
    "/guess/?set=wikipedia.uber&guesses=-20_70&round=1",
    "/guess/?set=wikipedia.uber.bitcoin&guesses=-20_70.80_80.100_-100",
    "/about/",
    "/submit/?name=Couchsurfing",
    "/submissions/",
    "/initiatives/couchsurfing/suggest/",
    "/initiatives/couchsurfing/suggest/?what=change",
    "/initiatives/couchsurfing/suggest/?what=second_opinion",
    "/initiatives/couchsurfing/suggest/?what=objection",
    "/no/such/page/",
    "/admin/login/",
)
# The stock admin's login is Django's: the rules of the standards hold for it, advice need not.
STANDARDS = {**RULES, "runOnly": RULES["runOnly"][:-1]}
# Between the narrowest and the widest no colour changes: the dark scheme is looked at there.
ENDS = (320, 1440)
# What a scheme can change.
COLOURS = {**RULES, "runOnly": ["color-contrast"]}


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("prefix", ["", "/nl"], ids=["en", "nl"])
def test_every_page_is_accessible_quiet_and_in_its_place(
    new_reader: NewReader, complaints: list[str], prefix: str, width: int
):
    page = new_reader(
        viewport={"width": width, "height": 900},
        locale="nl-BE",  # so that English pages offer Dutch
    )
    # The first page waits for its font, on a busy machine too long: `make bench` looks at it.
    page.goto(f"{prefix}/about/", wait_until="networkidle")
    complaints.clear()
    found = []
    for path in PAGES:
        # On the map Plotly comes after the page.
        has_map = path.partition("?")[0] == "/"
        answer = page.goto(prefix + path, wait_until="networkidle" if has_map else "load")
        assert answer
        assert answer.status in (200, 404), path
        rules = STANDARDS if "admin" in path else RULES
        found += [f"{prefix}{path}: {problem}" for problem in problems_of(page, rules)]
        if width not in ENDS:
            continue
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # colours change at once
        found += [f"{prefix}{path}, dark: {problem}" for problem in problems_of(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    # A page that is not found is an error to the browser as well.
    complaints[:] = [said for said in complaints if "status of 404" not in said]

    assert not found
