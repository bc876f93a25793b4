import pytest

from quadrant.domain.p2p import ANSWERS, QUESTIONS, Verdict, verdict
from tests.quadrant.domain.strategies import RUBRIC


@pytest.mark.parametrize(
    ("system", "answers", "expected"),
    [
        ("Facebook", ("yes", "yes", "yes"), Verdict.P2P),
        ("LETS", ("yes", "partly", "yes"), Verdict.P2P),
        ("a film streaming service", ("yes", "yes", "no"), Verdict.OUTSIDE),
        ("a taxi firm with employees", ("yes", "yes", "no"), Verdict.OUTSIDE),
        ("a closed house-swap club", ("yes", "no", "yes"), Verdict.OUTSIDE),
        ("partly everything", ("partly", "partly", "partly"), Verdict.P2P),
        ("for members of a board", ("no", "partly", "yes"), Verdict.OUTSIDE),
    ],
)
def test_any_no_puts_a_system_outside(system, answers, expected):
    assert verdict(dict(zip(QUESTIONS, answers, strict=True))) is expected


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"individual": "yes", "no_return": "yes"},
        {"individual": "yes", "no_return": "yes", "peer_value": "yes", "extra": "yes"},
        {"individual": "yes", "no_return": "yes", "peer_value": "maybe"},
        {"individual": "yes", "no_return": "yes", "peer_value": "No"},
        {"individual": "yes", "no_return": "yes", "peer_value": None},
    ],
)
def test_an_incomplete_or_unknown_answer_gets_no_verdict(wrong):
    with pytest.raises(ValueError, match=r"test asks|must be"):
        verdict(wrong)


def test_the_questions_and_answers_are_those_of_the_rubric():
    assert tuple(question.key for question in RUBRIC.p2p_questions) == QUESTIONS
    assert ANSWERS == ("yes", "partly", "no")
