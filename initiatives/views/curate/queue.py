"""The start page of curators, the way to the next case, and who has which."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from initiatives.claiming import claim, claim_next, is_taken, leave, release
from initiatives.forms.queue import QueueForm
from initiatives.four_eyes import open_to
from initiatives.models import Submission
from initiatives.queue import alarm, is_urgent, tallies, waiting
from initiatives.views.curate.access import curator_of, for_curators
from initiatives.views.curate.ways import filters_in, to_case, to_queue
from initiatives.waiting import in_words

PAGE_SIZE = 50


@for_curators
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits: the piles, and the cases of one of them or of all."""
    form = QueueForm(request.GET)
    choice, curator = form.choice, curator_of(request)
    filters = filters_in(request.GET)
    found = waiting(choice).select_related("initiative", "claimed_by")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    numbers = [submission.pk for submission in shown]
    open_ones = open_to(Submission.objects.filter(pk__in=numbers), curator).exclude(left_by=curator)
    mine = set(open_ones.values_list("pk", flat=True))
    alarms = alarm()
    context = {
        "form": form,
        "choice": choice,
        "tallies": tallies(choice),
        "alarm": alarms,
        "announced": in_words(alarms.announced) if alarms.announced else "",
        "page": page,
        "cases": [
            {
                "submission": submission,
                "is_taken": is_taken(submission, curator),
                "is_urgent": is_urgent(submission),
                "is_mine": submission.pk in mine,
            }
            for submission in shown
        ],
        "filters": filters,
        "query": urlencode(filters),
    }
    return render(request, "curate/queue.html", context)


@for_curators
@require_POST
def next_case(request: HttpRequest) -> HttpResponse:
    """Claim the first case that is free, and lead to it."""
    choice = QueueForm(request.POST).choice
    found = claim_next(waiting(choice), curator_of(request))
    if found is None:
        messages.info(request, _("Nothing is left for you here."))
        return redirect("curate")
    return to_case(found.pk, filters_in(request.POST))


@for_curators
@require_POST
def claim_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim a case, release it, or leave it for another curator."""
    submission, curator = get_object_or_404(Submission, pk=pk), curator_of(request)
    match request.POST.get("do"):
        case "claim":
            if not claim(submission, curator):
                messages.warning(request, _("Another curator has it, or it is decided."))
        case "release":
            release(submission, curator)
            messages.info(request, _("Released: others can take it."))
        case "leave":
            leave(submission, curator)
            messages.info(request, _("Left for another curator."))
            return to_queue(request)
        case _unknown:
            messages.warning(request, _("Choose what to do with one of the buttons."))
    return to_case(pk, filters_in(request.GET))
