"""The password that the environment gives, and the address in which none may stand.

Looked at by every command before it does anything.
"""

import os
from functools import cache

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.address import is_server

VARIABLE = "PGPASSWORD"


def refuse_written_password(url: str) -> None:
    """Raises RuleBroken for an address with a password in it."""
    if is_server(url) and ":" in url.partition("://")[2].partition("/")[0].rpartition("@")[0]:
        raise RuleBroken(
            "数据库地址里不能写口令，进程列表和历史记录会留下它；请去掉，由程序询问，"
            "或放进环境变量 PGPASSWORD（写过的口令请更换）"
        )


@cache
def given() -> str | None:
    """The environment's; what this program starts does not inherit it."""
    return os.environ.pop(VARIABLE, None)
