"""Names and addresses as people compare them."""

import pytest

from initiatives.names import fold, host_of, is_public_web_address


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("  Het   HOF ", "het hof"),
        ("Øl & Łódź", "ol & lodz"),
        ("Straße", "strasse"),
    ],
)
def test_folding_forgets_accents_case_and_spaces(text: str, folded: str):
    assert fold(text) == folded


def test_a_host_is_named_without_www_and_broken_addresses_have_none():
    assert host_of("https://www.Example.org/a?b") == "example.org"
    assert host_of("https://[::1/") == ""


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://xn--bcher-kva.example/a?b#c", "https://münchen.de:8080/"],
)
def test_a_public_address_is_taken(address: str):
    assert is_public_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org/",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://printer.local/",
        "http://example..org/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org\\@evil.org/",
        "https:///path",
    ],
)
def test_an_address_that_is_no_public_place_is_refused(address: str):
    assert not is_public_web_address(address)
