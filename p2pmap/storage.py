"""Hashed names for static files, also inside our ES modules."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


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
