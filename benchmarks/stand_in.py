"""Stands in for Rasa where time is measured: notes when each turn reached it and when its answer left."""

from __future__ import annotations

import asyncio
import json
from time import perf_counter
from typing import Any

SECONDS_PER_TURN = 0.02


class StandIn(asyncio.Protocol):
    """One connection; ``had`` collects how many seconds each text was here, from its first byte to its answer."""

    def __init__(self, had: dict[str, float]) -> None:
        self._had = had
        self._received = b""
        self._begun = 0.0
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer as soon as a request is whole; a turn after the time that Rasa might take."""
        if not self._received:
            self._begun = perf_counter()
        self._received += data
        head, whole, body = self._received.partition(b"\r\n\r\n")
        if not whole or len(body) < _length(head):
            return
        self._received = b""
        if head.startswith(b"GET"):
            self._send({"ready": True, "problems": [], "boot": "a-boot"})
        else:
            asyncio.get_running_loop().call_later(SECONDS_PER_TURN, self._answer, json.loads(body))

    def _answer(self, request: dict[str, Any]) -> None:
        said = {"type": "name", "value": request.get("text", "a button")}
        reply = {"reply": "utter_answer_changed", "values": {"question": said, "answer": said}}
        parse = {"intent": "give_answer", "confidence": 1.0, "entities": []}
        self._send({"turn": request["turn"], "messages": [reply], "parse": parse})
        self._had[request["text"]] = perf_counter() - self._begun

    def _send(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if self._transport:
            self._transport.write(head.encode() + body)


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    return next((int(value) for name, _, value in lines if name == b"content-length"), 0)
