"""The key that signs sessions, where the site is reached from its own machine only."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FILE_NAME = "secret_key"


def kept_key(folder: Path) -> str:
    """Return the key in the data folder; make both the first time, for this user's eyes alone.

    Raises:
        ImproperlyConfigured: the folder or the key cannot be written or read.
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be used ({error.strerror}): set P2PMAP_DATA to a "
            "folder that you may write to."
        ) from error


def _make(path: Path) -> None:
    """Write a new key in whole or not at all; of two that come together the first one counts."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
