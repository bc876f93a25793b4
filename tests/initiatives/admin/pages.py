"""The pages of the admin as a curator meets them: addresses, and forms as they come filled in."""

from typing import Any

from django.test import Client
from django.urls import reverse

from initiatives.models import Initiative


def page(name: str, *arguments: Any) -> str:
    """Return the address of a page of initiatives in the admin."""
    return reverse(f"admin:initiatives_initiative_{name}", args=arguments)


def form_on(client: Client, address: str) -> dict[str, Any]:
    """Return the form on a page as a browser would send it back untouched."""
    return filled_in(client.get(address).context["form"])


def filled_in(form: Any) -> dict[str, Any]:
    """Return what a browser would send of a form that nobody touched."""
    data = _values(form)
    if hasattr(form, "sources"):
        data |= _values(form.sources.management_form)
        for row in form.sources:
            data |= _values(row)
    return data


def _values(form: Any) -> dict[str, Any]:
    values = {}
    for field in form:
        value = field.field.widget.format_value(field.value())
        if isinstance(value, list):
            value = value[0] if value else ""
        values[field.html_name] = "" if value is None else value
    return values


def change(client: Client, initiative: Initiative, **changes: Any) -> Any:
    """Open an initiative, type some changes, and save."""
    address = page("change", initiative.pk)
    data = {**form_on(client, address), "reason": "I looked it up.", **changes}
    return client.post(address, data)


def assessment(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return the form of an assessment with the least that is valid."""
    return {
        **form_on(client, address),
        "as_of": 2015,
        "decentralisation": 60,
        "purpose": -40,
        "rationale_decentralisation_en": "The members run it.",
        "rationale_purpose_en": "It pays them.",
        "sources-0-title": "Annual report",
        "sources-0-url": "https://example.org/report",
        "reason": "It changed hands.",
        **changes,
    }
