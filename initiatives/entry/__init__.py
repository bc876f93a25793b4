"""The entry format: schema, rules, reading from the tables, differences."""

from initiatives.entry.differences import (
    Difference,
    combine,
    data_differences,
    differences,
    overlap,
)
from initiatives.entry.reading import for_entries, to_entry
from initiatives.entry.rules import Problem, Validated, validate, validate_source
from initiatives.entry.schema import Entry, dump, entry_schema

__all__ = [
    "Difference",
    "Entry",
    "Problem",
    "Validated",
    "combine",
    "data_differences",
    "differences",
    "dump",
    "entry_schema",
    "for_entries",
    "overlap",
    "to_entry",
    "validate",
    "validate_source",
]
