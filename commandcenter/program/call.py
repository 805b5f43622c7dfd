"""How the program was called, beside a command's own arguments: looked at before it runs."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import given_password
from commandcenter.settings import WALL_PAGES, Settings, settings_path
from commandcenter.store.address import is_plain_file, is_server, parse

if TYPE_CHECKING:
    from commandcenter.store import engines
else:
    engines = late("store.engines")

# Commands that may show the web engine, which a hidden process could not fence in.
WITH_WINDOW = frozenset({"", "demo", "drill", "wall", "shoot", "manual"})
SIZES = {"wall": (1920, 1080), "desk": (1600, 1000)}  # of the screens that may be drawn
MOST = 2_147_483_647  # the largest number that a database counts to
DB_VARIABLE = "COMMANDCENTER_DB"
DB_HELP = "数据库地址；演示（demo）用自己的，不能指定"
NO_DB_FOR_DEMO = "演示用自己的数据库，不能指定别的；要打开所指的数据库，请去掉 demo"

Db = Annotated[str | None, typer.Option("--db", envvar=DB_VARIABLE, help=DB_HELP)]
Lang = Annotated[str | None, typer.Option("--lang", help="界面语言 zh 或 en")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 文档，供脚本读取")]
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
        given_password.refuse_written_password(asked.url)
        _require_address(asked.url)
    except RuleBroken as broken:
        if db is not None:
            raise typer.BadParameter(str(broken), param_hint=hint) from broken
        words = "设置文件“{file}”中“database”的值不对：{reason}"
        raise RuleBroken(words, file=settings_path(), reason=broken) from broken


def _require_address(url: str) -> None:
    """What reads an address of another form is loaded for one only."""
    if is_server(url):
        parse(url)
    elif not is_plain_file(url):
        engines.require_address(url)


def require_screen(what: str) -> None:
    """Raises AskedWrongly for a screen that there is not."""
    if what not in SIZES:
        raise AskedWrongly("画面只有 wall 和 desk，没有“{what}”。", what=what)


def require_page(page: str) -> None:
    """Raises AskedWrongly for what no screen of the wall shows; "" is none."""
    if page and page not in WALL_PAGES:
        known = "、".join(WALL_PAGES)
        raise AskedWrongly("大屏没有“{page}”这一页，只有 {known}。", page=page, known=known)


def pages_of(words: str) -> list[str]:
    """main,map,- from left to right; - leaves a screen free. Raises as `require_page`."""
    pages = ["" if word.strip() == "-" else word.strip() for word in words.split(",") if words]
    for page in pages:
        require_page(page)
    return pages


def _word_list(words: Iterable[str]) -> Callable[[str], list[str]]:
    known = [str(word) for word in words]

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def one_of(words: Iterable[str], require: Callable[[str], None], about: str) -> Any:
    """An argument that is one of these words: a shell may complete it to them, and another is
    refused (`require`) before any other argument is missed."""
    return typer.Argument(help=about, callback=_word_of(require), autocompletion=_word_list(words))


def option_of(words: Iterable[str], require: Callable[[str], None], about: str) -> Any:
    """The same as an option."""
    return typer.Option(help=about, callback=_word_of(require), autocompletion=_word_list(words))


def _word_of(require: Callable[[str], None]) -> Callable[[str], str]:

    def check(word: str) -> str:
        require(word)
        return word

    return check
