"""Collecting static files, only when they changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "collected.txt"


def collect_if_changed() -> None:
    """Hash and compress the static files, unless what was collected came from the same ones."""
    stamp = settings.STATIC_ROOT / STAMP
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def _fingerprint() -> str:
    """One text for the names, sizes and times of all files, and for what makes their names."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(
                f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode()
            )
    return digest.hexdigest()
