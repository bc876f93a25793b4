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

__all__ = [
    "Alias",
    "Answer",
    "Assessment",
    "CatalogueVersion",
    "Citation",
    "FormerSlug",
    "Initiative",
    "InitiativeNeed",
    "InitiativeSector",
    "Nature",
    "Need",
    "Origin",
    "Perspective",
    "Reach",
    "Relation",
    "RelationKind",
    "Revision",
    "Sector",
    "Source",
    "Stance",
    "TestAnswer",
    "Voice",
]
