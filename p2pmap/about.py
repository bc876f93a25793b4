"""Who runs this site, and under which terms it is read."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

_validate_web_address = URLValidator(schemes=["http", "https"])


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who runs it, what it is, privacy, accessibility, licences, and how to get the data."""
    home = reverse("map")
    context = {
        "organisation": settings.ORGANISATION,
        "contact": settings.CONTACT,
        "contact_days": settings.CONTACT_DAYS,
        "contact_link": contact_link(settings.CONTACT),
        "site_address": settings.PUBLIC_URL + home
        if settings.PUBLIC_URL
        else request.build_absolute_uri(home),
    }
    return render(request, "about.html", context)


def contact_link(contact: str) -> str:
    """Return where a link to the contact leads; "" when it is neither e-mail nor web address."""
    for validate, scheme in ((validate_email, "mailto:"), (_validate_web_address, "")):
        try:
            validate(contact)
        except ValidationError:
            continue
        return f"{scheme}{contact}"
    return ""
