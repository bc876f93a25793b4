"""What may be said of an initiative in the catalogue: a change, another view, an objection."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.entry import dump, to_entry
from initiatives.forms import about, fields
from initiatives.forms.about import AboutForm
from initiatives.forms.known_by import SourcesForm
from initiatives.forms.placing import PlacingForm, field_of_assessment
from initiatives.forms.problems import add_problems
from initiatives.forms.sender import PlainField, SenderForm, statement_field
from initiatives.models import Ground, Initiative, Kind, Revision, Submission
from initiatives.objections import answered_by
from initiatives.proposals import proposed
from quadrant.vocabulary import language


class SuggestForm(SenderForm):
    """Something about an initiative that is in the catalogue."""

    def __init__(self, *arguments: Any, initiative: Initiative, **options: Any) -> None:
        self.initiative = initiative
        super().__init__(*arguments, **options)

    def proposal(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said.get(name, "") for name in ("statement", "grounds")}

    def check_proposed(self) -> None:
        """Say which rules of the catalogue it would break. For `clean`."""
        outcome = proposed(self.as_submission(initiative=self.initiative))
        if outcome is not None:
            ours = [p for p in outcome.problems if self.is_about_this(p.field)]
            add_problems(self, ours, self.field_of_problem)

    def is_about_this(self, path: str) -> bool:
        """Say whether a broken rule is about what this form says."""
        return not path.startswith("assessments")

    def field_of_problem(self, path: str) -> str | None:
        return None

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        words = {"statement": submission.statement, "grounds": submission.grounds}
        return {**words, **super().shown(submission)}


class ChangeForm(AboutForm, SourcesForm, SuggestForm):
    """Something is wrong or has changed: said in words, or in the fields themselves."""

    kind = Kind.CHANGE

    statement = statement_field(
        gettext_lazy("What is wrong, or has changed?"),
        required=False,
        help_text=gettext_lazy("In your own words. Or change the fields below."),
    )
    grounds = statement_field(gettext_lazy("How do you know?"), required=False)
    ended = fields.year(gettext_lazy("Ended in the year"))
    description = PlainField(
        label=gettext_lazy("Description"),
        lines=True,
        required=False,
        max_length=1200,
        widget=forms.Textarea({"rows": 6}),
    )
    p2p = PlainField(
        label=gettext_lazy("What makes it peer-to-peer"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )
    field_names: ClassVar[tuple[str, ...]] = (
        *("name", "website", "place", "summary", "description", "p2p", "ended", "need_1"),
        *AboutForm.further,
    )

    # Which state of the entry it shows: what was changed is told from that one.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initiative: Initiative,
        initial: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        seen = _revision(initiative, data.get("revision") if data else None)
        self.current: dict[str, Any] = dump(to_entry(initiative))
        if seen is not None and seen.entry is not None:
            self.current = seen.entry
        showing = {**about.shown(self.current), "revision": seen.pk if seen else None}
        super().__init__(data, initiative=initiative, initial=showing | (initial or {}), **options)
        # Who only says in words what is wrong may leave everything else as it is, also empty.
        self.fields["summary"].required = False

    @property
    def about_fields(self) -> list[forms.BoundField]:
        """The fields of the entry."""
        return [self[name] for name in self.field_names]

    @property
    def shows_fields(self) -> bool:
        """Whether a field of the entry is changed or wrong."""
        names = (*self.field_names, *(q.answer.name for q in self.p2p_questions))
        before = about.shown(self.current)
        is_changed = any(str(self[name].value() or "") != str(before[name]) for name in names)
        return is_changed or any(name in self.errors for name in names)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.check_sources()
        if not self._changes() and not said.get("statement") and not self.errors:
            self.add_error(
                "statement",
                _("Nothing is changed yet. Say what is wrong, or change one of the fields below."),
            )
        self.check_proposed()
        if not self.looking and not said.get("grounds"):
            self.ask_for_source()
        return said

    def ask_for_source(self, website: str = "") -> None:
        if self.sources() or self.cleaned_data.get("first_hand") or "grounds" in self.errors:
            return
        if not any(name.startswith("source_") for name in self.errors):
            self.add_error("grounds", _("Say how you know, in a few words or with a source below."))

    def proposal(self) -> dict[str, Any]:
        return {
            **super().proposal(),
            "data": self._changes(),
            "sources": self.sources(),
            "first_hand": self.cleaned_data.get("first_hand", False),
        }

    def _changes(self) -> dict[str, Any]:
        """Return the fields of the entry that differ from what the form showed."""
        return about.changes(self.cleaned_data, self.current, self.data.keys() - self.errors.keys())

    def field_of_problem(self, path: str) -> str | None:
        return self.field_of(path)

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        assert submission.initiative is not None, "a change is about an initiative"
        current = dump(to_entry(submission.initiative))
        return {
            **about.shown({**current, **submission.data}),
            **cls.shown_sources(submission),
            **super().shown(submission),
        }


class OpinionForm(PlacingForm, SourcesForm, SuggestForm):
    """A second opinion: somebody else's answers and position, shown beside the curators' view."""

    kind = Kind.SECOND_OPINION

    point_of_view = PlainField(
        label=gettext_lazy("From whose point of view?"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Such as “a host who rents out a spare room”. Leave it empty for the general view."
        ),
    )
    as_of = forms.IntegerField(label=gettext_lazy("Describes the year"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"as_of": date.today().year, **(options.get("initial") or {})}
        super().__init__(*arguments, **options)
        for kind in ("invalid", "required"):
            self.fields["as_of"].error_messages[kind] = _("A year in figures, such as 2009.")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.check_sources()
        if not self.looking:
            self.ask_for_source()
        self.find_place()
        if self.placement is None and not set(self.errors) & {"decentralisation", "purpose"}:
            self.add_error(
                "answer_design",
                _("Answer at least one question on each axis: without that it has no place."),
            )
        self.check_proposed()
        return said

    def proposal(self) -> dict[str, Any]:
        part = self.assessment()
        if part and self.cleaned_data.get("as_of") is not None:
            part["as_of"] = self.cleaned_data["as_of"]
        if part and self.cleaned_data.get("point_of_view"):
            part["perspective"] = {language(): self.cleaned_data["point_of_view"]}
        return {
            **super().proposal(),
            "data": {"assessments": [part]} if part else {},
            "sources": self.sources(),
            "first_hand": self.cleaned_data.get("first_hand", False),
        }

    def is_about_this(self, path: str) -> bool:
        own = path.startswith("assessments") and ".sources" not in path
        return own and self.placement is not None

    def field_of_problem(self, path: str) -> str | None:
        inner = path.partition(".")[2]
        if inner.startswith("perspective"):
            return "point_of_view"
        return "as_of" if inner in ("", "as_of") else field_of_assessment(inner)

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        part = (submission.data.get("assessments") or [{}])[0]
        return {
            "as_of": part.get("as_of"),
            "point_of_view": next(iter((part.get("perspective") or {}).values()), ""),
            **cls.shown_placing(submission),
            **cls.shown_sources(submission),
            **super().shown(submission),
        }


class ObjectionForm(SuggestForm):
    """An objection, by the initiative itself or by anyone wronged. Nothing of it is published."""

    kind = Kind.OBJECTION
    needs_contact = True
    without = ("agreed",)

    ground = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[("", gettext_lazy("choose one")), *Ground.choices],
        error_messages={
            "required": gettext_lazy("Say what it is about."),
            "invalid_choice": gettext_lazy("Say what it is about."),
        },
    )
    statement = statement_field(
        gettext_lazy("What should change?"),
        error_messages={"required": gettext_lazy("Say what should change.")},
    )
    grounds = statement_field(
        gettext_lazy("On which grounds?"),
        error_messages={"required": gettext_lazy("Say on which grounds.")},
        help_text=gettext_lazy("What is wrong or unfair about it, and how can that be seen?"),
    )

    @property
    def answered_by(self) -> date:
        """Until when the curators promise an answer."""
        return answered_by()

    def proposal(self) -> dict[str, Any]:
        return {**super().proposal(), "ground": self.cleaned_data.get("ground", "")}

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        return {"ground": submission.ground, **super().shown(submission)}


class StillRightForm(SuggestForm):
    """All of it still holds: one button, and nothing to fill in."""

    kind = Kind.STILL_RIGHT
    checks_pace = False
    without = ("agreed", "contact_name", "contact_email", "involved")


FORMS: dict[Kind, type[SuggestForm]] = {
    form.kind: form for form in (ChangeForm, OpinionForm, ObjectionForm, StillRightForm)
}


def _revision(initiative: Initiative, number: Any) -> Revision | None:
    """Return the state of an entry that a form showed; the latest without one."""
    written = initiative.revisions.filter(entry__isnull=False).order_by("-pk")
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 19:
        return written.filter(pk=int(number)).first() or written.first()
    return written.first()
