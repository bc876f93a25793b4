"""Random placements and answers."""

from hypothesis import strategies as st

from quadrant.domain.axes import SCORE_MAX, SCORE_MIN, Axis, Placement
from quadrant.domain.rubric import ANSWER_MAX, ANSWER_MIN, CURRENT_RUBRIC_VERSION, load_rubric

RUBRIC = load_rubric(CURRENT_RUBRIC_VERSION)
KEYS = [indicator.key for indicator in RUBRIC.indicators]
AXIS_OF = {indicator.key: indicator.axis for indicator in RUBRIC.indicators}

scores = st.integers(SCORE_MIN, SCORE_MAX)
placements = st.builds(Placement, scores, scores)
axes = st.sampled_from(Axis)
languages = st.sampled_from(["en", "nl"])
steps = st.integers(ANSWER_MIN, ANSWER_MAX)
answers = st.dictionaries(st.sampled_from(KEYS), steps)
