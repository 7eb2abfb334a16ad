"""Settings that name places: our address, hosts, networks, the smarthost; what cannot be one is refused."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from rapport.config import env
from rapport.interfaces.mail.smarthost import WrongSmarthost, place_of

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?", re.IGNORECASE)
ORIGIN = "It must look like https://help.example.org, without a path."


def base_url(name: str, *, host: str, port: int) -> str:
    """The address people use: http or https, a host, perhaps a port, nothing behind it."""
    otherwise = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    written = env.text(name, otherwise).strip().rstrip("/") or otherwise
    _refuse_unless(is_origin(written), name, written, f"is no address that people can open. {ORIGIN}")
    return written


def origins(name: str, default: tuple[str, ...]) -> list[str]:
    """Origins whose forms are accepted; a star may stand for what is before the first dot."""
    found = [one.rstrip("/") for one in env.words(name, default)]
    for one in found:
        _refuse_unless(is_origin(one.replace("://*.", "://", 1)), name, one, f"is no origin. {ORIGIN}")
    return found


def allowed_hosts(name: str, default: tuple[str, ...]) -> list[str]:
    """Names under which we may be asked, without scheme and port."""
    found = env.words(name, default)
    for one in found:
        plain = one.removeprefix(".").removeprefix("[").removesuffix("]")
        words = "is no name of a host. Write names such as help.example.org, without http:// and without a port."
        _refuse_unless(one == "*" or is_host(plain), name, one, words)
    return found


def host_names(name: str) -> list[str]:
    """Names of servers, parted by commas."""
    found = env.words(name)
    for one in found:
        _refuse_unless(is_host(one), name, one, "is no name of a server. Write names such as mx.example.org.")
    return found


def targets(name: str) -> list[str]:
    """Hosts with or without a port, parted by commas."""
    found = env.words(name)
    for one in found:
        words = "is no host and port. Write it as imap.example.org:993 or 10.0.0.5:993."
        _refuse_unless(_is_target(one), name, one, words)
    return found


def domain(name: str, default: str) -> str:
    """A mail domain: what stands behind the @."""
    written = env.text(name, default).strip() or default
    words = "is no mail domain. Write what stands behind the @, such as help.example.org (in ASCII)."
    _refuse_unless(bool(NAME.fullmatch(written)), name, written, words)
    return written


def networks(name: str) -> list[Network]:
    """Addresses and networks, parted by commas; the whole internet is refused: that is everybody."""
    found: list[Network] = []
    for one in env.words(name):
        words = "is neither an address nor a network. Write them as 127.0.0.1 or 10.1.0.0/16, parted by commas."
        try:
            found.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            raise _wrong(name, one, words) from None
        _refuse_unless(found[-1].prefixlen > 0, name, one, "would trust everybody. Name the proxy's own address.")
    return found


def smarthost(name: str) -> str:
    """The server that sends our mail, or nothing; its password never stands in a message."""
    written = env.text(name).strip()
    try:
        if written:
            place_of(written)
    except WrongSmarthost:
        raise env.WrongSetting(
            f"{name} cannot be read. Write host:port, host:port/tls or user:password@host:port/tls, with a port from "
            "1 to 65535; in the user and the password write @ as %40, / as %2F, : as %3A and # as %23."
        ) from None
    return written


def scanner(name: str) -> str:
    """Where clamd listens: the path of its socket or host:port, or nothing."""
    written = env.text(name).strip()
    host, _, port = written.rpartition(":")
    if not written or (written.startswith("/") and not any(letter.isspace() for letter in written)):
        return written
    if not host or "/" in host or " " in host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise env.WrongSetting(
            f"{name}: {written!r} names no scanner. Write the path of clamd's socket, such as "
            "/run/clamav/clamd.ctl, or host:port, such as 127.0.0.1:3310."
        )
    return written


def is_origin(written: str) -> bool:
    """Scheme, host and perhaps a port, nothing else.

    >>> [is_origin(one) for one in ("https://a.example", "http://[::1]:8000", "a.example", "https://a.example/x")]
    [True, True, False, False]
    """
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return False
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return parts.scheme in {"http", "https"} and bare and port != 0 and _host_of(parts)


def is_host(written: str) -> bool:
    """A name or an address.

    >>> [is_host(one) for one in ("mx.example.org", "::1", "10.0.0.5", "http://mx", "mx:25", "")]
    [True, True, True, False, False, False]
    """
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return bool(NAME.fullmatch(written))
    return True


def _host_of(parts: SplitResult) -> bool:
    return not parts.netloc.endswith(":") and is_host(parts.hostname or "")


def _is_target(written: str) -> bool:
    host, colon, port = written.rpartition(":")
    if not colon or is_host(written):
        return is_host(written)
    return is_host(host.strip("[]")) and port.isdecimal() and 0 < int(port) < 65536


def _refuse_unless(right: bool, name: str, written: str, words: str) -> None:
    if not right:
        raise _wrong(name, written, words)


def _wrong(name: str, written: str, words: str) -> env.WrongSetting:
    return env.WrongSetting(f"{name}: {written!r} {words}")
