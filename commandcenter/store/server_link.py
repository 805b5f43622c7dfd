"""The engine of a shared server: how its connections are made, and which of them are trusted."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from commandcenter.store.address import Link
from commandcenter.store.fence import Fence

LINKS = 3  # of a seat: one listens (store.journal), two work


def made(link: Link) -> Engine:
    """Its `url` is for reading: how a connection is made, and the password, is known to `link`."""
    first, fence = link.address.hosts[0], Fence(link)
    url = URL.create(
        "postgresql+psycopg",
        link.address.login or None,
        host=",".join(host.name for host in link.address.hosts),
        port=first.port if len(link.address.hosts) == 1 else None,
        database=link.address.database,
    )
    engine = create_engine(
        url,
        execution_options={"link": link, "fence": fence},
        hide_parameters=True,  # an error's text would carry what people wrote
        pool_pre_ping=True,
        pool_size=LINKS,
        max_overflow=0,
    )

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: Any, arguments: Any, named: dict[str, Any]) -> Any:
        return fence.connect(lambda found: dialect.connect(*arguments, **(named | found)))

    @event.listens_for(engine, "checkout")
    def _checkout(connection: Any, _record: Any, _proxy: Any) -> None:
        if fence.passed_over(connection):  # another connection has met the promoted one
            raise DisconnectionError("the server was passed over")

    return engine
