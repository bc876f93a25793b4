"""What every form of the public has: who sends it, under which terms, and guards against spam."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from initiatives.models import Kind, Submission
from initiatives.names import MAX_ADDRESS_LENGTH, host_of
from initiatives.stamps import Invalid, TooQuick, check_pace, new_stamp, nonce_of
from initiatives.submitting import Sent
from initiatives.texts import has_hidden_signs, looks_like_another_host, mixes_alphabets, tidy
from quadrant.vocabulary import language

MOST_LETTERS_OF_STATEMENT = 3000
_NOT_AN_ADDRESS = gettext_lazy("This is not a whole e-mail address.")
WHAT_IT_IS_FOR = gettext_lazy(
    "Only the curators see it, to ask you something and to tell you what they decide."
)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A message of a form, for the summary above it.

    Attributes:
        id: of the input that it is about; empty where it is about the whole.
        step: in which step of the form that input stands, from 1.
    """

    id: str
    label: str
    message: str
    step: int


class PlainField(forms.CharField):
    """A text without hidden signs; its line ends stay where it has several lines."""

    def __init__(self, *, lines: bool = False, **options: Any) -> None:
        self.lines = lines
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = tidy(super().to_python(value) or "")
        return text if self.lines else " ".join(text.split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if has_hidden_signs(value, lines=self.lines):
            raise forms.ValidationError(
                _("It holds signs that cannot be seen or that reorder the text.")
            )


class NameField(PlainField):
    """A name, spelt as it looks."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if mixes_alphabets(value):
            raise forms.ValidationError(
                _("It mixes letters of several alphabets that look alike. Type it again.")
            )


class AddressField(PlainField):
    """A web address; people leave out how it begins."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(
            {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(required=False, max_length=MAX_ADDRESS_LENGTH, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        address = super().to_python(value)
        return f"https://{address}" if address and "://" not in address else address

    def validate(self, value: Any) -> None:
        super().validate(value)
        if looks_like_another_host(host_of(value)):
            raise forms.ValidationError(
                _("It mixes letters of several alphabets that look alike. Type it again.")
            )


class MailField(forms.EmailField):
    """An e-mail address, without hidden signs."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": _NOT_AN_ADDRESS, **options.pop("error_messages", {})}
        super().__init__(max_length=254, error_messages=messages, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if has_hidden_signs(value):
            raise forms.ValidationError(self.error_messages["invalid"])


def statement_field(label: Any, *, required: bool = True, **options: Any) -> PlainField:
    """Make a field for a few sentences."""
    return PlainField(
        label=label,
        lines=True,
        required=required,
        max_length=MOST_LETTERS_OF_STATEMENT,
        widget=forms.Textarea({"rows": 4}),
        **options,
    )


class SenderForm(forms.Form):
    """The part that all forms of the public share.

    Args:
        looking: it is only looked at how it will look: nothing has to be agreed to yet.
    """

    kind: ClassVar[Kind]
    # Field to the step that it stands in; the others stand in the last one.
    steps: ClassVar[dict[str, int]] = {}
    last_step: ClassVar[int] = 1
    needs_contact: ClassVar[bool] = False
    checks_pace: ClassVar[bool] = True
    # Fields that a form does without.
    without: ClassVar[tuple[str, ...]] = ()

    involved = forms.BooleanField(label=gettext_lazy("I take part in it"), required=False)
    contact_name = PlainField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact_email = MailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "I agree that what I send may be shared under the licence CC BY-SA 4.0, as the whole "
            "catalogue is"
        ),
        error_messages={
            "required": gettext_lazy("Without your agreement it cannot enter the catalogue.")
        },
    )
    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, looking: bool = False, **options: Any
    ) -> None:
        options["initial"] = {"stamp": new_stamp(), **(options.get("initial") or {})}
        options.setdefault("label_suffix", "")
        super().__init__(data, **options)
        self.looking = looking
        for name in self.without:
            del self.fields[name]
        if "contact_email" in self.fields:
            self.fields["contact_email"].help_text = self._about_contact()
        if looking and "agreed" in self.fields:
            self.fields["agreed"].required = False
        if self.needs_contact:
            self.fields["contact_email"].required = True
            self.fields["contact_email"].error_messages["required"] = _(
                "Without an address nobody can ask you back or answer you."
            )

    @staticmethod
    def _about_contact() -> str:
        erased = ngettext(
            "It is erased %(days)d day after the decision, or as soon as you ask.",
            "It is erased %(days)d days after the decision, or as soon as you ask.",
            settings.CONTACT_DAYS,
        ) % {"days": settings.CONTACT_DAYS}
        return f"{WHAT_IT_IS_FOR} {erased}"

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                _("Leave this field empty: only programs that send rubbish fill it.")
            )
        return ""

    def clean(self) -> dict[str, Any]:
        if not self.looking:
            self._check_stamp()
        return self.cleaned_data

    def _check_stamp(self) -> None:
        try:
            check_pace(self.cleaned_data.get("stamp", ""))
        except Invalid:
            self.hand_out_again()
            self.add_error(None, _("This form was open for very long. Please send it once more."))
        except TooQuick:
            if not self.checks_pace:
                return
            self.add_error(
                None,
                _("That was quicker than people fill a form. Look it over and send it once more."),
            )

    def hand_out_again(self) -> None:
        """Give the form a new stamp, with everything that was typed."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["stamp"] = new_stamp()
        self.data = typed

    @property
    def nonce(self) -> str:
        """The secret of the form, once it is valid."""
        return nonce_of(self.cleaned_data["stamp"])

    def sent(self) -> Sent:
        """Return what was sent, once the form is valid."""
        said = self.cleaned_data
        return Sent(
            kind=self.kind,
            language=language(),
            involved=said.get("involved", False),
            contact_name=said.get("contact_name", ""),
            contact_email=said.get("contact_email", ""),
            **self.proposal(),
        )

    def proposal(self) -> dict[str, Any]:
        """Return the fields of `Sent` that say what is proposed."""
        raise NotImplementedError

    def as_submission(self, **others: Any) -> Submission:
        """Return what would be stored, as it can be read so far."""
        return Submission(
            kind=self.kind,
            language=language(),
            involved=self.cleaned_data.get("involved", False),
            **self.proposal(),
            **others,
        )

    @classmethod
    def shown(cls, submission: Submission) -> dict[str, Any]:
        """Return what the form shows for a submission that was sent."""
        names = ("involved", "contact_name", "contact_email")
        return {name: getattr(submission, name) for name in names}

    @property
    def problems(self) -> list[FieldProblem]:
        """Every message, in the order of the fields."""
        return list(self._problems())

    def _problems(self) -> Iterator[FieldProblem]:
        for message in self.non_field_errors():
            yield FieldProblem("", "", str(message), 1)
        for name in self.fields:
            for message in self.errors.get(name, []):
                field = self[name]
                step = self.steps.get(name, self.last_step)
                # Of radio buttons the second one stands first: "don't know" is shown last.
                where = field.id_for_label or f"{field.auto_id}_1"
                yield FieldProblem(where, str(field.label), str(message), step)
