"""The form for a new initiative."""

from functools import partial
from typing import Any
from zlib import crc32

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.forms.sender import SenderForm
from initiatives.forms.submit import SubmitForm
from initiatives.preview import Preview
from initiatives.similar import Similar, similar_to
from initiatives.views.forms import form_page
from initiatives.views.taking import INVALID, Show, show_stale, take
from p2pmap.errors import keeps_what_was_typed

_FROM_LINK = {"name": 120, "need_1": 40}


def _stale(request: HttpRequest) -> HttpResponse:
    return show_stale(SubmitForm(request.POST), partial(show_submit, request))


@form_page
@keeps_what_was_typed(_stale)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Send in an initiative. A link may bring its name or need along.

    "look" shows how it will look and stores nothing; a script gets that part alone.
    """
    show = partial(show_submit, request)
    if request.method != "POST":
        return show(SubmitForm(initial=_from_link(request)))
    if "look" in request.POST:
        return look(request, SubmitForm(request.POST, looking=True), show)
    return take(request, SubmitForm(request.POST), show, draft=_draft(request))


def look(request: HttpRequest, form: SubmitForm, show: Show) -> HttpResponse:
    """Show how it will look; a script gets that part alone."""
    is_fit = form.is_valid()
    if request.headers.get("HX-Request") != "true":
        return show(form, status=200 if is_fit else INVALID)
    context = {"form": form, "preview": Preview(form.as_submission()), "similar": _similar(form)}
    return render(request, "initiatives/_check.html", context)


def show_submit(
    request: HttpRequest,
    form: SenderForm,
    *,
    status: int = 200,
    notice: str = "",
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; `again` is what is improved, if it was sent before."""
    assert isinstance(form, SubmitForm)
    draft = again["draft"] if again else _draft(request)
    context: dict[str, Any] = {"form": form, "notice": notice, "again": again, "draft": draft}
    if form.is_bound:
        form.is_valid()
        context["preview"] = Preview(form.as_submission())
    else:
        form.place_initial()
    context |= {
        "similar": _similar(form),
        "suggestion": form.suggestion,
        "placement": form.placement,
        "halo": form.halo,
    }
    return render(request, "initiatives/submit.html", context, status=status)


def _similar(form: SubmitForm) -> list[Similar]:
    said = form.cleaned_data if form.is_bound else form.initial
    return similar_to(str(said.get("name") or ""), str(said.get("website") or ""))


def _from_link(request: HttpRequest) -> dict[str, str]:
    typed = {name: request.GET.get(name, "")[:most] for name, most in _FROM_LINK.items()}
    return {name: text for name, text in typed.items() if text}


def _draft(request: HttpRequest) -> str:
    """Return the name under which the browser keeps what is typed: one for each link."""
    brought = _from_link(request)
    return f"submit-{crc32(repr(brought).encode(errors='replace')):08x}" if brought else "submit"


@form_page
@require_safe
def submit_similar(request: HttpRequest) -> HttpResponse:
    """What a name or an address that is being typed may already be, for the script of the form."""
    name, website = (request.GET.get(key, "")[:500] for key in ("name", "website"))
    return render(request, "initiatives/_similar.html", {"similar": similar_to(name, website)})
