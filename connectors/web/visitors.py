"""Whose request it is: the address that limits count, also behind proxies of ours.

A proxy appends the address it was called from to ``X-Forwarded-For``. Only what trusted proxies have appended is
believed; everything to the left of that a visitor may have made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import hdrs, web

from connectors.settings import Network
from connectors.web.service import SERVICE

Address = IPv4Address | IPv6Address
MOST_HOPS = 20


def visitor_key(request: web.Request) -> str:
    """Give what counts as one visitor's address in limits."""
    forwarded = ",".join(request.headers.getall(hdrs.X_FORWARDED_FOR, ()))
    return address_key(find_visitor(request.remote, forwarded, request.app[SERVICE].settings.proxies))


def find_visitor(remote: str | None, forwarded: str, proxies: Sequence[Network]) -> Address | None:
    """Give the nearest address that is no trusted proxy; None for a socket without an address."""
    visitor = read_address(remote or "")
    for hop in reversed(forwarded.split(",")[-MOST_HOPS:]):
        if visitor is None or not any(visitor in network for network in proxies):
            break
        named = read_address(hop)
        if named is None:
            break
        visitor = named
    return visitor


def read_address(text: str) -> Address | None:
    """Read an address as proxies write it, with or without a port; IPv4 inside IPv6 becomes IPv4."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def address_key(address: Address | None) -> str:
    """Give what counts as one address: an IPv4 address, or the /64 that one household or office holds in IPv6."""
    if address is None:
        return "unknown"
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
