"""The entry point for gunicorn."""

import codecs
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "p2pmap.settings")
_django = get_wsgi_application()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request; as one of no known type where it does not claim to be in UTF-8.

    Django reads the content type where no middleware can catch what goes wrong, and then the
    query string in any character set that it names, also in those that are no text ("hex").
    """
    if not _is_in_utf_8(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = "application/octet-stream"
    return _django(environ, start_response)


def _is_in_utf_8(content_type: str) -> bool:
    try:
        _type, parameters = parse_header_parameters(content_type)
        return codecs.lookup(parameters.get("charset", "utf-8")).name == "utf-8"
    except (LookupError, ValueError):
        return False
