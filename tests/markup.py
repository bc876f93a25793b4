"""What a page is made of, as a browser reads it: elements, attributes, text, and where links go."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from tests.hostile import MARK

_LINKS = {"href", "src", "action", "formaction", "data", "poster", "cite", "xlink:href", "srcset"}
# Attributes that run or fetch something, or change how a thing looks; no page of ours has one.
_FORBIDDEN = re.compile(r"on\w+|style|srcdoc|background|ping|manifest|formaction|xlink:href")
_EMPTY = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_SCHEMES = ("", "http", "https", "mailto")


class Markup(HTMLParser):
    """A page taken apart.

    Attributes:
        made_of: each element with each of its attributes.
        hosts: where links and forms lead.
        alive: what came from a text and became more than text.
        data: each piece of JSON in the page, read.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.made_of: set[tuple[str, str]] = set()
        self.hosts: set[str] = set()
        self.alive: list[str] = []
        self.data: list[Any] = []
        self._texts: list[list[str]] = []
        self._inside: list[tuple[str, list[str]]] = []
        self._is_data = False
        self.feed(html)
        self.close()

    @property
    def texts(self) -> list[str]:
        """The text of each element, without that of the elements inside."""
        return ["".join(text) for text in self._texts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_data = False
        self._begin(tag)
        self.made_of.add((tag, ""))
        self._look(tag, tag)
        for name, value in attrs:
            self.made_of.add((tag, name))
            self._look(name, f"{tag} {name}")
            if _FORBIDDEN.fullmatch(name):
                self.alive.append(f"{tag} {name}={value}")
            if name in _LINKS:
                self._follow(tag, value or "")
        if tag == "script":
            given = dict(attrs)
            self._is_data = given.get("type") == "application/json"
            if not self._is_data and not (given.get("src") or "").startswith("/static/"):
                self.alive.append(f"script {attrs}")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(json.loads(data))
            return
        if not self._inside:
            return
        tag, text = self._inside[-1]
        text.append(data)
        if tag in ("script", "style") and data.strip():
            self.alive.append(f"{tag}: {data[:80]}")

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False
        if any(tag == open_tag for open_tag, _text in self._inside):
            while self._inside.pop()[0] != tag:
                pass

    def handle_comment(self, data: str) -> None:
        self.alive.append(f"comment {data[:80]}")

    def handle_pi(self, data: str) -> None:
        self.alive.append(f"instruction {data[:80]}")

    def unknown_decl(self, data: str) -> None:
        self.alive.append(f"declaration {data[:80]}")

    def _begin(self, tag: str) -> None:
        self._texts.append([])
        if tag not in _EMPTY:
            self._inside.append((tag, self._texts[-1]))

    def _look(self, name: str, where: str) -> None:
        if MARK in name:
            self.alive.append(where)

    def _follow(self, tag: str, link: str) -> None:
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", link))
        if parts.scheme not in _SCHEMES:
            self.alive.append(f"{tag} {link}")
        self.hosts.add(parts.hostname or "")
