"""A mail server on this computer that keeps what it takes, and can be told to misbehave."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default


class MailBox(socketserver.ThreadingTCPServer):
    """Nobody has no mailbox here. `trouble`: "sender", "recipient" and "words" are refused, "breaks" takes the words
    and hangs up unanswered, "one each" hangs up once it took one.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, trouble: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.trouble = trouble
        self.taken: list[bytes] = []
        self.tries = 0
        self.calls = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def messages(self) -> list[Message]:
        return [message_from_bytes(one, policy=default) for one in self.taken]


class _Talk(socketserver.StreamRequestHandler):
    server: MailBox

    def handle(self) -> None:
        self.server.calls += 1
        self._say("220 test ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(" ")[0].split(":")[0]
            if word == "QUIT":
                self._say("221 bye")
                return
            if word == "DATA":
                if not self._data():
                    return
            elif word == "MAIL" and self.server.trouble == "sender":
                self._say("550 not from you")
            elif word == "RCPT" and (self.server.trouble == "recipient" or "NOBODY@" in line.upper()):
                self._say("550 no such mailbox")
            else:
                self._say("250 fine")

    def _data(self) -> bool:
        self.server.tries += 1
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.server.trouble == "words":
            self._say("554 not wanted here")
            return True
        self.server.taken.append(b"".join(lines))
        if self.server.trouble == "breaks":
            return False
        self._say("250 taken")
        return self.server.trouble != "one each"

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_box(trouble: str = "") -> Iterator[MailBox]:
    with MailBox(trouble) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def plain_words(message: Message) -> str:
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())
