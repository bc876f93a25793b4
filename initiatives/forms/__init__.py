"""The forms of curators. Each makes a whole entry, and has it checked by the entry's own rules."""

from initiatives.forms.assessment import AssessmentForm
from initiatives.forms.deeds import MergeForm, WithdrawForm
from initiatives.forms.entry import EntryForm

__all__ = ["AssessmentForm", "EntryForm", "MergeForm", "WithdrawForm"]
