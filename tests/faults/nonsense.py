"""Makes requests and frames that no client of ours would send, the same ones for the same seed."""

from __future__ import annotations

import json
import os
from random import Random
from struct import pack
from typing import Any

PATHS = ("/", "/page.css", "/widget.js", "/widget/languages.json", "/widget/so.json", "/plan.pdf", "/plan.xlsx")
MORE_PATHS = ("/codes/redeem", "/socket", "/health", "/ready", "/nowhere", "*", "", "/widget/../../etc/passwd.json")
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "G\x00T", "")
HEADERS = ("Accept-Language", "Authorization", "Content-Length", "Content-Type", "Cookie", "Expect", "Host")
MORE_HEADERS = ("If-None-Match", "Origin", "Range", "Sec-WebSocket-Key", "Transfer-Encoding", "X-Forwarded-For")
ODD_VALUES = ("-1", "99999999999999999999", "chunked", "gzip, chunked", "100-continue", "websocket", "*")
KINDS = ("say", "press", "language", "answer", "term", "code", "seen") * 4 + ("hello", "ack", "deleted", "")
FIELDS = (
    "client_id",
    "text",
    "text",
    "text",
    "seq",
    "button",
    "locale",
    "question",
    "term",
    "token",
    "last_seq",
    "template",
)
SIGNS = (
    "\x00",
    "\ud800",
    "\u202e",
    "\u0301" * 50,
    "😀",
    "' OR 1=1 --",
    "{term_moms}",
    "%s%n",
    "/restart",
    "canary-be77",
)


def handshake(port: int) -> bytes:
    """Give the request that opens a socket."""
    return (
        f"GET /socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def request(chance: Random) -> bytes:
    """Give one HTTP request that is wrong somewhere, or everywhere."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(1, 2_000))
    path = chance.choice(PATHS + MORE_PATHS)
    query = f"?{chance.choice(('locales', 'lang', 'token'))}={words(chance)}" if chance.random() < 0.5 else ""
    version = chance.choice(("1.1", "1.1", "1.1", "1.0", "2.0", "9", "1.1 1.1"))
    lines = [f"{chance.choice(METHODS)} {path}{query} HTTP/{version}", "Connection: close"]
    lines += [_header(chance) for _ in range(chance.randrange(6))]
    body = json.dumps({"code": _value(chance)}) if chance.random() < 0.5 else words(chance)
    if chance.random() < 0.7:
        lines.append(f"Content-Length: {len(body.encode(errors='replace'))}")
    end = chance.choice(("\r\n", "\r\n", "\r\n", "\n", "\r"))
    whole = end.join(lines) + end * 2 + body
    return _damaged(chance, whole.encode(errors="surrogatepass"))


def _header(chance: Random) -> str:
    name = chance.choice(HEADERS + MORE_HEADERS) if chance.random() < 0.9 else words(chance)
    value = words(chance) if chance.random() < 0.3 else chance.choice(ODD_VALUES)
    return f"{name}: {value}"


def _damaged(chance: Random, whole: bytes) -> bytes:
    damage = chance.random()
    if damage < 0.1:
        return whole[: chance.randrange(len(whole))]
    if damage < 0.2:
        place = chance.randrange(len(whole))
        return whole[:place] + chance.randbytes(chance.randrange(1, 30)) + whole[place:]
    return whole


def first_frame(chance: Random) -> bytes:
    """Give what comes after the handshake: mostly a hello that is right."""
    hello = {"type": "hello", "token": None, "last_seq": 0, "locale": "so", "template": None}
    if chance.random() < 0.3:
        hello[chance.choice(("token", "last_seq", "locale", "template"))] = _value(chance)
    return packed(json.dumps(hello).encode())


def frame(chance: Random) -> bytes:
    """Give one frame that is wrong somewhere, or everywhere."""
    kind = chance.random()
    if kind < 0.02:
        return chance.randbytes(chance.randrange(1, 400))
    if kind < 0.06:
        first = chance.choice((0, 64, 128))
        return packed(chance.randbytes(chance.randrange(200)), opcode=chance.randrange(16), first=first)
    if kind < 0.08:
        return packed(words(chance).encode(errors="surrogatepass"))
    if kind < 0.09:
        return packed(b'{"type": "say", "text": "' + b"a" * chance.choice((5_000, 16_300, 40_000, 70_000)) + b'"}')
    if kind < 0.1:
        return packed(b'{"type":' * 3_000)
    body: dict[str, Any] = {"type": chance.choice(KINDS), "client_id": f"c{chance.random()}"}
    body |= {name: _value(chance) for name in chance.sample(FIELDS, chance.randrange(5))}
    return packed(json.dumps(body).encode())


def packed(payload: bytes, *, opcode: int = 1, first: int = 128) -> bytes:
    """Give a masked frame; ``first`` holds the bits for "last" and the reserved ones."""
    if len(payload) < 126:
        size = bytes((128 | len(payload),))
    elif len(payload) < 65_536:
        size = pack("!BH", 254, len(payload))
    else:
        size = pack("!BQ", 255, len(payload))
    return bytes((first | opcode,)) + size + bytes(4) + payload


def _value(chance: Random) -> Any:
    deep: Any = words(chance)
    for _ in range(chance.randrange(30)):
        deep = [deep] if chance.random() < 0.5 else {"type": deep}
    numbers = (0, -1, 1, 2, 2**31, 2**63, 10**400, 0.5, float("inf"), float("nan"))
    names = ("sv", "tlh", "moms", "idea_what", "general", "../general", "money_needed", "")
    return chance.choice((None, True, words(chance), deep, chance.choice(numbers), chance.choice(names)))


def words(chance: Random) -> str:
    """Give a text of odd signs."""
    letters = "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x600, 0x700)))) for _ in range(9))
    return "".join(chance.choices((*SIGNS, letters, "hej", "١٢٣", os.sep), k=chance.randrange(8)))
