"""How the program was called, beside a command's own arguments: looked at before it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.offices import credentials
from commandcenter.settings import Settings, settings_path
from commandcenter.store.engines import require_address

MOST = 2_147_483_647  # the largest number that a database counts to
DB_VARIABLE = "COMMANDCENTER_DB"
DB_HELP = "数据库地址；演示（demo）用自己的，不能指定"
NO_DB_FOR_DEMO = "演示用自己的数据库，不能指定别的；要打开所指的数据库，请去掉 demo"

Db = Annotated[str | None, typer.Option("--db", envvar=DB_VARIABLE, help=DB_HELP)]
Lang = Annotated[str | None, typer.Option("--lang", help="界面语言 zh 或 en")]
Incident = Annotated[int | None, typer.Option(min=1, max=MOST, help="事件编号")]


@dataclass(frozen=True, slots=True)
class Asked:
    url: str
    settings: Settings
    named: bool  # the address was given, not left to the default
    command: str = ""

    @property
    def called(self) -> str:
        return f"commandcenter {self.command}".rstrip()


def look_at_address(context: typer.Context, asked: Asked, db: str | None) -> None:
    """Refuse an address that is none, as what gave it; the demo has its own and asks for none."""
    source = context.get_parameter_source("db")
    hint = DB_VARIABLE if source is not None and source.name == "ENVIRONMENT" else "--db"
    if asked.command == "demo":
        if db is not None and hint == "--db":
            raise typer.BadParameter(NO_DB_FOR_DEMO, param_hint=hint)
        return
    try:
        if db is not None and not db.strip():
            raise AskedWrongly("地址是空的。")
        credentials.refuse_written_password(asked.url)
        require_address(asked.url)
    except RuleBroken as broken:
        if db is not None:
            raise typer.BadParameter(str(broken), param_hint=hint) from broken
        words = "设置文件“{file}”中“database”的值不对：{reason}"
        raise RuleBroken(words, file=settings_path(), reason=broken) from broken


def word_of(require: Callable[[str], None]) -> Callable[[str], str]:
    """For an argument that names one of several: refused before any other is missed."""

    def check(word: str) -> str:
        require(word)
        return word

    return check
