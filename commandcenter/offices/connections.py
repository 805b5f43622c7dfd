"""The connection of this machine: what is kept of it, tried before it is changed."""

from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.offices import credentials
from commandcenter.settings import remember_database
from commandcenter.store.address import Host, is_server, parse


def request_of(url: str) -> JoinRequest:
    """As it is kept, to be changed; of a file the fields are empty."""
    if not is_server(url):
        return JoinRequest("", "commandcenter", "", "")
    address, _ = parse(url)
    hosts = ", ".join(map(_written, address.hosts))
    return JoinRequest(
        hosts, address.database, address.login, "", address.ca, address.here and not address.secured
    )


def _written(host: Host) -> str:
    return host.text if ":" not in host.name else f"[{host.name}]:{host.port}"


def change(wish: JoinRequest, *, remember: bool) -> str:
    """Keep a connection that was tried, for this start and the next; returns its address."""
    address = credentials.joined(wish, remember=remember)
    remember_database(address)
    return address
