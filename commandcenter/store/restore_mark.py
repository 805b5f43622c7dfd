"""The mark of a database that is being restored: written first, taken away last.

What a killed restore leaves is an empty schema or half a file, and either would pass for a sound
database. While the mark is there nothing works on it.
"""

from sqlalchemy import Connection, inspect, text

from commandcenter.domain.errors import RuleBroken

TABLE = "restore_unfinished"
WORDS = "恢复未完成：上一次恢复备份时中断了，这个数据库不能使用。请重新恢复备份。"
MAKE = text(f"CREATE TABLE IF NOT EXISTS {TABLE} (since TEXT NOT NULL)")
DROP = text(f"DROP TABLE IF EXISTS {TABLE}")
THERE = text(
    f"SELECT EXISTS (SELECT FROM pg_class WHERE relname = '{TABLE}' "
    "AND relnamespace = 'public'::regnamespace)"
)


def put(connection: Connection) -> None:
    connection.execute(MAKE)


def take_away(connection: Connection) -> None:
    connection.execute(DROP)


def there(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        return bool(connection.scalar(THERE))
    return TABLE in inspect(connection).get_table_names()


def refuse(connection: Connection) -> None:
    """Raise RuleBroken for what a killed restore left."""
    if there(connection):
        raise RuleBroken(WORDS)
