"""Mail over SMTP that says, before it goes, that the server is about to get it."""

import re
import smtplib
from collections.abc import Callable
from email.header import Header
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

# A server may look through a mail for long before it confirms: who asks again meanwhile sends it
# twice. RFC 5321 (4.5.3.2.6) wants 10 minutes.
CONFIRMATION_SECONDS = 600


class AnnouncedMessage(EmailMessage):
    """A mail with something to do right before the server gets it.

    Attributes:
        announce: called when the server is ready for the content. When it raises, the content
            does not go.
    """

    def __init__(self, *args: Any, announce: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.announce = announce

    def message(self) -> Any:
        """Return it with its subject folded for the place that the header's name takes.

        Django's would begin with an empty line where it is long and not in ASCII.
        """
        message = super().message()
        if not self.subject.isascii():
            subject = Header(str(self.subject), "utf-8", header_name="Subject")
            message.replace_header("Subject", subject)
        return message


class _AnnouncingSMTP(smtplib.SMTP):
    announce: Callable[[], None]

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the content, whole and in one go, right after the announcement."""
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        content = re.sub(rb"(?m)^\.", b"..", msg)
        content += b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self.announce()
            self.send(content)
            assert self.sock is not None
            usual = self.sock.gettimeout()
            self.sock.settimeout(CONFIRMATION_SECONDS)
            answer = self.getreply()
            self.sock.settimeout(usual)
        except BaseException:
            # Whatever came next on this connection, the server would read as content.
            self.close()
            raise
        return answer


class _AnnouncingSMTPOverTLS(_AnnouncingSMTP, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's, for messages that are announced."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _AnnouncingSMTPOverTLS if self.use_ssl else _AnnouncingSMTP

    def _send(self, email_message: Any) -> bool:
        self.connection.announce = email_message.announce  # type: ignore[union-attr]
        sent: bool = super()._send(email_message)  # type: ignore[misc]
        return sent
