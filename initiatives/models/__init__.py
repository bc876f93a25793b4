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
from initiatives.models.curator import (
    CuratorProfile,
    DoNotList,
    Interest,
    InterestKind,
    ReasonTemplate,
    Role,
)
from initiatives.models.initiative import Initiative
from initiatives.models.outbox import MailKind, Outbox
from initiatives.models.revision import CatalogueVersion, Origin, Revision
from initiatives.models.submission import (
    BY_CURATOR,
    Decision,
    Ground,
    Kind,
    Move,
    State,
    Submission,
    SubmissionLink,
)

__all__ = [
    "BY_CURATOR",
    "Alias",
    "Answer",
    "Assessment",
    "CatalogueVersion",
    "Citation",
    "CuratorProfile",
    "Decision",
    "DoNotList",
    "FormerSlug",
    "Ground",
    "Initiative",
    "InitiativeNeed",
    "InitiativeSector",
    "Interest",
    "InterestKind",
    "Kind",
    "MailKind",
    "Move",
    "Nature",
    "Need",
    "Origin",
    "Outbox",
    "Perspective",
    "Reach",
    "ReasonTemplate",
    "Relation",
    "RelationKind",
    "Revision",
    "Role",
    "Sector",
    "Source",
    "Stance",
    "State",
    "Submission",
    "SubmissionLink",
    "TestAnswer",
    "Voice",
]
