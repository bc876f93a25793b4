"""Hashed names for static files, also inside our ES modules; and our own without their comments."""

import re

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Ours alone: what others wrote stays as it came. Comments in scripts stand on lines of their own.
OURS = ("js/", "css/")
_COMMENTS = {
    ".js": re.compile(r"^[ \t]*(?:/\*(?!!).*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL),
    ".css": re.compile(r"[ \t]*/\*(?!!).*?\*/[ \t]*\n?", re.DOTALL),
}


def without_comments(name: str, text: str) -> str:
    """Return a script or style sheet of ours without its comments, but for those that begin `/*!`.

    They are for who reads the source, and a quarter of what a reader of the map would load.
    """
    suffix = name[name.rfind(".") :]
    return _COMMENTS[suffix].sub("", text) if suffix in _COMMENTS else text


# Neither whitenoise nor the stubs of Django type what this builds on.
class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Django's hashed and compressed files; imports are rewritten under `js/` alone.

    Django can rewrite every script's imports, but its patterns also match inside the minified
    scripts of others. In ours, end imports with `;`: that is what they look for.
    """

    patterns = (
        *HashedFilesMixin.patterns,
        ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]),  # type: ignore[attr-defined]
    )

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        if name.replace("\\", "/").startswith(OURS):
            # From the start, whoever read some of it before.
            text = without_comments(name, b"".join(content.chunks()).decode())
            content = ContentFile(text.encode())
        return super()._save(name, content)  # type: ignore[no-any-return]
