"""The rows for the sources of an assessment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from initiatives.entry.schema import AssessmentPart
from initiatives.forms import fields
from initiatives.models import Stance

MOST_SOURCES = 30


class SourceForm(forms.Form):
    """One source. A row that is left empty is none."""

    title = fields.line(gettext_lazy("Title"), wide=True)
    url = fields.line(gettext_lazy("Address"), wide=True)
    archived_url = fields.line(gettext_lazy("Archived copy"), wide=True)
    read_on = fields.DayField(label=gettext_lazy("Read on"))
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance"), choices=Stance, initial=Stance.SUPPORTS, required=False
    )
    # Which questions it bears on; the rows of a correction bring theirs along.
    indicators = forms.CharField(required=False, widget=forms.HiddenInput)

    def data_of_source(self) -> dict[str, Any] | None:
        """Return the source as an entry holds it, or None for an empty row."""
        said = self.cleaned_data
        read_on = said.get("read_on")
        data = {
            "title": said.get("title") or "",
            "url": said.get("url") or None,
            "archived_url": said.get("archived_url") or None,
            "read_on": read_on.isoformat() if read_on else None,
        }
        if not any(data.values()) and not self.errors:
            return None
        indicators = (said.get("indicators") or "").split()
        return {**data, "stance": said.get("stance") or Stance.SUPPORTS, "indicators": indicators}


SourceFormSet = forms.formset_factory(
    SourceForm, extra=0, max_num=MOST_SOURCES, absolute_max=2 * MOST_SOURCES
)


def shown_sources(part: AssessmentPart | None) -> list[dict[str, Any]]:
    """Return what the rows show for the sources of an assessment; none without one."""
    return [
        {
            "title": source.title,
            "url": source.url or "",
            "archived_url": source.archived_url or "",
            "read_on": source.read_on,
            "stance": source.stance,
            "indicators": " ".join(source.indicators),
        }
        for source in (part.sources if part else [])
    ]
