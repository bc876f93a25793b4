"""A mail server for tests, on loopback: it keeps what it took, and fails as it is told to."""

import contextlib
import email.policy
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage


@dataclass(frozen=True)
class Received:
    """A mail that the server took.

    Attributes:
        content: the lines as they came, for what a parser would forgive.
    """

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parser = email.parser.BytesParser(policy=email.policy.default)
        message = parser.parsebytes(self.content)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def text(self) -> str:
        return str(self.message.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """What it took, and how it answers.

    Attributes:
        received: what it confirmed, or was about to.
        answers: what it answers instead, for a while: the word of a command, or CONTENT for what
            comes after DATA, and the line; "" cuts the connection, once.
        on_content: called with how many mails came, when one did, before it is confirmed.
        on_confirmed: the same, after that.
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    on_content: Callable[[int], None] = lambda number: None
    on_confirmed: Callable[[int], None] = lambda number: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def recipients(self) -> list[str]:
        return [mail.recipient for mail in self.received]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    keeps: MailServer
    open_sockets: set[socket.socket]


class _Session(socketserver.StreamRequestHandler):
    server: _Server
    timeout = 30
    sender = recipient = ""

    def handle(self) -> None:
        keeps = self.server.keeps
        keeps.connections += 1
        self.server.open_sockets.add(self.connection)
        with contextlib.suppress(OSError):
            self._answer("220 test ESMTP")
            while line := self.rfile.readline():
                word, _, rest = line.decode().strip().partition(" ")
                word = word.upper()
                if word in keeps.answers:
                    if not keeps.answers[word]:
                        keeps.answers.clear()
                        return
                    self._answer(keeps.answers[word])
                elif word == "DATA":
                    if not self._take_content():
                        return
                else:
                    self._note(word, rest)
                    self._answer("221 Bye" if word == "QUIT" else "250 OK")
                if word == "QUIT":
                    return

    def _note(self, word: str, rest: str) -> None:
        address = re.search(r"<([^>]*)>", rest)
        if word == "MAIL" and address:
            self.sender = address[1]
        elif word == "RCPT" and address:
            self.recipient = address[1]

    def _take_content(self) -> bool:
        """Answer to DATA; False when the connection is to end."""
        keeps = self.server.keeps
        self._answer("354 Go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # cut off before the end: no mail
            lines.append(line[1:] if line.startswith(b".") else line)
        if "CONTENT" in keeps.answers:
            if not keeps.answers["CONTENT"]:
                keeps.answers.clear()
                return False
            self._answer(keeps.answers["CONTENT"])
            return True
        keeps.received.append(Received(self.sender, self.recipient, b"".join(lines)))
        keeps.on_content(len(keeps.received))
        self._answer("250 Taken")
        keeps.on_confirmed(len(keeps.received))
        return True

    def _answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextlib.contextmanager
def mail_server(keeps: MailServer | None = None) -> Iterator[MailServer]:
    """Run a mail server until the block ends; one that ran before comes back where it was."""
    keeps = keeps or MailServer()
    with _Server(("127.0.0.1", keeps.port), _Session) as server:
        server.keeps = keeps
        server.open_sockets = set()
        keeps.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield keeps
        finally:
            server.shutdown()
            thread.join()
            for connection in server.open_sockets:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
