"""Whether a PostgreSQL server keeps what it has confirmed: looked at before a schema is made."""

from collections.abc import Callable

from sqlalchemy import Connection, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.store.database import Database, lost_is_lost

OLDEST, WELL = 15_00_00, 16_00_00  # as the server numbers itself: 150020
LOSES = {  # a setting, the values with which confirmed entries can be lost, and how to mend it
    "fsync": (("off",), word("断电后数据库可能损坏")),
    "full_page_writes": (("off",), word("断电后数据页可能只写了一半")),
    "synchronous_commit": (("off", "local"), word("已确认的记录在故障时可能丢失")),
}


def check(db: Database) -> list[str]:
    """What should be better, a sentence each. Raises RuleBroken for a server that loses data."""
    if db.embedded:
        return []
    with lost_is_lost(), db.engine.connect() as connection:
        require_sound(_shown(connection), _version(connection))
        _require_sound_roles(connection)
        return advice(_shown(connection), _version(connection), here=_is_local(db))


def _shown(connection: Connection) -> Callable[[str], str]:
    def shown(name: str) -> str:
        return str(connection.scalar(text("SELECT current_setting(:name)"), {"name": name}))

    return shown


def _version(connection: Connection) -> int:
    return int(_shown(connection)("server_version_num"))


def _is_local(db: Database) -> bool:
    assert db.link is not None
    return db.link.address.here


def require_sound(shown: Callable[[str], str], version: int) -> None:
    """`shown` tells the value of a setting. Raises RuleBroken."""
    if version < OLDEST:
        raise RuleBroken(
            "服务器是 PostgreSQL {found}，本程序要求 15 或更新（建议 17）。",
            found=version // 10_000,
        )
    for name, (bad, harm) in LOSES.items():
        if (value := shown(name)) in bad:
            raise RuleBroken(
                "服务器设置 {name} = {value}，{harm}：请在 postgresql.conf 改为 on 后再初始化。",
                name=name,
                value=value,
                harm=harm,
            )
    if shown("server_encoding") != "UTF8":
        raise RuleBroken("数据库的编码不是 UTF8，请以 ENCODING 'UTF8' 重新建库。")


def _require_sound_roles(connection: Connection) -> None:
    """A login or this database may have a setting of its own that says otherwise."""
    found = connection.execute(
        text(
            "SELECT coalesce(r.rolname, '') AS role, unnest(s.setconfig) AS setting "
            "FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole "
            "LEFT JOIN pg_database d ON d.oid = s.setdatabase "
            "WHERE s.setdatabase = 0 OR d.datname = current_database()"
        )
    )
    for role, setting in found:
        name, _, value = setting.partition("=")
        if value in LOSES.get(name, ((), ""))[0]:
            raise RuleBroken(
                "{whose}单独设了 {name} = {value}，{harm}：请用 ALTER … RESET {name} 去掉。",
                whose=phrase("登录名“{role}”", role=role) if role else word("这个数据库"),
                name=name,
                value=value,
                harm=LOSES[name][1],
            )


def advice(shown: Callable[[str], str], version: int, *, here: bool) -> list[str]:
    """What works but should be better."""
    found = list[str]()
    if version < WELL:
        found.append(
            phrase(
                "服务器是 PostgreSQL {version}：可以使用，但应尽快升级到 16 或更新，"
                "在此之前不能由本程序增加人员。",
                version=version // 10_000,
            )
        )
    if shown("ssl") != "on" and not here:
        found.append(word("服务器没有启用 TLS：各席位接不上，请设 ssl = on。"))
    if shown("password_encryption") != "scram-sha-256":
        found.append(word("服务器仍以 MD5 保存口令：请设 password_encryption = 'scram-sha-256'。"))
    return found
