"""Names and web addresses as people compare them: without accents, case or decoration."""

import ipaddress
import unicodedata
from urllib.parse import urlsplit

# Letters that Unicode does not take apart into a base letter and a mark.
_UNDIVIDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
MAX_ADDRESS_LENGTH = 500


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with single spaces: a key to compare by."""
    divided = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in divided if not unicodedata.combining(letter))
    return " ".join(bare.casefold().translate(_UNDIVIDED).split())


def host_of(address: str) -> str:
    """Return the host of a web address without `www.`, or '' when it has none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def is_public_web_address(address: str) -> bool:
    """Say whether this is an http(s) address of a public host, without credentials.

    Private, local and numeric-only hosts are no place to send a reader to.
    """
    if len(address) > MAX_ADDRESS_LENGTH or any(sign.isspace() for sign in address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or "\\" in address:
        return False
    return _is_public_host(host)


def _is_public_host(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    labels = host.rstrip(".").split(".")
    if len(labels) < 2 or not all(labels) or labels[-1] in _LOCAL_ENDINGS:
        return False
    # A last label of digits is an address in disguise (0x7f.1, 127.1), never a domain.
    return labels[-1][:1].isalpha() and all(_is_label(label) for label in labels)


_LOCAL_ENDINGS = frozenset({"local", "localhost", "internal", "lan", "home", "test", "invalid"})


def _is_label(label: str) -> bool:
    return len(label) <= 63 and all(sign.isalnum() or sign in "-_" for sign in label)
