"""The test of what belongs on the map: three questions about peer-to-peer."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

QUESTIONS: Final = ("individual", "no_return", "peer_value")
ANSWERS: Final = ("yes", "partly", "no")


class Verdict(StrEnum):
    """Whether a system belongs on the map; outside it, the editors decide and give the reason."""

    P2P = "p2p"
    OUTSIDE = "outside"


def verdict(answers: Mapping[str, str]) -> Verdict:
    """Return the verdict on the answers to the three questions: any "no" puts it outside.

    Raises:
        ValueError: a question is missing or unknown, or an answer is not yes, partly or no.

    Source:
        Plan C, "Wat is de peer-to-peer economie?": you may use Couchsurfing without being
        obliged to offer your own house.
    """
    if set(answers) != set(QUESTIONS):
        raise ValueError(f"the test asks {', '.join(QUESTIONS)}, not {list(answers)}")
    for key, answer in answers.items():
        if answer not in ANSWERS:
            raise ValueError(f"the answer to {key} must be yes, partly or no, not {answer!r}")
    return Verdict.OUTSIDE if "no" in answers.values() else Verdict.P2P
