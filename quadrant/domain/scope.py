"""From how far people take part in an initiative, and how near its result lands."""

from enum import StrEnum


class Scope(StrEnum):
    """How far something reaches, from near to far. Global means across borders."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    GLOBAL = "global"


def is_global_local(reach: str, output: str) -> bool:
    """Return whether people everywhere can take part, and the result lands where they live.

    Source:
        Plan C, "Wat is de peer-to-peer economie?": Couchsurfing is universal worldwide with a
        very local output. Later texts of the P2P Foundation say "cosmo-local".
    """
    return reach == Scope.GLOBAL and output == Scope.LOCAL
