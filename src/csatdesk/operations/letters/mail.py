"""The mail server of the centre, and whose answers a second person reads: as the administrator sets them."""

from collections.abc import Iterable
from dataclasses import replace

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.session import Session
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.entities.centres import Centre
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer, Message, Security, deliver, first_address
from csatdesk.system.mail_secret import load_password, save_password
from csatdesk.wording.texts import _

PORT_MOST = 65_535


class MailOff(Refusal):
    text = N_("Sending by e-mail is off. It is switched on in Administration.")


class MailHostMissing(Refusal):
    text = N_("Write the name of the mail server.")


class MailPortWrong(Refusal):
    text = N_("A port is a number from 1 to {most}.")


class SenderWrong(Refusal):
    text = N_("Write one e-mail address, such as office@example.org.")


class PasswordUnprotected(Refusal):
    text = N_(
        "A password is only sent over a protected connection. Choose STARTTLS or SSL, or leave the user name empty."
    )


def load_mail(reading: Reading) -> MailServer:
    """Without the password, which lies on each computer."""
    found = reading.db.get_one(Centre, reading.actor.centre_id).mail or {}
    if not found:
        return MailServer()
    return MailServer(
        is_on=found["is_on"],
        host=found["host"],
        port=found["port"],
        security=Security(found["security"]),
        user=found["user"],
        sender=found["sender"],
    )


def load_approve_kinds(reading: Reading) -> tuple[CaseKind, ...]:
    found = reading.db.get_one(Centre, reading.actor.centre_id).approve_kinds or ()
    return tuple(kind for kind in CaseKind if kind.value in found)


def check_server(server: MailServer) -> None:
    """What is switched on has to be complete."""
    if not 1 <= server.port <= PORT_MOST:
        raise MailPortWrong(field="port", most=PORT_MOST)
    if server.user and server.security is Security.NONE:
        raise PasswordUnprotected(field="security")
    if server.is_on and not server.host.strip():
        raise MailHostMissing(field="host")
    if (server.is_on or server.sender) and first_address(server.sender) != server.sender:
        raise SenderWrong(field="sender")


def save_sending(work: Work, *, server: MailServer, approve_kinds: Iterable[CaseKind]) -> None:
    """Both settings of how letters go out; the password is kept by `keep_password`."""
    require(work.actor, Right.CHANGE_CENTRE)
    check_server(server)
    centre = work.db.get_one(Centre, work.actor.centre_id)
    centre.approve_kinds = [kind.value for kind in CaseKind if kind in set(approve_kinds)]
    centre.mail = {
        "is_on": server.is_on,
        "host": server.host.strip(),
        "port": server.port,
        "security": server.security.value,
        "user": server.user.strip(),
        "sender": server.sender,
    }
    work.changed.add(Kind.CENTRE)


def keep_password(session: Session, password: str) -> None:
    """On this computer. Writes a file: not on the UI thread."""
    require(session.actor, Right.CHANGE_CENTRE)
    save_password(session.profile.dir, session.store_key, password)


def ready_server(session: Session) -> MailServer:
    """With the password of this computer. Reads store and file: not on the UI thread."""
    with session.store.read(session.actor, now()) as reading:
        server = load_mail(reading)
    return replace(server, password=load_password(session.profile.dir, session.store_key))


def send_test(store: Store, actor: Actor, progress: Progress, *, server: MailServer) -> str:
    """A short e-mail to the sender's own address; that address."""
    require(actor, Right.CHANGE_CENTRE)
    check_server(replace(server, is_on=True))
    at = now()
    with store.read(actor, at) as reading:
        name = reading.centre.name
    message = Message(
        uid=str(new_identity(at)),
        sender=server.sender,
        sender_name=name,
        to=server.sender,
        subject=_("Test of sending by e-mail"),
        text=_("This e-mail shows that letters can be sent by this server."),
        at=at,
    )
    progress(1, 2)
    deliver(server, message)
    progress(2, 2)
    return server.sender
