"""How links to a database are made: of a server by its address and fence, of a file with what
keeps it whole and our own.
"""

from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from commandcenter.domain.errors import AskedWrongly
from commandcenter.store.address import Link, is_server, parse
from commandcenter.store.embedded_file import place_of

PEN_WAIT_MS = 15_000  # longer than a seat that freezes keeps the pen
NO_SUCH_KIND = "数据库只能是 sqlite 或 postgresql，不能是“{kind}”。"
FILE_DRIVERS = ("sqlite", "sqlite+pysqlite")  # of an address: how an embedded file is named


def sqlite_file(url: str) -> Path | None:
    """The file of an embedded database's address; None for a server's."""
    if is_server(url):
        return None
    parsed = _parsed(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, ":memory:")
    return Path(str(parsed.database)) if is_file else None


def require_address(url: str) -> None:
    """Raise AskedWrongly for what is no address of a database that is kept somewhere."""
    if is_server(url):
        parse(url)
        return
    parsed = _parsed(url)
    if parsed.drivername not in FILE_DRIVERS:
        kind = parsed.drivername
        raise AskedWrongly(NO_SUCH_KIND, kind=kind)
    if parsed.database in (None, "", ":memory:") or parsed.query or parsed.host:
        raise AskedWrongly("数据库地址“{url}”写法不对，应如 sqlite:///bureau.db。", url=url)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        words = "数据库地址“{url}”写法不对，应如 sqlite:///bureau.db 或 postgresql://登录名@服务器/库名。"
        raise AskedWrongly(words, url=url) from error


def make_engine(url: str, password: str | None = None, like: Link | None = None) -> Engine:
    """`password` of a server's login, in place of one in the address; `like`: as that link has."""
    if is_server(url):
        address, written = parse(url)
        if like is not None:
            return server_engine(like.to(address))
        return server_engine(Link(address, written if password is None else password))
    parsed = _parsed(url)
    if parsed.drivername in FILE_DRIVERS:
        return _sqlite_engine(url, parsed.database)
    raise AskedWrongly(NO_SUCH_KIND, kind=parsed.drivername)


def server_engine(link: Link) -> Engine:
    from commandcenter.store import server_link  # brings the driver, which no file needs

    return server_link.made(link)


def _refuse(connection: Any) -> None:
    connection.close()
    raise sqlite.OperationalError("unable to open: the file was replaced")


def _sqlite_engine(url: str, file: str | None) -> Engine:
    place = place_of(file) if file and file != ":memory:" else None
    options = {"place": place}
    engine = create_engine(url, module=sqlite, hide_parameters=True, execution_options=options)

    @event.listens_for(engine, "do_connect")
    def _before(_dialect: Any, record: Any, _arguments: Any, _named: Any) -> None:
        record.info["before"] = place.prepare() if place else None

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: Any) -> None:
        if place and place.moved():  # other connections still have the file that was here before
            _refuse(connection)
        connection.isolation_level = None  # we send BEGIN ourselves, below
        for pragma in (
            *(("journal_mode=WAL",) if _may_be_own(connection) else ()),
            "synchronous=FULL",  # NORMAL lost entries in 370 of 400 power cuts
            f"busy_timeout={PEN_WAIT_MS}",
            "foreign_keys=ON",
            "cache_size=-65536",
            "wal_autocheckpoint=8000",  # 32 MB: imports write a page once, not once a chunk
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if place and not place.opened(record.info["before"]):
            _refuse(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # IMMEDIATE for writes only: on every transaction an open reader would lock all out.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _may_be_own(connection: Any) -> bool:
    """WAL is written into the file: another program's is left as it is, to be refused."""
    found = connection.execute(
        "SELECT count(*) = 0 OR sum(name = 'pen') > 0 FROM sqlite_master"
    ).fetchone()
    return bool(found[0])
