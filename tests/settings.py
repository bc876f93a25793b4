"""The site's settings as the tests use them: a data folder of their own, plain file names.

Of the environment only DATABASE_URL counts, so that a run does not depend on who starts it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = tempfile.mkdtemp(prefix="p2pmap-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)

_OURS = {"ALLOWED_HOSTS", "CACHE_URL", "DEBUG", "EMAIL_URL", "PORT", "SECRET_KEY"}
for _name in list(os.environ):
    if _name.startswith("P2PMAP_") or _name in _OURS:
        del os.environ[_name]
os.environ["P2PMAP_DATA"] = _data
(Path(_data) / "static").mkdir()  # empty, but there: whitenoise warns of a folder that is missing

from p2pmap import message_catalogue  # noqa: E402
from p2pmap.settings import *  # noqa: E402, F403
from p2pmap.settings import DATABASES  # noqa: E402

message_catalogue.compile_messages()  # as the start of a site does

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads then lock each other as they do on a real site.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_data) / "test.sqlite3")}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
