"""The page where a sender follows a submission. Only who has its link can find it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from initiatives import limits, moderation, notifications
from initiatives.forms.following import AnswerForm, LinksForm
from initiatives.models import Kind, Move, State, Submission
from initiatives.preview import Preview
from initiatives.similar import similar_to
from initiatives.submitting import erase_contact, find
from initiatives.views.forms import form_page
from initiatives.waiting import waiting_of
from p2pmap.errors import keeps_what_was_typed

Page = Callable[..., HttpResponse]


def by_secret(view: Page) -> Page:
    """Mark a page whose address is a secret: its forms need no further protection.

    Another site would have to know the address, which is as secret as a token in a cookie. Without
    a referrer browsers do not say where a form was sent from either, and the usual protection
    takes that for another site. `p2pmap.headers` keeps the address from leaking.
    """
    return csrf_exempt(view)


def to_page_of(token: str, *, draft: str = "") -> HttpResponse:
    """Lead to the page of a submission; just sent, it says thanks and forgets the draft."""
    address = reverse("submission", args=[token])
    response = HttpResponseRedirect(f"{address}?{urlencode({'sent': draft})}" if draft else address)
    response.status_code = 303
    return response


def submission_of(token: str) -> Submission:
    """Return the submission that a link leads to, or answer that there is none."""
    submission = find(token)
    if submission is None:
        raise Http404
    return submission


@by_secret
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, where it stands, and what its sender can do now."""
    found = submission_of(token)
    if request.method != "POST":
        return _show(request, token, found)
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        notice = _("Nothing was changed: it is not clear what should be done.")
        return _show(request, token, found, status=422, notice=notice)
    try:
        return deed(request, token, found)
    except moderation.NotPossible:
        notice = _("That is not possible any more: it has moved on meanwhile.")
        return _show(request, token, submission_of(token), status=409, notice=notice)


def _answer(request: HttpRequest, token: str, found: Submission) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, token, found, status=422, form=form)
    note = form.cleaned_data["answer"]
    if _said_already(found, note):
        return to_page_of(token)
    if not limits.may("answer", request):
        notice = _("That is more than one may send in a day. Please send it tomorrow.")
        return _show(request, token, found, status=429, form=form, notice=notice)
    moderation.answer(found, note=note)
    return to_page_of(token)


def _said_already(found: Submission, note: str) -> bool:
    """Say whether this is the last thing that was said: sent twice, it is stored once."""
    latest = found.decisions.last()
    return latest is not None and latest.move == Move.ANSWER and latest.note == note


def _withdraw(request: HttpRequest, token: str, found: Submission) -> HttpResponse:
    if found.state != State.WITHDRAWN:
        moderation.withdraw(found)
    return to_page_of(token)


def _erase(request: HttpRequest, token: str, found: Submission) -> HttpResponse:
    erase_contact(found)
    return to_page_of(token)


_DEEDS = {"answer": _answer, "withdraw": _withdraw, "erase": _erase}


def _show(
    request: HttpRequest,
    token: str,
    found: Submission,
    *,
    status: int = 200,
    notice: str = "",
    form: AnswerForm | None = None,
) -> HttpResponse:
    preview = Preview(found)
    decisions = list(found.decisions.all())
    context = {
        "submission": found,
        "token": token,
        "preview": preview,
        "decisions": decisions,
        "waiting": waiting_of(found) if found.state == State.PENDING else None,
        "similar": _similar(found) if found.kind == Kind.NEW and found.is_open else [],
        "form": form or AnswerForm(),
        "can_improve": moderation.possible(found, Move.SEND_AGAIN)
        and found.kind != Kind.STILL_RIGHT,
        "can_withdraw": moderation.possible(found, Move.WITHDRAW),
        "contact_days": settings.CONTACT_DAYS,
        "address": f"{settings.PUBLIC_URL or request.build_absolute_uri('/').rstrip('/')}"
        f"{reverse('submission', args=[token])}",
        # The address keeps saying so; what happened since says otherwise.
        "just_sent": "" if decisions else request.GET.get("sent", ""),
        "notice": notice,
    }
    return render(request, "initiatives/submission.html", context, status=status)


def _similar(found: Submission) -> Any:
    return similar_to(found.name, str(found.data.get("website") or ""))


def _stale(request: HttpRequest) -> HttpResponse:
    form = LinksForm(request.POST)
    form.is_valid()
    form.add_error(None, _("This form had been open for too long. Please send it once more."))
    context = {"form": form, "asked": False, "sends_mail": settings.SENDS_MAIL}
    return render(request, "initiatives/submission_links.html", context, status=403)


@form_page
@keeps_what_was_typed(_stale)
@require_http_methods(["GET", "HEAD", "POST"])
def submission_links(request: HttpRequest) -> HttpResponse:
    """Ask for lost links. The answer is the same whether an address is known or not."""
    form = LinksForm(request.POST if request.method == "POST" else None)
    asked, status = False, 200
    if request.method == "POST":
        if not settings.SENDS_MAIL or not form.is_valid():
            status = 422
        elif not limits.may("links", request):
            form.add_error(None, _("That was asked too often today. Please try tomorrow."))
            status = 429
        else:
            notifications.send_links(form.cleaned_data["email"])
            asked = True
    context = {"form": form, "asked": asked, "sends_mail": settings.SENDS_MAIL}
    return render(request, "initiatives/submission_links.html", context, status=status)
