"""What every page says about itself: its addresses in both languages, and where it is."""

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

register = template.Library()

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def language_url(context: Context, language: str) -> str:
    """Return the address of this page in another language, with its query string.

    It works by the prefix alone, so that pages that were not found have their translation too.
    """
    request = _request(context)
    if request is None:
        return _translated("/", language)
    query = request.META.get("QUERY_STRING", "")
    path = _translated(request.path_info, language)
    return f"{path}?{iri_to_uri(query)}" if query else path


@register.simple_tag(takes_context=True)
def absolute_url(context: Context, language: str = "") -> str:
    """Return the full address of this page without its query string, or "" on a wrong host."""
    request = _request(context)
    if request is None:
        return ""
    language = language or get_language() or settings.LANGUAGE_CODE
    return _absolute(request, _translated(request.path_info, language))


@register.simple_tag(takes_context=True)
def absolute_static(context: Context, path: str) -> str:
    """Return the full address of a static file, for sites of others that show it."""
    request = _request(context)
    return _absolute(request, static(path)) if request else ""


@register.simple_tag(takes_context=True)
def offered_language(context: Context) -> str:
    """Return the language that the reader prefers, when it is ours and not that of this page."""
    request = _request(context)
    accepted = (
        parse_accept_lang_header(request.headers.get("Accept-Language", "")) if request else ()
    )
    for code, _weight in accepted:
        language = code.lower().split("-")[0]
        if language in LANGUAGES:
            return "" if language == get_language() else language
    return ""


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """Return what a block of the template says, to say it a second time in a meta tag."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    text = " ".join(block.render(context).split())
    return mark_safe(text.replace('"', "&quot;"))  # rendered, so escaped already but for quotes


@register.simple_tag
def language_name(code: str) -> str:
    """Return the name of a language in that language."""
    return str(get_language_info(code)["name_local"]).capitalize()


@register.simple_tag(takes_context=True)
def current(context: Context, view_name: str, *parts: str) -> str:
    """Return the aria-current of a link: "page" to this very page, "true" to what it is part of."""
    request = _request(context)
    match = request.resolver_match if request else None
    if match and match.view_name == view_name:
        return "page"
    return "true" if match and match.view_name in parts else ""


def _request(context: Context) -> HttpRequest | None:
    return context.get("request")


def _absolute(request: HttpRequest, path: str) -> str:
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return ""


def _translated(path: str, language: str) -> str:
    # One slash at the start: an address like //elsewhere.example/ would lead away from this site.
    path = "/" + path.lstrip("/")
    for code in LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            path = path.removeprefix(f"/{code}") or "/"
            break
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"{get_script_prefix()}{prefix}{escape_uri_path(path.lstrip('/'))}"
