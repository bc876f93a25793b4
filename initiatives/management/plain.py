"""Lines for a terminal: what others wrote stays inert there, and never stops the output."""

import os
from typing import Any

_LONGEST_LINE = 600


def plain_line(text: str, stream: Any) -> str:
    """Return `text` as one line that `stream` can show, without control signs."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    if len(shown) > _LONGEST_LINE:
        shown = shown[: _LONGEST_LINE - 1] + "…"
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return shown.encode(encoding, errors="backslashreplace").decode(encoding)


def drop_output() -> None:
    """Send what is still to be printed nowhere, because nobody reads it any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
