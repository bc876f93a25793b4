"""The one error of backups."""


class Refused(Exception):
    """A backup cannot be made or restored; one sentence says why and what to do."""
