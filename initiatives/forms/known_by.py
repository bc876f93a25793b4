"""How a sender knows: sources with an address, or first-hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry import validate_source
from initiatives.forms.problems import said_of_it
from initiatives.forms.sender import AddressField, PlainField
from initiatives.models import Submission
from initiatives.names import host_of

SOURCE_ROWS = 3


class SourcesForm(forms.Form):
    """What somebody's word rests on: addresses with titles, and first-hand knowledge."""

    first_hand = forms.BooleanField(
        label=gettext_lazy("I know it first-hand"),
        required=False,
        help_text=gettext_lazy("For example because you take part in it, or live next to it."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for row in range(SOURCE_ROWS):
            number = {"number": row + 1}
            self.fields[f"source_{row}_url"] = AddressField(
                label=_("Source %(number)d: web address") % number
            )
            self.fields[f"source_{row}_title"] = PlainField(
                label=_("Source %(number)d: what it shows") % number, required=False, max_length=300
            )

    @property
    def source_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows for sources: address and title."""
        return [
            (self[f"source_{row}_url"], self[f"source_{row}_title"]) for row in range(SOURCE_ROWS)
        ]

    def sources(self) -> list[dict[str, Any]]:
        """Return the sources that were given; one without a title is called by its host."""
        found = []
        for row in range(SOURCE_ROWS):
            url = self.cleaned_data.get(f"source_{row}_url")
            if url:
                title = self.cleaned_data.get(f"source_{row}_title") or host_of(url)
                found.append({"title": title, "url": url})
        return found

    def check_sources(self) -> None:
        """Say what is wrong with a row. For `clean`."""
        for row in range(SOURCE_ROWS):
            url, title = f"source_{row}_url", f"source_{row}_title"
            address = self.cleaned_data.get(url)
            if not address:
                if self.cleaned_data.get(title) and url not in self.errors:
                    self.add_error(url, _("Give its address too."))
                continue
            for problem in validate_source({"title": "-", "url": address}):
                if url not in self.errors:
                    self.add_error(url, said_of_it(problem.message))

    def ask_for_source(self, website: str = "") -> None:
        """Ask for one source at least; the initiative's own page is one. For `clean`."""
        has_wrong_row = any(
            f"source_{row}_{name}" in self.errors
            for row in range(SOURCE_ROWS)
            for name in ("url", "title")
        )
        if website or self.sources() or self.cleaned_data.get("first_hand") or has_wrong_row:
            return
        self.add_error(
            "source_0_url",
            _("Give at least one source: a web address, or say that you know it first-hand."),
        )

    @classmethod
    def shown_sources(cls, submission: Submission) -> dict[str, Any]:
        """Return what the rows show for a submission that was sent."""
        shown: dict[str, Any] = {"first_hand": submission.first_hand}
        for row, source in enumerate(submission.sources):
            shown[f"source_{row}_url"] = source.get("url", "")
            shown[f"source_{row}_title"] = source.get("title", "")
        return shown
