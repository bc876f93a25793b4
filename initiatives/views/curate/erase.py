"""Erasing the contact data of a sender, for editors-in-chief."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from initiatives.models import Submission
from initiatives.submitting import erase_contact
from initiatives.views.curate.access import curator_of, for_curators
from p2pmap.confirming import confirmed


@for_curators
@require_POST
@confirmed
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget who sent something; what it says stays."""
    if not curator_of(request).has_perm("initiatives.erase_submission"):
        raise PermissionDenied
    erase_contact(get_object_or_404(Submission, pk=pk))
    messages.success(request, _("Name and address are erased."))
    return redirect("curate_case", pk)
