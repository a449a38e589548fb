"""What browsers are asked and what their answers prove, in WebAuthn's terms. Loaded when somebody uses a passkey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from connectors.desk.sessions import Who

Options = dict[str, Any]
DOES_NOT_HOLD = (WebAuthnException, ValueError, TypeError, KeyError)


@dataclass(frozen=True)
class Site:
    """The site a passkey is for, and the origins of its pages."""

    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class PublicKey:
    """What is kept of a passkey."""

    id: str
    key: bytes
    count: int


def options_to_sign_in(site: Site) -> Options:
    """Ask for any passkey of this site; no account is named, so nobody learns which exist."""
    made = generate_authentication_options(rp_id=site.name, user_verification=UserVerificationRequirement.REQUIRED)
    return options_to_json_dict(made)


def options_to_add(site: Site, who: Who, known: Sequence[str]) -> Options:
    """Ask for a new passkey; a device that holds a known one makes no second."""
    made = generate_registration_options(
        rp_id=site.name,
        rp_name="Startbro",
        user_id=who.id.encode(),
        user_name=who.email,
        user_display_name=who.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
    )
    return options_to_json_dict(made)


def check_new(site: Site, challenge: str, credential: Mapping[str, Any]) -> PublicKey:
    """Check the browser's answer to ``options_to_add``; raise one of ``DOES_NOT_HOLD``."""
    made = verify_registration_response(
        credential=dict(credential),
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=site.name,
        expected_origin=list(site.origins),
        require_user_verification=True,
    )
    return PublicKey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)


def check_signature(site: Site, challenge: str, credential: Mapping[str, Any], key: PublicKey) -> int:
    """Check the browser's answer to ``options_to_sign_in`` and give the key's new count; raise ``DOES_NOT_HOLD``."""
    checked = verify_authentication_response(
        credential=dict(credential),
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=site.name,
        expected_origin=list(site.origins),
        credential_public_key=key.key,
        credential_current_sign_count=key.count,
        require_user_verification=True,
    )
    return checked.new_sign_count


def read_handle(text: str) -> str:
    """Read the handle a passkey carries, which is the adviser's id; raise ``DOES_NOT_HOLD``."""
    return base64url_to_bytes(text).decode("ascii")
