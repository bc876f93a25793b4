"""The catalogue's tables."""

from initiatives.models.assessment import (
    Answer,
    Assessment,
    Citation,
    Nature,
    Perspective,
    Source,
    Stance,
    Voice,
)
from initiatives.models.belongings import (
    Alias,
    FormerSlug,
    InitiativeNeed,
    InitiativeSector,
    Relation,
    RelationKind,
)
from initiatives.models.choices import Need, Reach, Sector, TestAnswer
from initiatives.models.initiative import Initiative
from initiatives.models.revision import CatalogueVersion, Origin, Revision
from initiatives.models.submission import (
    Decision,
    Kind,
    MailKind,
    Move,
    Outbox,
    State,
    Submission,
    SubmissionLink,
)

__all__ = [
    "Alias",
    "Answer",
    "Assessment",
    "CatalogueVersion",
    "Citation",
    "Decision",
    "FormerSlug",
    "Initiative",
    "InitiativeNeed",
    "InitiativeSector",
    "Kind",
    "MailKind",
    "Move",
    "Nature",
    "Need",
    "Origin",
    "Outbox",
    "Perspective",
    "Reach",
    "Relation",
    "RelationKind",
    "Revision",
    "Sector",
    "Source",
    "Stance",
    "State",
    "Submission",
    "SubmissionLink",
    "TestAnswer",
    "Voice",
]
