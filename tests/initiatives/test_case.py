"""The page of a case: what it shows, and what its forms do."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from initiatives import moderation
from initiatives.claiming import claim
from initiatives.drafting import mark_of
from initiatives.entry import to_entry
from initiatives.models import Decision, Initiative, Kind, MailKind, Outbox, State, Submission
from tests.reading import queries_of, text_of
from tests.recipes import make_sent, opinion, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db: None) -> User:
    return User.objects.create_superuser("ann")


@pytest.fixture
def desk(ann: User) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def page(submission: Submission) -> str:
    return reverse("curate_case", args=[submission.pk])


def decide(desk: Client, submission: Submission, move: str, **typed: Any) -> Any:
    """Press the button of a panel, with what was typed in it."""
    now = Submission.objects.get(pk=submission.pk)
    known = {"move": move, "version": now.version, "draft": mark_of(now)}
    return desk.post(page(submission), {**known, **typed})


def state_of(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


@pytest.mark.parametrize("lang", ["", "/nl"])
@pytest.mark.parametrize("kind", Kind)
def test_the_page_of_every_kind_runs_and_styles_nothing_inline(desk: Client, kind: Kind, lang: str):
    garden = write()
    part = opinion(as_of=2020, answers={"design": -2, "ownership": -2})
    data = {
        Kind.NEW: {"name": "Plot", "assessments": [part]},
        Kind.CHANGE: {"place": "Bruges", "tags": ["a"]},
        Kind.SECOND_OPINION: {"assessments": [part]},
        Kind.POSITION: {
            "assessments": [
                {
                    **part,
                    "rationale_purpose": {"en": "x"},
                    "rationale_decentralisation": {"en": "x"},
                    "sources": [{"title": "x"}],
                }
            ]
        },
    }.get(kind, {})
    submission = submit(
        kind.value,
        None if kind == Kind.NEW else garden,
        data=data,
        statement="Why",
        grounds="So",
        contact_name="Jo Jansen",
        contact_email="jo@example.org",
    )

    answer = desk.get(lang + page(submission))

    assert answer.status_code == 200
    html = answer.content.decode()
    assert "style=" not in html
    assert "Jo Jansen" in html
    assert "no-store" in answer.headers["Cache-Control"]


# --- deciding ----------------------------------------------------------------------------------
def test_accepting_enters_it_and_offers_to_undo(ann: User, desk: Client):
    plot = submit(data={"name": "Plot", "summary": {"en": "A shared plot."}})

    answer = desk.post(page(plot), {"move": "accept", "version": 1}, follow=True)

    assert Initiative.objects.get().name == "Plot"
    assert "in the catalogue: Plot" in text_of(answer)
    undo = reverse("curate_undo", args=[plot.decisions.get().pk])
    assert f'action="{undo}"' in answer.content.decode()
    desk.post(undo)
    assert state_of(plot) == State.PENDING
    assert Initiative.objects.get().withdrawn_at is not None


def test_what_is_missing_is_completed_on_accepting(desk: Client):
    plot = submit(data={"name": "Plot", "reach": "local"})
    form = desk.get(page(plot)).context["accept"]
    assert [field.name for field in form.completing] == [
        "sector_1",
        "need_1",
        "founded",
        "country",
        "output",
    ]

    decide(desk, plot, "accept", sector_1="food", need_1="grow-food", founded="1999", country="BE")

    entry = to_entry(Initiative.objects.get())
    assert (entry.sectors, entry.needs, entry.founded) == (["food"], ["grow-food"], 1999)
    plot.refresh_from_db()
    assert "sectors" not in plot.data
    assert {edit[0] for edit in plot.decisions.get().edits} >= {"sectors", "needs", "founded"}


def test_what_another_curator_prepared_meanwhile_is_not_overwritten_by_completing(desk: Client):
    plot = submit(data={"name": "Plot", "website": "https://p.example.org", "tags": ["x"]})
    seen = desk.get(page(plot)).context["accept"]["draft"].value()
    edited(desk, reverse("curate_edit", args=[plot.pk]), place="Ghent")

    answer = decide(desk, plot, "accept", founded="1999", draft=seen, take=["website"])

    assert answer.status_code == 409
    assert "Another curator prepared something meanwhile" in text_of(answer)
    assert 'value="1999"' in answer.content.decode()
    assert state_of(plot) == State.PENDING
    fresh = answer.context["accept"]["draft"].value()
    taken = answer.context["accept"].parts
    assert decide(desk, plot, "accept", founded="1999", draft=fresh, take=taken).status_code == 302
    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded) == ("Ghent", 1999)


@pytest.mark.parametrize("founded", ["-1", "x", "99999999999999999999", "2999"])
def test_what_is_completed_wrongly_is_said_and_nothing_is_kept(desk: Client, founded: str):
    plot = submit()

    answer = decide(desk, plot, "accept", founded=founded, note="Thank you.")

    assert answer.status_code == 422
    assert "Thank you." in answer.content.decode()
    assert f'value="{founded}"' in answer.content.decode()
    plot.refresh_from_db()
    assert (plot.state, plot.draft) == (State.PENDING, None)


def test_only_the_ticked_fields_are_taken(desk: Client):
    data = {"place": "Bruges", "founded": 1990, "summary": {"en": "New.", "nl": "Nieuw."}}
    change = submit("change", write(), data=data)
    shown = desk.get(page(change)).context["accept"].parts
    assert shown == ["founded", "place", "summary"]

    decide(desk, change, "accept", take=["place", "summary"])

    entry = to_entry(Initiative.objects.get())
    assert (entry.place, entry.founded, entry.summary.nl) == ("Bruges", 2000, "Nieuw.")


def test_a_field_that_cannot_be_chosen_is_said(desk: Client):
    change = submit("change", write(), data={"place": "Bruges", "founded": 1990})

    answer = decide(desk, change, "accept", take=["place", "tags"])

    assert answer.status_code == 422
    assert "What can be chosen has changed" in text_of(answer)


def test_taking_nothing_is_no_way_of_accepting(desk: Client):
    change = submit("change", write(), data={"place": "Bruges", "founded": 1990})

    assert decide(desk, change, "accept").status_code == 422
    assert decide(desk, change, "accept", take=["slug"]).status_code == 422
    assert state_of(change) == State.PENDING


@pytest.mark.parametrize(
    ("move", "state"), [("ask_back", State.ASKED_BACK), ("refuse", State.REFUSED)]
)
def test_asking_back_and_refusing_take_words(desk: Client, move: str, state: State):
    plot = submit()
    assert decide(desk, plot, move).status_code == 422
    assert state_of(plot) == State.PENDING

    assert decide(desk, plot, move, note="Where is it?").status_code == 302
    assert state_of(plot) == state
    assert plot.decisions.get().note == "Where is it?"


def test_a_template_alone_is_sent_in_the_language_of_the_sender(desk: Client):
    plot = submit(language="nl")

    decide(desk, plot, "refuse", reason_key="not-p2p")

    decision = plot.decisions.get()
    assert decision.note.startswith("Bedankt")
    assert decision.reason_key == "not-p2p"


def test_a_template_is_edited_before_it_is_sent(desk: Client):
    plot = submit()

    decide(desk, plot, "refuse", reason_key="spam", note="An advertisement, is it not?")

    assert plot.decisions.get().note == "An advertisement, is it not?"
    assert plot.decisions.get().reason_key == "spam"


@pytest.mark.parametrize(
    "changes",
    [
        {"move": ""},
        {"move": "erase"},
        {"move": "undo"},
        {"version": ""},
        {"version": "x"},
        {"version": "99999999999999999999"},
        {"move": "refuse", "reason_key": "whim"},
    ],
)
def test_what_no_button_sends_does_nothing(desk: Client, changes: dict[str, str]):
    plot = submit()
    answer = desk.post(page(plot), {"move": "accept", "version": "1", **changes})

    assert answer.status_code in (409, 422)
    assert state_of(plot) == State.PENDING
    assert not Decision.objects.exists()


def test_the_second_of_two_curators_is_told_and_loses_nothing(ann: User, desk: Client):
    plot = submit()
    seen = {"move": "refuse", "version": 1, "note": "It is a shop, as I wrote at length."}
    moderation.refuse(plot, by=User.objects.create_user("bob"), version=1, note="No.")

    answer = desk.post(page(plot), seen)

    assert answer.status_code == 409
    assert "refused already" in text_of(answer)
    assert seen["note"] in answer.content.decode()
    assert plot.decisions.count() == 1


def test_what_the_sender_improved_meanwhile_is_decided_after_looking_again(desk: Client):
    plot = submit()
    moderation.send_again(plot, make_sent(data={"name": "Better plot"}), "token")

    answer = desk.post(page(plot), {"move": "accept", "version": 1, "note": "Fine."})

    assert answer.status_code == 409
    assert "Better plot" in text_of(answer)
    assert "Fine." in answer.content.decode()
    again = answer.context["accept"]
    assert desk.post(page(plot), {**again.data.dict(), "move": "accept"}).status_code == 302
    assert Initiative.objects.get().name == "Better plot"


def test_what_breaks_a_rule_names_it_and_can_be_edited(desk: Client):
    change = submit("change", write(), data={"founded": 2030})

    answer = decide(desk, change, "accept")

    assert answer.status_code == 422
    assert "“Founded in” lies in the future." in text_of(answer)
    assert to_entry(Initiative.objects.get()).founded == 2000


def test_nobody_decides_where_another_has_to(settings: Any, ann: User, desk: Client):
    settings.FOUR_EYES = True
    plot = submit()
    Submission.objects.filter(pk=plot.pk).update(sent_by=ann)
    assert "another curator decides" in text_of(desk.get(page(plot)))

    answer = decide(desk, plot, "accept")

    assert answer.status_code == 403
    assert "another curator decides" in text_of(answer)
    assert state_of(plot) == State.PENDING


def test_an_accepted_wish_not_to_be_listed_is_remembered(desk: Client):
    objection = submit("objection", write(), statement="No.", contact_email="a@example.org")
    Submission.objects.filter(pk=objection.pk).update(ground="listing")

    decide(desk, objection, "accept", do_not_list="on")

    again = submit(data={"name": "garden", "website": "https://other.example.org"})
    assert "not to be listed" in text_of(desk.get(page(again)))


def test_the_initiative_is_told_only_on_accepting_where_mail_is_sent(settings: Any, desk: Client):
    settings.SENDS_MAIL = True
    plot, other = submit(), submit(data={"name": "Other"})
    decide(desk, plot, "refuse", note="No.", tell="hello@plot.example.org")
    decide(desk, other, "accept", tell="hello@plot.example.org")

    assert [m.submission for m in Outbox.objects.filter(kind=MailKind.LISTED)] == [other]


# --- editing -----------------------------------------------------------------------------------
def edited(desk: Client, address: str, **typed: Any) -> Any:
    """Open the form of an address, change some fields, and send it."""
    form = desk.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in shown.items() if value not in (None, [], False)}
    for name, value in data.items():
        if isinstance(value, list):
            data[name] = "\n".join(value)
    if hasattr(form, "sources"):
        management = form.sources.management_form
        data |= {f"sources-{n}": management[n].value() for n in management.fields}
        for row in form.sources:
            data |= {row.add_prefix(n): row[n].value() or "" for n in row.fields}
    return desk.post(address, {**data, **typed})


def test_what_is_edited_is_shown_beside_what_was_sent_and_entered_on_accepting(desk: Client):
    plot = submit(data={"name": "Plot", "summary": {"en": "A plot, realy."}})

    answer = edited(desk, reverse("curate_edit", args=[plot.pk]), summary_en="A shared plot.")

    assert answer.status_code == 302
    shown = text_of(desk.get(page(plot)))
    assert "A plot, realy." in shown
    assert "A shared plot." in shown
    assert not Initiative.objects.exists()
    decide(desk, plot, "accept", take=desk.get(page(plot)).context["accept"].parts)
    assert to_entry(Initiative.objects.get()).summary.en == "A shared plot."
    assert "A plot, realy." in text_of(desk.get(page(plot)))


def test_an_edit_that_breaks_a_rule_is_said_and_keeps_what_was_typed(desk: Client):
    plot = submit()

    answer = edited(desk, reverse("curate_edit", args=[plot.pk]), name="", place="Ghent")

    assert answer.status_code == 422
    assert 'value="Ghent"' in answer.content.decode()
    assert Submission.objects.get(pk=plot.pk).draft is None


def test_an_edit_of_what_another_curator_edited_meanwhile_is_told_once(desk: Client):
    plot = submit()
    address = reverse("curate_edit", args=[plot.pk])
    stale = desk.get(address).context["form"]["draft"].value()
    edited(desk, address, place="Bruges")

    answer = edited(desk, address, place="Ghent", draft=stale)

    assert answer.status_code == 409
    assert 'value="Ghent"' in answer.content.decode()
    assert Submission.objects.get(pk=plot.pk).draft["place"] == "Bruges"
    fresh = answer.context["form"]["draft"].value()
    assert edited(desk, address, place="Ghent", draft=fresh).status_code == 302


PART = opinion(answers={"design": -2, "exchange": -2, "ownership": -2, "settlement": -2})


def test_the_position_that_was_sent_is_put_right_by_its_answers(desk: Client):
    data = {"name": "Plot", "website": "https://p.example.org", "assessments": [PART]}
    plot = submit(
        data={**data, "assessments": [{**PART, "decentralisation": -100, "purpose": -100}]}
    )
    address = reverse("curate_case_position", args=[plot.pk])

    answer = edited(
        desk, address, answer_design="2", answer_exchange="2", decentralisation="", purpose=""
    )

    assert answer.status_code == 302
    after = desk.get(page(plot)).context["case"].placement_after
    assert (after.decentralisation, after.purpose) == (100, -100)


@pytest.mark.parametrize(("far", "status"), [("", 422), ("weighs", 302)])
def test_a_position_far_from_its_answers_takes_one_of_three_reasons(
    desk: Client, far: str, status: int
):
    part = {**PART, "decentralisation": -100, "purpose": -100}
    plot = submit(data={"name": "Plot", "website": "https://p.example.org", "assessments": [part]})
    address = reverse("curate_case_position", args=[plot.pk])

    answer = edited(desk, address, purpose="-40", far_purpose=far)

    assert answer.status_code == status
    plot.refresh_from_db()
    if far:
        rationale = plot.draft["assessments"][0]["rationale_purpose"]["en"]
        assert rationale.startswith("One answer weighs more in this case. This follows")


def test_a_new_initiative_without_a_position_gets_its_first_one(desk: Client):
    plot = submit(data={"name": "Plot", "website": "https://p.example.org"})
    address = reverse("curate_case_position", args=[plot.pk])
    reasons = {f"rationale_{axis}_en": "Seen." for axis in ("decentralisation", "purpose")}
    answers = {"answer_design": "2", "answer_ownership": "2"}
    source = {"sources-0-title": "Statutes", "sources-0-stance": "supports"}

    unreasoned = edited(desk, address, as_of="2024", **answers)
    assert unreasoned.status_code == 422
    answer = edited(desk, address, as_of="2024", **answers, **reasons, **source)

    assert answer.status_code == 302
    decide(desk, plot, "accept", take=desk.get(page(plot)).context["accept"].parts)
    part = to_entry(Initiative.objects.get()).assessments[0]
    assert (part.as_of, part.voice, part.decentralisation) == (2024, "editors", 100)


def test_an_opinion_on_what_has_no_position_is_shown_as_its_first_one(desk: Client):
    garden = write(assessments=[])
    data = {"assessments": [opinion(as_of=2020, answers={"design": -2, "ownership": -2})]}
    said = text_of(desk.get(page(submit("second_opinion", garden, data=data))))

    assert "No position yet." in said
    assert "After" in said
    assert "never moves it" not in said


def test_a_change_has_no_position_to_put_right(desk: Client):
    change = submit("change", write(), data={"place": "Bruges"})

    assert desk.get(reverse("curate_case_position", args=[change.pk])).status_code == 404


def test_a_case_says_who_looks_at_it(ann: User, desk: Client):
    plot = submit()
    assert "Claim it" in text_of(desk.get(page(plot)))
    claim(plot, User.objects.create_user("bob"))
    assert "bob is looking at it." in text_of(desk.get(page(plot)))


@pytest.mark.parametrize("what", ["edit", "position"])
def test_what_is_decided_or_unknown_is_not_edited(ann: User, desk: Client, what: str):
    plot = submit()
    moderation.refuse(plot, by=ann, version=1, note="No.")

    for number in (plot.pk, 999, 2**62):
        assert desk.get(f"/curate/cases/{number}/{what}/").status_code == 404


# --- a position by curators --------------------------------------------------------------------
def test_one_question_is_asked_for_every_change_of_position(settings: Any, desk: Client):
    settings.FOUR_EYES = False
    garden = write(founded=2000)
    address = reverse("curate_position", args=[garden.slug])
    answers = {"answer_ownership": "2", "decentralisation": "50", "purpose": "", "reason": "Seen."}

    assert edited(desk, address, **answers).status_code == 422
    wrong_year = edited(desk, address, nature="change", **answers)
    assert "There is a position for this year" in text_of(wrong_year)
    none_yet = edited(desk, address, nature="correction", as_of="2015", **answers)
    assert "no position for this year" in text_of(none_yet)

    assert edited(desk, address, nature="change", as_of="2015", **answers).status_code == 302
    garden.refresh_from_db()
    assert (garden.purpose, garden.as_of) == (100, 2015)
    assert (
        edited(
            desk,
            address,
            nature="correction",
            as_of="2015",
            purpose="60",
            answer_ownership="",
            decentralisation="50",
            reason="x",
        ).status_code
        == 302
    )
    parts = to_entry(garden).assessments
    assert [(part.as_of, part.purpose, part.nature) for part in parts] == [
        (2010, 50, "change"),
        (2015, 60, "correction"),
    ]


def test_with_two_curators_a_position_waits_for_another_one(settings: Any, ann: User, desk: Client):
    settings.FOUR_EYES = True
    garden = write()
    address = reverse("curate_position", args=[garden.slug])

    edited(desk, address, nature="correction", purpose="90", reason="Seen.")

    garden.refresh_from_db()
    assert garden.purpose == 50
    waiting = Submission.objects.get()
    assert (waiting.kind, waiting.sent_by) == (Kind.POSITION, ann)
    assert "yourself" in text_of(desk.get(page(waiting)))


# --- who, and how much it costs ----------------------------------------------------------------
@pytest.mark.parametrize("address", ["/curate/", "/curate/cases/1/", "/nl/curate/me/"])
def test_others_are_led_to_the_login_or_refused(address: str):
    visitor = Client()
    assert (
        visitor.get(address).headers["Location"].startswith(("/admin/login/", "/nl/admin/login/"))
    )
    staff = User.objects.create_user("eve", is_staff=True)
    visitor.force_login(staff)
    assert visitor.get(address).status_code == 403


def test_the_page_of_a_case_costs_the_same_queries_however_much_happened(ann: User, desk: Client):
    garden = write()
    part = opinion(as_of=2020, answers={"design": -2})
    change = submit("change", garden, data={"place": "Bruges"}, contact_email="a@example.org")
    few = queries_of(desk, page(change))

    for number in range(12):
        other = submit(
            "change", garden, data={"tags": [str(number)]}, contact_email="a@example.org"
        )
        moderation.refuse(other, by=ann, version=1, note="No.")
        submit("second_opinion", garden, data={"assessments": [part]})
        moderation.answer(change, note=f"No. {number}")
    many = queries_of(desk, page(change))

    assert many <= few + 1
    assert many <= 12
