"""Import: a file of entries, read row by row, each with its fate; nothing crashes on a file."""

from initiatives.importing.fates import Fate, Outcome
from initiatives.importing.files import EntryFile, Unusable, entry_file
from initiatives.importing.steps import decide, write

__all__ = ["EntryFile", "Fate", "Outcome", "Unusable", "decide", "entry_file", "write"]
