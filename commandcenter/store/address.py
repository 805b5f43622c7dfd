"""The address of the bureau's database: which servers, how they are trusted, how to link to them.

    postgresql://zhangsan@db1.bureau.cn,db2.bureau.cn:5433/commandcenter?sslrootcert=/etc/bureau.crt

Over a network a link is made with TLS only: the server's certificate must come from the
bureau's CA and carry the name that was asked for (verify-full), the password is proved by
SCRAM bound to that TLS channel, and nothing in an address can ask for less. Only a server on this
very machine may be without TLS; there, too, a password never goes out in clear or as MD5.
"""

import ipaddress
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part
from commandcenter.late_dataclass import dataclass

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
PORT = 5432
DATABASE = "commandcenter"
KNOWN = ("sslmode", "sslrootcert", "hostaddr", "host")
STRICT, NONE = "verify-full", "disable"  # the two that an address may name
SYSTEM = "system"  # in place of a CA file: whom the operating system trusts
KEPT_ALIVE: dict[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4000,
    "application_name": "commandcenter",
    "gssencmode": "disable",
}


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    port: int = PORT

    @property
    def here(self) -> bool:
        """Whether it is this machine: what goes there is on no network."""
        if self.name.startswith("/") or self.name.lower() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.name).is_loopback
        except ValueError:
            return False

    @property
    def text(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else quote(self.name, safe="/")
        return name if self.port == PORT else f"{name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Address:
    """`ca`: the file of the CA's certificate; "" where libpq's own (~/.postgresql/root.crt) is.

    `tls` None: not said, which means yes but for a server on this machine. `hostaddr`: IP
    addresses to go to in place of the names, which the certificates are still held against.
    """

    hosts: tuple[Host, ...]
    database: str = DATABASE
    login: str = ""
    ca: str = ""
    tls: bool | None = None
    hostaddr: str = ""

    @property
    def here(self) -> bool:
        return all(host.here for host in self.hosts)

    @property
    def secured(self) -> bool:
        """Whether links have TLS for certain."""
        return bool(self.tls or self.ca) if self.here else True

    @property
    def text(self) -> str:
        """As it is kept and shown: without a password."""
        login = f"{quote(self.login, safe='')}@" if self.login else ""
        named = [host for host in self.hosts if not host.name.startswith("/")]
        places = ",".join(host.text for host in named)
        more = [("host", host.text) for host in self.hosts if host not in named]
        if self.tls is not None:
            more.append(("sslmode", STRICT if self.tls else NONE))
        if self.ca:
            more.append(("sslrootcert", self.ca))
        if self.hostaddr:
            more.append(("hostaddr", self.hostaddr))
        query = "&".join(f"{key}={quote(value, safe='/:')}" for key, value in more)
        path = quote(self.database, safe="")
        return f"postgresql://{login}{places}/{path}{'?' if query else ''}{query}"

    def arguments(self) -> dict[str, Any]:
        """What a connection is made with, but for the password."""
        found = KEPT_ALIVE | {
            "host": ",".join(host.name for host in self.hosts),
            "port": ",".join(str(host.port) for host in self.hosts),
            "dbname": self.database,
            "target_session_attrs": "read-write",  # of several servers the one that is no standby
        }
        for key, value in (("user", self.login), ("hostaddr", self.hostaddr)):
            if value:
                found[key] = value
        if self.secured:
            found |= {
                "sslmode": STRICT,
                "channel_binding": "require",
                "require_auth": "scram-sha-256",
                "ssl_min_protocol_version": "TLSv1.2",
            }
            if self.ca:
                found["sslrootcert"] = self.ca
        else:
            found |= {
                "sslmode": "prefer" if self.tls is None else NONE,
                "require_auth": "scram-sha-256,none",
            }
        return found


class Link:
    """How one program reaches its server. The password is here and nowhere else in the program."""

    def __init__(self, address: Address, password: str | None = None) -> None:
        self.address = address
        self.on_password: Callable[[str], object] | None = None
        self._password = password

    def __repr__(self) -> str:
        return f"Link({self.address.text})"

    def to(self, address: Address) -> "Link":
        """The same login on another database of the server."""
        return Link(address, self._password)

    @property
    def by_password(self) -> bool:
        return bool(self._password)

    def arguments(
        self, password: str | None = None, *, address: Address | None = None
    ) -> dict[str, Any]:
        """Arguments for a new connection, with this password in place of the own one.

        `address`: one of the servers only.
        """
        password = self._password if password is None else password
        found = (address or self.address).arguments()
        return found | {"password": password} if password else found

    def change_password(self, password: str) -> None:
        """New connections use it from now on; who keeps it elsewhere is told (`on_password`)."""
        self._password = password
        if self.on_password:
            self.on_password(password)

    def again(self) -> "Link":
        """Another to the same server."""
        return Link(self.address, self._password)


PLAIN_FILE = re.compile(r"sqlite(\+pysqlite)?:///(?!:memory:$)[^?]+")


def is_plain_file(url: str) -> bool:
    """Whether it is for certain the address of an embedded file, with nothing else in it."""
    return PLAIN_FILE.fullmatch(url) is not None


def is_server(url: str) -> bool:
    return url.split("://")[0].lower() in SCHEMES and "://" in url


def parse(url: str) -> tuple[Address, str | None]:
    """The address, and the password if one was written in it. Raises AskedWrongly."""
    try:
        parts = urlsplit(url)
        who, _, places = parts.netloc.rpartition("@")
        login, colon, password = who.partition(":")
        options = dict(
            parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        )
    except ValueError:
        raise AskedWrongly("数据库地址写法不对，应如 postgresql://登录名@服务器/库名。") from None
    unknown = next((name for name in options if name not in KNOWN), "")
    if unknown:
        raise AskedWrongly("数据库地址里不能有“{name}”这一项。", name=unknown)
    address = Address(
        hosts_of(places or options.get("host", "")),
        unquote(parts.path.lstrip("/")) or DATABASE,
        unquote(login),
        options.get("sslrootcert", ""),
        _tls(options.get("sslmode")),
        options.get("hostaddr", ""),
    )
    _require_safe(address)
    return address, unquote(password) if colon else None


def address_of(wish: JoinRequest) -> Address:
    """The address that a person's answers make. Raises NotJoined naming what is missing."""
    try:
        hosts = hosts_of(wish.hosts)
    except RuleBroken as broken:
        raise NotJoined(Part.HOST, broken.template, **broken.values) from broken
    if not wish.login.strip():
        raise NotJoined(Part.LOGIN, "请填写登录名。")
    if not wish.database.strip():
        raise NotJoined(Part.DATABASE, "请填写数据库名。")
    tls = False if wish.plain else None
    address = Address(hosts, wish.database.strip(), wish.login.strip(), wish.ca.strip(), tls)
    _require_safe(address)
    return address


def hosts_of(words: str) -> tuple[Host, ...]:
    """Servers as they are written: names or IPs with commas between, each with :port or not."""
    parts = [part.strip() for part in words.replace("，", ",").split(",")]
    found = tuple(_host(part) for part in parts if part)
    if not found:
        raise AskedWrongly("请写明数据库服务器的名称或 IP 地址。")
    return found


def _host(words: str) -> Host:
    words = unquote(words.replace("：", ":"))
    name, port = words, ""
    if words.startswith("["):
        name, _, rest = words[1:].partition("]")
        port = rest.removeprefix(":")
    elif words.count(":") == 1:
        name, _, port = words.partition(":")
    right = not port or (port.isdecimal() and 0 < int(port) < 65_536)
    if not name or not right or any(c in name for c in " @?#"):
        raise AskedWrongly(
            "服务器“{host}”写法不对，应如 db1.bureau.cn 或 10.0.0.5:5432。", host=words
        )
    return Host(name, int(port) if port else PORT)


def _tls(mode: str | None) -> bool | None:
    if mode in (None, STRICT, NONE):
        return None if mode is None else mode == STRICT
    raise AskedWrongly(
        "sslmode 只能是 verify-full，不能是“{mode}”：那样认不出假冒的服务器。", mode=mode
    )


def _require_safe(address: Address) -> None:
    if address.tls is False and not address.here:
        raise AskedWrongly("只有服务器就在本机时才可以不加密，请去掉 sslmode=disable。")
