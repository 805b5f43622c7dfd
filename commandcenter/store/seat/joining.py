"""Whether a person can join the bureau's database, tried from one end to the other.

Each server of the address is tried by itself, so that a fail-over later finds no surprise; then
what stands in the database, and who the login is there.
"""

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import sentences
from commandcenter.domain.seat.joining import NotJoined, Part, Welcome
from commandcenter.store import schema_state
from commandcenter.store.address import Address, Host, Link
from commandcenter.store.database import Database, open_database
from commandcenter.store.link_trouble import explained
from commandcenter.store.refusals import NO_RIGHTS_HERE
from commandcenter.store.server_check import OLDEST
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.trouble import NO_RIGHT, state_of

STANDBY = "只读的备机"


def join(address: Address, password: str | None) -> Welcome:
    """Try it. Raises NotJoined with the words for what is in the way."""
    concerns = reach(address, password)
    db = open_database(address.text, password)
    try:
        try:
            schema_state.require_current(db)
        except RuleBroken as broken:
            raise _of_the_schema(broken) from broken
        office, person = _office_and_person(db, address)
        with db.engine.connect() as connection:
            version = connection.connection.driver_connection.info.server_version  # type: ignore[union-attr]  # psycopg's, open here
    except DBAPIError as error:
        if state_of(error) != NO_RIGHT:
            raise
        raise NotJoined(Part.LOGIN, NO_RIGHTS_HERE, login=address.login) from error
    finally:
        db.close()
    return Welcome(office, person, f"PostgreSQL {version // 10_000}", address.secured, concerns)


def reach(address: Address, password: str | None) -> tuple[str, ...]:
    """Link to the server that leads; what is wrong with the others. Raises NotJoined."""
    try:
        with psycopg.connect(**Link(address, password).arguments()) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        if len(address.hosts) == 1:
            raise explained(error, address) from error
        found = [_alone(address, host, password) for host in range(len(address.hosts))]
        first = next(each for each in found if each)
        words = sentences(each.words for each in found if each)
        raise NotJoined(first.part, "几台服务器都接不上。{words}", words=words) from error
    if version < OLDEST:
        raise NotJoined(
            Part.SERVER,
            "服务器是 PostgreSQL {found}，本程序要求 15 或更新：请系统管理员升级。",
            found=version // 10_000,
        )
    if len(address.hosts) == 1:
        return ()
    tried = (_alone(address, place, password) for place in range(len(address.hosts)))
    return tuple(each.words for each in tried if each and STANDBY not in str(each))


def _alone(address: Address, place: int, password: str | None) -> NotJoined | None:
    """What is wrong with one of several servers; None when nothing is."""
    host: Host = address.hosts[place]
    ips = address.hostaddr.split(",")
    one = Address(
        (host,), address.database, address.login, address.ca, address.tls,
        ips[place] if place < len(ips) else "",
    )  # fmt: skip
    try:
        psycopg.connect(**Link(one, password).arguments()).close()
    except psycopg.OperationalError as error:
        return explained(error, one)
    return None


def _of_the_schema(broken: RuleBroken) -> NotJoined:
    if broken.template == NO_RIGHTS_HERE:
        part = Part.LOGIN
    elif broken.template == schema_state.EMPTY:
        part = Part.EMPTY
    else:
        part = Part.PROGRAM if "本程序" in broken.template else Part.DATABASE
    return NotJoined(part, broken.template, **broken.values)


def _office_and_person(db: Database, address: Address) -> tuple[str, str]:
    """The bureau's name and the person's own; "" for a login that is nobody's (the wall's)."""
    with db.read() as session:
        office = session.scalar(select(CityRow.office)) or ""
        name = session.scalar(
            select(PersonRow.name).where(PersonRow.login == address.login, PersonRow.active)
        )
    return office, name or ""
