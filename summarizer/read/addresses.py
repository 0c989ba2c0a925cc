"""Resolves a host and checks that its addresses may be fetched from.

A service that fetches any given URL must not be made to read its own network or its cloud's metadata. So names are
resolved here, every address is checked, and the connection is made to a checked address, not to the name again.
"""

import ipaddress
import socket

from summarizer.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not public, although `is_global` says so in some or all versions of Python.
_RESERVED = tuple(
    map(
        ipaddress.ip_network,
        (
            "64:ff9b:1::/48",  # NAT64 of a network's own, RFC 8215
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "168.63.129.16/32",  # the metadata of a cloud
            "fec0::/10",  # site-local, RFC 3879
            "3fff::/20",  # documentation, RFC 9637
        ),
    )
)


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, in the order to be tried. The system reads names like "0x7f.1" as it always does.

    Raises FetchError for a name without any address, and, unless `allow_private`, where one of them is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"There is no host {host}", "Check the URL and the network connection") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise FetchError(
                f"{host} is at the private address {address}",
                "Allow it with --allow-private (in Python: read(url, allow_private=True)) if you trust the URL",
            )
    return addresses


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach it: not private, loopback, link-local, multicast or reserved.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) must be public themselves.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(one is not None and not is_public(one) for one in inner):
            return False
        if address.ipv4_mapped:
            return True
    if any(address in network for network in _RESERVED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
