"""When the contact data of senders are forgotten, as was promised to them."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from initiatives.models import Outbox, State, Submission
from initiatives.submitting import erase_contact

_BATCH = 100
_DECIDED = (State.ASKED_BACK, State.ACCEPTED, State.REFUSED, State.WITHDRAWN)


def erase_due() -> str:
    """Erase the contact data that were kept for long enough; return what happened, "" for nothing.

    They are kept while a submission waits for a decision, and for `CONTACT_DAYS` after it. Asking
    back is one too: who has not answered by then has gone.
    """
    before = timezone.now() - timedelta(days=settings.CONTACT_DAYS)
    due = Submission.objects.with_contact().filter(state__in=_DECIDED, moved_at__lte=before)
    erased = 0
    while batch := list(due.order_by("moved_at").values_list("pk", flat=True)[:_BATCH]):
        for pk in batch:
            with transaction.atomic():
                # Its sender may have sent it again just now.
                submission = due.select_for_update().filter(pk=pk).first()
                if submission is not None:
                    erase_contact(submission)
                    erased += 1
    # The address of a mail goes when it is sent; of those that were never confirmed, now.
    Outbox.objects.unclear().filter(handed_over_at__lte=before).exclude(to="").update(to="")
    # And of those that nobody sends, because the site no longer has a mail server.
    unsent = Outbox.objects.unsettled().filter(handed_over_at=None, made_at__lte=before)
    unsent.exclude(to="").update(to="", given_up_at=timezone.now())
    return f"Contact data erased: {erased}" if erased else ""
