"""Which server may be written to: the one on the newest timeline, and none that was passed over.

After a promotion the old primary may come back and call itself primary. Each server family
(a primary and its standbys share a system identifier) counts its promotions in a timeline;
a seat remembers the highest it has met, on this machine too, and goes to no smaller one.
The real fence is that the old one does not start by itself; this is the seat's own.
"""

import os
import socket
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import Any

import psycopg

from commandcenter.store.address import Address, Host, Link
from commandcenter.store.timelines import TIMELINES, Timelines

# With the answer the link is set up: a server that compiles what it takes for costly (its jit) is
# longer at that than at any question of a desk.
ASK = (
    "SELECT system_identifier::text, left(pg_walfile_name(pg_current_wal_lsn()), 8),"
    " CASE WHEN current_setting('jit', true) = 'on' THEN set_config('jit', 'off', false) END"
    " FROM pg_control_system()"
)
Connect = Callable[[dict[str, Any]], Any]  # arguments of one host: a connection of the driver


class Fence:
    """Makes the connections of one database."""

    def __init__(self, link: Link, timelines: Timelines = TIMELINES) -> None:
        self._link, self._timelines = link, timelines
        self._chosen: Host | None = None  # where the last connection was made
        self._system = ""
        self.refused = False  # whether the last try met a server that was passed over
        self._made: weakref.WeakKeyDictionary[Any, tuple[str, int]] = weakref.WeakKeyDictionary()
        self._lock = Lock()

    def connect(self, connect: Connect) -> Any:
        """A connection to the right server. Raises psycopg.OperationalError when there is none."""
        self.refused = False
        hosts, chosen = self._link.address.hosts, self._chosen
        if chosen in hosts:
            try:
                return self._accepted(chosen, connect)
            except psycopg.OperationalError:
                self._chosen = None
                hosts = tuple(host for host in hosts if host != chosen)
                if not hosts:
                    raise
        return self._newest(hosts, connect)

    def _newest(self, hosts: tuple[Host, ...], connect: Connect) -> Any:
        """Of all that call themselves primary the one on the highest timeline."""
        found: list[tuple[int, Host, Any]] = []
        trouble: psycopg.OperationalError | None = None
        for host in hosts:
            try:
                connection = self._accepted(host, connect)
            except psycopg.OperationalError as error:
                trouble = error if trouble is None or isinstance(error, PassedOver) else trouble
            else:
                found.append((self._made[connection][1], host, connection))
        if not found:
            assert trouble is not None
            raise trouble
        best = max(found, key=lambda one: one[0])
        for one in found:
            if one is not best:
                one[2].close()
        self._chosen = best[1]
        return best[2]

    def _accepted(self, host: Host, connect: Connect) -> Any:
        whole = self._link.address
        alone = replace(
            whole,
            hosts=(host,),
            hostaddr=_hostaddr(host, whole),
            tls=True if whole.secured else whole.tls,  # one host of several is trusted no more
        )
        connection = connect(self._link.arguments(address=alone))
        try:
            system, timeline, _ = connection.execute(ASK).fetchone()
            connection.commit()
        except psycopg.Error as error:
            connection.close()
            raise psycopg.OperationalError(f"no answer about its timeline: {error}") from error
        if not self._known(system, int(timeline, 16)):
            connection.close()
            self.refused = True
            raise PassedOver(f"{host.name} is on timeline {timeline}, which has been passed over")
        with self._lock:
            self._made[connection] = system, int(timeline, 16)
        return connection

    def _known(self, system: str, timeline: int) -> bool:
        """A running seat goes to no other family of servers either."""
        if self._system and system != self._system:
            return False
        if not self._timelines.met(system, timeline):
            return False
        self._system = system
        return True

    def passed_over(self, connection: Any) -> bool:
        """Whether a connection that was made before leads to a server that is primary no more."""
        system, timeline = self._made.get(connection, ("", 0))
        return timeline < self._timelines.highest(system)

    def cut(self) -> None:
        """End every link from here: who waits for a server that is frozen is told at once.

        May be called from any thread. A frozen server's kernel goes on answering, so nothing
        else would ever end the waiting.
        """
        with self._lock:
            made = list(self._made)
        for connection in made:
            with suppress(OSError, psycopg.Error):
                end = socket.socket(fileno=os.dup(connection.fileno()))
                with end:
                    end.shutdown(socket.SHUT_RDWR)


class PassedOver(psycopg.OperationalError):
    """The server calls itself primary, but another was promoted after it."""


def _hostaddr(host: Host, address: Address) -> str:
    """The IP address that goes with a host, where the address names them one for one."""
    parts = address.hostaddr.split(",") if address.hostaddr else []
    return parts[address.hosts.index(host)] if len(parts) == len(address.hosts) else ""
