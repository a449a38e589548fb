"""The server's key, and what hangs on it: ids, access tokens, return codes, and what is sealed for nobody but us.

A code is 15 random Crockford base-32 characters and one check character; the check finds every single wrong character
and every two that changed places. Only a keyed hash of a code is stored, so a stolen database gives no codes away.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from pathlib import Path

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
KEY_BYTES = 32
NONCE_BYTES = 12
RANDOM_CHARACTERS = 15
FIELD_POLYNOMIAL = 0b100101


class KeyFileError(Exception):
    """The key file is damaged; put the right one back, since codes made with it are worth nothing without it."""


class SealError(Exception):
    """What was to be opened was not sealed by this key for this purpose; treat it as if it were not there."""


class Keys:
    """Hashes codes, and seals what only this server may read. The key itself never leaves this object."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def load(cls, state: Path) -> Keys:
        """Read ``server.key`` in the state folder, making folder and file once; raise ``KeyFileError`` if damaged."""
        path = state / "server.key"
        if not path.exists():
            _create_once(path)
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise KeyFileError(f"{path}: holds {len(key)} bytes instead of {KEY_BYTES}; restore it from your backup")
        return cls(key)

    def code_hash(self, code: str) -> bytes:
        """Give the 32 bytes under which a normalised code is stored."""
        return hmac.digest(self._key, code.encode(), "sha256")

    def alias(self, text: str, *, purpose: str) -> str:
        """Give a name that stands for a text, and tells nobody without the key which one."""
        return hmac.digest(self._key, f"alias:{purpose}:{text}".encode(), "sha256").hex()[:32]

    def seal(self, plain: bytes, *, purpose: str) -> bytes:
        """Encrypt with a key of that purpose's own, so that what is sealed for one use opens for no other."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # heavy, and only the desk needs it

        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._key_for(purpose)).encrypt(nonce, plain, None)

    def unseal(self, sealed: bytes, *, purpose: str) -> bytes:
        """Decrypt what ``seal`` gave; raise ``SealError`` for anything else."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._key_for(purpose)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except (InvalidTag, ValueError):
            raise SealError(purpose) from None

    def _key_for(self, purpose: str) -> bytes:
        return hmac.digest(self._key, b"seal:" + purpose.encode(), "sha256")


def new_id(prefix: str) -> str:
    """Make a random id of 128 bits such as ``c_4qk…``, safe in addresses and file names."""
    return f"{prefix}_{base64.b32encode(secrets.token_bytes(16)).decode().rstrip('=').lower()}"


def new_token() -> str:
    """Make an access token of 256 random bits, 43 characters long."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """Give the SHA-256 under which a token is stored; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def new_code() -> str:
    """Make a return code of 16 characters, without its hyphens."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return characters + _check_character(characters)


def format_code(code: str) -> str:
    """Write a code in four groups of four: ``XXXX-XXXX-XXXX-XXXX``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """Give the 16 characters of a typed code, or None when it cannot be one.

    Case, spaces, hyphens, O for 0, I and L for 1, and the digits of any script are forgiven.
    """
    if len(typed) > 200:
        return None
    characters = "".join(map(_read_character, unicodedata.normalize("NFKC", typed))).upper().translate(FORGIVEN)
    if len(characters) != RANDOM_CHARACTERS + 1 or any(character not in ALPHABET for character in characters):
        return None
    return characters if _check_character(characters[:-1]) == characters[-1] else None


def _read_character(character: str) -> str:
    if unicodedata.category(character) in {"Pd", "Zs", "Cc", "Cf"}:
        return ""
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _check_character(characters: str) -> str:
    total = 0
    for character in characters:
        total = _double(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ FIELD_POLYNOMIAL if doubled & 0b100000 else doubled


def _create_once(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(KEY_BYTES))
        os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first, and its key is the one that counts
    finally:
        os.close(descriptor)
        draft.unlink()
