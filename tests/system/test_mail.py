"""E-mails as bytes, addresses, and servers that cannot be trusted."""

import socket
import ssl
import threading
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from csatdesk.system.mail import (
    MailServer,
    MailServerUnsafe,
    Message,
    Security,
    as_bytes,
    deliver,
    first_address,
)
from csatdesk.system.mail_secret import FILE, MailPasswordLost, load_password, save_password

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
KEY = bytes(range(32))
MESSAGE = Message("u-1", "biuro@example.pl", "Energia Północ", "a@example.pl", "Odpowiedź", "Zażółć <b>&</b>", AT)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@b.pl", "a@b.pl"),
        (" a@b.pl; c@d.pl", "a@b.pl"),
        ("Ola <a@b.pl>, c@d.pl", "c@d.pl"),
        ("a@b", ""),
        ("a@b.pl\r\nBcc: x@y.pl", ""),
        ("", ""),
        (f"a@{'b.' * 200}pl, c@d.pl", "c@d.pl"),
        ("a@żółw.pl", "a@xn--w-uga1v8h.pl"),
        ("zażółć@b.pl, c@d.pl", "c@d.pl"),
        *((wrong, "") for wrong in ("a..b@x.pl", ".a@x.pl", "a@x..pl", "a@x.pl.", "a@[1.2.3.4].x", "a:b@x.pl")),
        *((wrong, "") for wrong in ("a\0b@x.pl", "a\x0bb@x.pl", "a\u2028b@x.pl", "a@b@c.pl", "\\@x.pl", "a[@x.pl")),
    ],
)
def test_the_first_usable_address_is_taken(written: str, address: str) -> None:
    assert first_address(written) == address


def test_a_subject_or_name_adds_no_line_to_the_head() -> None:
    from dataclasses import replace

    odd = replace(MESSAGE, subject="Sprawa\r\nBcc: x@y.pl", sender_name='"Ola"\nX: 1\0')
    head = as_bytes(odd).split(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in head
    assert b"\r\nX:" not in head
    assert b"\0" not in head
    assert message_from_bytes(as_bytes(odd), policy=default)["Subject"] == "Sprawa Bcc: x@y.pl"


def test_every_attempt_has_the_same_message_id() -> None:
    found = {message_from_bytes(as_bytes(MESSAGE), policy=default)["Message-ID"] for _time in range(2)}
    assert found == {"<u-1@example.pl>"}


def test_a_server_that_cannot_prove_who_it_is_gets_neither_password_nor_letter(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_shake_hands, args=(listening, context), daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        server = MailServer(True, "127.0.0.1", port, Security.SSL, "biuro", "biuro@example.pl", password="geheim")
        with pytest.raises(MailServerUnsafe):
            deliver(server, MESSAGE)
        thread.join(5)


def _shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    connection, _address = listening.accept()
    with connection:
        try:
            context.wrap_socket(connection, server_side=True).close()
        except (ssl.SSLError, OSError):
            return


def _own_certificate(folder: Path) -> Path:
    """Signed by itself, as nobody should trust."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), AT, AT + timedelta(9999))
    path = folder / "own.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


def test_the_password_comes_back_only_with_the_stores_key(tmp_path: Path) -> None:
    save_password(tmp_path, KEY, "zażółć")
    assert load_password(tmp_path, KEY) == "zażółć"
    with pytest.raises(MailPasswordLost):
        load_password(tmp_path, bytes(32))
    (tmp_path / FILE).write_text("{}")
    with pytest.raises(MailPasswordLost):
        load_password(tmp_path, KEY)


def test_where_none_was_written_there_is_none(tmp_path: Path) -> None:
    assert load_password(tmp_path, KEY) == ""
    save_password(tmp_path, KEY, "x")
    save_password(tmp_path, KEY, "")
    assert list(tmp_path.iterdir()) == []
