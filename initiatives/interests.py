"""Declaring an interest, and ending it: the cases in between go to other curators."""

from datetime import date

from django.contrib.auth.models import User

from initiatives.models import Initiative, Interest, InterestKind, Submission


def declare(
    curator: User,
    kind: InterestKind,
    *,
    initiative: Initiative | None = None,
    submission: Submission | None = None,
) -> Interest:
    """Note an interest in an initiative, or in what a submission would list; for a year.

    Declared again while it counts, it counts for a year from now.
    """
    today = date.today()
    in_force = Interest.objects.in_force(today)
    known = in_force.filter(curator=curator, initiative=initiative, submission=submission).first()
    interest = known or Interest(curator=curator, initiative=initiative, submission=submission)
    interest.kind = kind
    interest.declared_on, interest.expires_on = today, _a_year_after(today)
    interest.save()
    return interest


def end(curator: User, number: int) -> None:
    """Let an interest of a curator count no longer."""
    mine = Interest.objects.in_force(date.today()).filter(curator=curator, pk=number)
    mine.update(ended_on=date.today())


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, month=3, day=1)
