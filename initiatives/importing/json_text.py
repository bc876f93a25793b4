"""JSON that somebody else wrote."""

import json
from typing import Any


def parsed(text: str) -> Any:
    """Return the value that a JSON text says.

    Raises:
        ValueError: it is not JSON, or nested too deeply; the message says so.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except ValueError as error:  # a number of thousands of digits, or NaN
        raise ValueError(f"is not JSON: {error}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")
