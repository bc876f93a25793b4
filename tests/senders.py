"""Sending the forms of the public, as a browser without script does."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from initiatives.models import Submission, SubmissionLink
from initiatives.submitting import hash_of

# Four answers that place it at (50, 75): the four that are asked first.
FOUR_ANSWERS = {
    "answer_design": "1",
    "answer_exchange": "1",
    "answer_ownership": "2",
    "answer_settlement": "1",
}


def filled_in(**changes: Any) -> dict[str, Any]:
    """Return the least that is asked for a new initiative; None leaves a field out."""
    data = {
        "name": "Tool library",
        "website": "https://tools.example.org/",
        "summary": "Members borrow tools.",
        "agreed": "on",
        "send": "1",
    }
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def hidden_in(page: HttpResponse) -> dict[str, str]:
    """Return what a form sends along without showing it."""
    html = page.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return dict(found)


def post(client: Client, path: str, **data: Any) -> HttpResponse:
    """Open a form and send it filled in."""
    page = client.get(path)
    return client.post(path.partition("?")[0], {**hidden_in(page), **data})


def send_new(client: Client, **changes: Any) -> HttpResponse:
    """Send in a new initiative."""
    return post(client, "/submit/", **filled_in(**changes))


def token_in(answer: HttpResponse) -> str:
    """Return the token of the page that an answer leads to."""
    assert answer.status_code == 303, answer.status_code
    return answer.headers["Location"].split("/submissions/")[1].partition("/")[0]


def sent_at(answer: HttpResponse) -> Submission:
    """Return the submission whose page an answer leads to."""
    return SubmissionLink.objects.get(token_hash=hash_of(token_in(answer))).submission


def messages_in(page: HttpResponse) -> list[str]:
    """Return the messages beside the fields of a page."""
    html = page.content.decode()
    return re.findall(r'<p class="error" id="id_\w+_error">(.*?)</p>', html)
