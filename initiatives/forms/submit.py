"""The form for a new initiative, in three steps: what it is, where it sits, check and send."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from initiatives.forms import about
from initiatives.forms.about import AboutForm
from initiatives.forms.known_by import SourcesForm
from initiatives.forms.placing import PlacingForm, field_of_assessment
from initiatives.forms.problems import add_problems
from initiatives.forms.sender import SenderForm
from initiatives.models import Kind, Submission
from initiatives.proposals import proposed
from quadrant.domain.p2p import QUESTIONS
from quadrant.domain.rubric import CURRENT_RUBRIC_VERSION, load_rubric


class SubmitForm(AboutForm, SourcesForm, PlacingForm, SenderForm):
    """A new initiative. Everything but its name, where it is and one sentence may be left out."""

    kind = Kind.NEW
    last_step = 3
    steps: ClassVar[dict[str, int]] = {
        **dict.fromkeys(("name", "website", "place", "summary", "need_1"), 1),
        **dict.fromkeys(AboutForm.further, 1),
        **{f"p2p_test_{key}": 2 for key in QUESTIONS},
        **{f"answer_{i.key}": 2 for i in load_rubric(CURRENT_RUBRIC_VERSION).indicators},
        **dict.fromkeys(("decentralisation", "purpose", "reason"), 2),
    }

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self._ask_where()
        self.check_sources()
        if not self.looking:
            self.ask_for_source(said.get("website", ""))
        self.find_place()
        outcome = proposed(self.as_submission())
        assert outcome is not None, "a new initiative proposes an entry"
        problems = [
            problem
            for problem in outcome.problems
            if not problem.field.startswith("assessments[0].sources")
        ]
        add_problems(self, problems, self._field_of)
        return said

    def _ask_where(self) -> None:
        if self.cleaned_data.get("website") or self.cleaned_data.get("place"):
            return
        if "website" not in self.errors and "place" not in self.errors:
            self.add_error("website", _("Give its web address, or the place where it is."))

    def proposal(self) -> dict[str, Any]:
        data = about.told(self.cleaned_data)
        part = self.assessment()
        if part:
            data["assessments"] = [part]
        return {
            "data": data,
            "sources": self.sources(),
            "first_hand": self.cleaned_data.get("first_hand", False),
        }

    def _field_of(self, path: str) -> str | None:
        if path.startswith("assessments[0]."):
            inner = path.removeprefix("assessments[0].")
            return "founded" if inner == "as_of" else field_of_assessment(inner)
        return self.field_of(path)

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        return {
            **about.shown(submission.data),
            **cls.shown_placing(submission),
            **cls.shown_sources(submission),
            **super().shown(submission),
        }
