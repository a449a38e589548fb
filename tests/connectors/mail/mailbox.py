"""A small mail server that keeps what it is given, or misbehaves as a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class Mailbox:
    """``answers`` overrides the reply to a command; ``hangs_up_after`` is the command after which the line is cut."""

    answers: dict[str, str] = field(default_factory=dict)
    hangs_up_after: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    recipients: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Give the address as the setting has it."""
        return f"smtp://{self.host}:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one client until it leaves."""
        writer.write(b"220 mailbox\r\n")
        while line := await reader.readline():
            command = line.split(maxsplit=1)[0].decode().upper() if line.strip() else ""
            answer = self.answers.get(command) or self._usual(command, line)
            writer.write(f"{answer}\r\n".encode())
            if command == "DATA" and answer.startswith("354"):
                await self._take(reader)
                if self.hangs_up_after == ".":
                    break
                writer.write(f"{self.answers.get('.', '250 kept')}\r\n".encode())
            if command in ("QUIT", self.hangs_up_after):
                break
        writer.close()

    def _usual(self, command: str, line: bytes) -> str:
        if command == "RCPT":
            self.recipients.append(line.decode().split("<")[1].split(">")[0])
        return {"DATA": "354 go on", "QUIT": "221 bye"}.get(command, "250 mailbox")

    async def _take(self, reader: asyncio.StreamReader) -> None:
        raw = await reader.readuntil(b"\r\n.\r\n")
        letter = message_from_bytes(raw.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."), policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)


@asynccontextmanager
async def mailbox(host: str = "127.0.0.1") -> AsyncIterator[Mailbox]:
    """Run one on a free port of this machine."""
    made = Mailbox(host=host)
    server = await asyncio.start_server(made.serve, host, 0, limit=4 * 1024 * 1024)
    made.port = server.sockets[0].getsockname()[1]
    yield made
    server.close()


def body(letter: EmailMessage, kind: str) -> str:
    """Give the words of a letter: ``plain`` or ``html``."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
