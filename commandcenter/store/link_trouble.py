"""Why a server could not be reached, in words for the person who wants to.

libpq says it in English, a server in its own language, and about a certificate neither says what
is wrong with it: that is looked at here once more, by Python's own TLS.
"""

import re
import socket
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from commandcenter.domain.phrase import word
from commandcenter.domain.seat.joining import NotJoined, Part
from commandcenter.store.address import SYSTEM, Address, Host

if TYPE_CHECKING:
    import psycopg

PATIENCE_S = 3.0
SSL_REQUEST = struct.pack("!II", 8, 80_877_103)
LIBPQS_OWN_CA = "~/.postgresql/root.crt"
VERIFY_FAILED = "certificate verify failed"

# What a server says to a login that has no role left in a database.
NO_ENTRY = r"permission denied for database|访问数据库.*权限不够|对数据库.*权限不够"
# What is said (libpq in English; a server in English or Chinese), where to look, our words.
KNOWN: tuple[tuple[str, Part, str], ...] = (
    (
        r"failed to resolve|could not translate host name|Name or service not known",
        Part.HOST,
        word("找不到服务器“{host}”：请核对名称，或问系统管理员它的 IP 地址。"),
    ),
    (
        r"Connection refused|0x0000274D",
        Part.HOST,
        word("服务器“{host}”的 {port} 端口没有应答：请核对地址和端口，或请系统管理员启动数据库。"),
    ),
    (
        r"timeout expired|timed out|No route to host|unreachable",
        Part.HOST,
        word("服务器“{host}”没有回音：请检查网线、网段和防火墙。"),
    ),
    (
        r"root certificate file .* does not exist",
        Part.CA,
        word("没有本局的 CA 证书，认不出服务器是真是假：请选择系统管理员给的证书文件。"),
    ),
    (
        r"could not read root certificate file|could not load",
        Part.CA,
        word("“{ca}”不是证书文件：应是系统管理员给的 PEM 格式（.crt 或 .pem）文件。"),
    ),
    (
        r"does not match host name",
        Part.HOST,
        word(
            "服务器的证书不是发给“{host}”的：请按证书上的名称填写；"
            "若名称无误，可能有人冒充，不要继续。"
        ),
    ),
    (
        r"does not support SSL",
        Part.SERVER,
        word("服务器“{host}”没有启用 TLS 加密，不能接入：请系统管理员启用后再试。"),
    ),
    (
        r"requirement .* failed|channel binding (is )?required|SCRAM.*channel binding",
        Part.SERVER,
        word("服务器“{host}”要求以不安全的方式交出口令，已拒绝：请系统管理员改用 scram-sha-256。"),
    ),
    (
        r"no password supplied",
        Part.PASSWORD,
        word("请输入口令。"),
    ),
    (
        r"password authentication failed|认证失败|authentication failed for user",
        Part.PASSWORD,
        word("登录名或口令不对；忘记了可请系统管理员重设。"),
    ),
    (
        r"not permitted to log in|不允许登录|不允许登陆",
        Part.LOGIN,
        word("登录名“{login}”已停用：请找系统管理员。"),
    ),
    (
        r"too many connections for role|对角色.*连接过多",
        Part.LOGIN,
        word("登录名“{login}”已在太多地方登录：请先退出别处，或稍候再试。"),
    ),
    (
        r"too many (clients|connections)|remaining connection slots|连接过多|剩余的连接",
        Part.SERVER,
        word("服务器“{host}”的连接已满：请稍候再试，并告知系统管理员。"),
    ),
    (
        r"pg_hba\.conf",
        Part.LOGIN,
        word("服务器“{host}”不接受登录名“{login}”从这台机器接入：请系统管理员放行。"),
    ),
    (
        r"database .* does not exist|数据库.*不存在",
        Part.DATABASE,
        word("服务器“{host}”上没有名为“{database}”的数据库：请核对库名。"),
    ),
    (
        NO_ENTRY,
        Part.LOGIN,
        word(
            "登录名“{login}”没有进入数据库“{database}”的权限：请系统管理员授予角色；"
            "已授予而待确认的角色，由总指挥或监督评估确认后才能进入。"
        ),
    ),
    (
        r"session is read-only|server is in hot standby|read-write",
        Part.HOST,
        word(
            "服务器“{host}”是只读的备机，或者登录名“{login}”被设为只读："
            "请填主机的地址，或把主机、备机一并写上；只读的登录名请找系统管理员。"
        ),
    ),
    (
        r"starting up|shutting down|recovery|正在启动|正在关闭",
        Part.SERVER,
        word("服务器“{host}”正在启动或停止：请稍候再试。"),
    ),
)
WRONG_CERTIFICATE = {
    **dict.fromkeys(
        (18, 19, 20, 21),
        (
            Part.CA,
            word("服务器“{host}”的证书不是所选 CA 签发的：请核对证书文件；若无误，可能有人冒充。"),
        ),
    ),
    10: (Part.SERVER, word("服务器“{host}”的证书已过期：请系统管理员换发，或核对本机时间。")),
    9: (Part.SERVER, word("服务器“{host}”的证书尚未生效：请核对本机时间，或找系统管理员。")),
    23: (Part.SERVER, word("服务器“{host}”的证书已被吊销：不要继续，请找系统管理员。")),
    **dict.fromkeys(
        (62, 64), (Part.HOST, next(words for _, _, words in KNOWN if "不是发给" in words))
    ),
}


def driver_errors() -> tuple[type[Exception], ...]:
    """What SQLAlchemy raises, and the driver of servers past it (where no server has been met it
    is not loaded, and raises nothing)."""
    driver = sys.modules.get("psycopg")
    return (DBAPIError, driver.Error) if driver else (DBAPIError,)


def explained(error: "psycopg.Error", address: Address) -> NotJoined:
    """The words for what a connection to a single server failed with."""
    host, said = address.hosts[0], str(error)
    values = {
        "host": host.name,
        "port": host.port,
        "login": address.login,
        "database": address.database,
        "ca": address.ca,
    }
    if VERIFY_FAILED in said:
        part, words = _certificate(address, host)
        return NotJoined(part, words, **_named(words, values))
    for pattern, part, words in KNOWN:
        if re.search(pattern, said, re.IGNORECASE):
            return NotJoined(part, words, **_named(words, values))
    return NotJoined(
        Part.SERVER,
        "服务器“{host}”拒绝了连接（{kind}）：请找系统管理员。",
        host=host.name,
        kind=error.sqlstate or type(error).__name__,
    )


def _named(words: str, values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if f"{{{name}}}" in words}


def _certificate(address: Address, host: Host) -> tuple[Part, str]:
    """What is wrong with the certificate that a server shows."""
    # much to load, and only for whom a server's certificate does not suit
    import ssl

    unknown = WRONG_CERTIFICATE[20]
    try:
        context = ssl.create_default_context(cafile=_ca_file(address))
        where = address.hostaddr.split(",")[0] or host.name
        with socket.create_connection((where, host.port), PATIENCE_S) as plain:
            plain.sendall(SSL_REQUEST)
            if plain.recv(1) != b"S":
                return unknown
            with context.wrap_socket(plain, server_hostname=host.name):
                return unknown  # Python takes it and libpq does not: it is not to be trusted
    except ssl.SSLCertVerificationError as error:
        return WRONG_CERTIFICATE.get(error.verify_code, unknown)
    except OSError:
        return unknown


def _ca_file(address: Address) -> str | None:
    if address.ca == SYSTEM:
        return None
    return address.ca or str(Path(LIBPQS_OWN_CA).expanduser())
