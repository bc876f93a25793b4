"""From the broken rules of an entry to messages beside the fields of a form."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from initiatives.entry import Problem

_INDEX = re.compile(r"\[(\d+)\]$")


def add_problems(
    form: forms.Form,
    problems: Iterable[Problem],
    field_of: Callable[[str], str | None],
    about: Callable[[str], str] | None = None,
) -> None:
    """Say each broken rule beside its field; what belongs to none stands above the form.

    A field that already has a message keeps that one.

    Args:
        field_of: the name of the form's field for a path in the entry, or None.
        about: how a path without a field is called; without it, a field is not called by its
            name where it is said beside it.
    """
    wrong = set(form.errors)
    for problem in problems:
        name = field_of(problem.field)
        if name is None:
            subject = about(problem.field) if about else problem.field
            form.add_error(None, sentence(subject, problem.message))
        elif name not in wrong:
            subject = _item(form, name, problem.field)
            if about and not subject:
                subject = str(form.fields[name].label)
            message = problem.message
            form.add_error(name, sentence(subject, message) if subject else said_of_it(message))


def said_of_it(predicate: str) -> str:
    """Return a broken rule as a sentence, for beside the field that it is said of."""
    return _("It %(predicate)s.") % {"predicate": predicate}


def sentence(subject: str, predicate: str) -> str:
    """Return a broken rule as a sentence: it is said of a field or of what stands in it."""
    return _("“%(subject)s” %(predicate)s.") % {"subject": subject, "predicate": predicate}


def without_index(path: str) -> str:
    """Return the path of a list for the path of one of its items."""
    return _INDEX.sub("", path)


def _item(form: forms.Form, name: str, path: str) -> str:
    """Return which item of a list is meant, shortened."""
    found = _INDEX.search(path)
    items: Any = form.cleaned_data.get(name)
    if not found or not isinstance(items, list) or int(found[1]) >= len(items):
        return ""
    text = str(items[int(found[1])])
    return f"{text[:40]}…" if len(text) > 40 else text
