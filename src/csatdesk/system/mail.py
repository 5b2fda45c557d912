"""E-mails: the file an e-mail program opens, and handing one to a mail server so that it never goes out twice."""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from typing import Self

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_

TIMEOUT = 20  # seconds without a word from the server
ACCEPTED = 250
ADDRESS_MOST = 254  # letters (RFC 5321 with its erratum 1690)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Security(Enum):
    """How the way to the server is kept closed."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"  # inside one's own house


PORTS = {Security.STARTTLS: 587, Security.SSL: 465, Security.NONE: 25}


class MailServerAway(Trouble):
    text = N_(
        "The mail server {server} does not answer. Nothing was sent. Check name, port and network, then try again."
    )
    can_retry = True


class MailServerUnsafe(Trouble):
    text = N_(
        "The mail server {server} cannot prove that it is the right one. Nothing was sent. Ask who looks after it."
    )


class MailPasswordWrong(Trouble):
    text = N_(
        "The mail server does not accept user name and password. Nothing was sent. Correct them in Administration."
    )


class MailRefused(Trouble):
    text = N_("The mail server did not take the e-mail: {reason}. Nothing was sent.")
    can_retry = True


class MailUnsure(Trouble):
    text = N_(
        "The connection broke while the e-mail was handed over, so nobody knows whether it went out. It is not sent "
        "again by itself: look into the mailbox, then say on the card whether it was sent."
    )


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our e-mails. `is_on`: letters may be sent by it. The password is never shown."""

    is_on: bool = False
    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    sender: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail in plain text. `uid` makes its Message-ID, the same at every attempt. `pdf` b"": nothing attached."""

    uid: str
    sender: str
    sender_name: str
    to: str
    subject: str
    text: str
    at: datetime
    pdf_name: str = ""
    pdf: bytes = b""
    copy_to: str = ""
    is_draft: bool = False  # opens in an e-mail program as one not sent yet


def first_address(written: str) -> str:
    """The first usable address of a field that may hold several, as servers read it; "" when none is."""
    candidates = (part.strip() for part in written.replace(";", ",").split(","))
    return next(filter(None, map(_carried, candidates)), "")


def _carried(candidate: str) -> str:
    """An address that every mail server takes: letters of other alphabets only in its domain, and there spelt out."""
    name, _at, domain = candidate.rpartition("@")
    if not name or "." not in domain or set(candidate) & set(' \t\r\n<>"()'):
        return ""
    try:
        address = f"{name}@{domain.encode('idna').decode()}"
        Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):  # the second one is what its reader says of some odd ones
        return ""
    return address if len(address) <= ADDRESS_MOST else ""


def _one_line(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split())


def as_bytes(message: Message) -> bytes:
    """As mail programs and servers read it. Texts stay texts: there is no markup in it, and nothing to load."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = _one_line(message.subject)
    if message.sender:
        made["From"] = Address(_one_line(message.sender_name), addr_spec=message.sender)
    made["To"] = Address(addr_spec=message.to)
    if message.copy_to:
        made["Cc"] = Address(addr_spec=message.copy_to)
    made["Date"] = message.at
    domain = message.sender.rpartition("@")[2] or "csatdesk.invalid"
    made["Message-ID"] = f"<{message.uid}@{domain}>"
    if message.is_draft:
        made["X-Unsent"] = "1"
    made.set_content(message.text)
    if message.pdf:
        made.add_attachment(message.pdf, maintype="application", subtype="pdf", filename=message.pdf_name)
    return made.as_bytes()


def deliver(server: MailServer, message: Message) -> None:
    """Hand one e-mail to the server; returned from only when the server said that it took it.

    MailUnsure: it may have gone out. Every other Trouble: it has not.
    """
    with MailRun(server) as run:
        run.deliver(message)


class MailRun:
    """One e-mail after the other by one connection, made when the first one leaves, and anew where the server ended it
    between two of them.
    """

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave()

    def deliver(self, message: Message) -> None:
        """See the function of that name."""
        content = as_bytes(message)
        is_over = True
        try:
            _hand_over(self._agreed(message), content)
            is_over = False
        finally:
            if is_over:
                self._leave()

    def _agreed(self, message: Message) -> smtplib.SMTP:
        """A connection by which the server waits for the words of this one."""
        if self._connection is not None:
            try:
                _agree(self._connection, message)
                return self._connection
            except (smtplib.SMTPException, OSError, MailRefused):  # it takes so many by one connection, or for so long
                self._leave()
        self._connection = _connected(self._server)
        try:
            _agree(self._connection, message)
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerAway(server=self._server.host) from error
        return self._connection

    def _leave(self) -> None:
        """Say good-bye; what was accepted stays accepted however that ends."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def _agree(connection: smtplib.SMTP, message: Message) -> None:
    _check_agreed(*connection.mail(message.sender))
    for address in filter(None, (message.to, message.copy_to)):
        _check_agreed(*connection.rcpt(address))


def _check_agreed(code: int, reason: bytes) -> None:
    if code not in {ACCEPTED, 251}:
        raise MailRefused(reason=_said(reason))


def _hand_over(connection: smtplib.SMTP, content: bytes) -> None:
    """From here on a broken connection leaves open whether the server took it."""
    try:
        code, reason = connection.data(content)
    except smtplib.SMTPDataError as error:
        raise MailRefused(reason=_said(error.smtp_error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnsure() from error
    if code != ACCEPTED:
        raise MailRefused(reason=_said(reason))


def _connected(server: MailServer) -> smtplib.SMTP:
    try:
        return _open(server)
    except ssl.SSLError as error:
        raise MailServerUnsafe(server=server.host) from error
    except smtplib.SMTPAuthenticationError as error:
        raise MailPasswordWrong() from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:  # the last: no name of a server ("mail..example")
        raise MailServerAway(server=server.host) from error


def _open(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.SSL:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.security is Security.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if server.user and server.security is not Security.NONE:  # never a password in the clear
            _sign_in(connection, server)
        else:
            connection.ehlo()
    except BaseException:
        connection.close()
        raise
    return connection


def _sign_in(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.login(server.user, server.password)
    except UnicodeError as error:  # the ways of signing in that smtplib knows take nothing but ASCII
        raise MailPasswordWrong() from error


def _said(reason: bytes | str) -> str:
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return " ".join(words.split())[:200] or "?"
