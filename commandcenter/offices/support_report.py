"""What support gets of a machine in trouble: findings, versions, newest logs; nothing of people.

`doctor --report` shows the list before it writes. Neither a database nor a key, draft or paper is
in it. The logs hold no values by themselves; what could still tell of somebody is taken out here
once more, with the names of accounts and the machine.
"""

import getpass
import importlib.metadata
import platform
import re
import socket
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commandcenter import __version__
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.failure_log import log_folder
from commandcenter.offices.failure_words import for_support, without_home, without_password
from commandcenter.store import schema_state
from commandcenter.store.address import is_server

PACKAGES = (
    "PySide6-Essentials", "PySide6-Addons", "SQLAlchemy", "psycopg", "pysqlite3", "alembic",
    "reportlab", "pikepdf", "numpy", "keyring", "cryptography",
)  # fmt: skip
NEWEST = 512 << 10  # bytes of each log, from its end
LONGEST_LINE = 4_000
LEAST_NAME = 3  # letters; a shorter name of an account stands in half of all words
EVERYWHERE = frozenset({"root", "postgres"})  # accounts of the system: they name nobody
ABOUT = (
    "电话、证件号、邮箱、地址中的登录名和口令、本机账户名和机器名、用户目录名已去掉，"
    "日志中的中文已换成“·”。不含数据库、密钥、草稿、附件和公文。"
)
WORDS = {"report.txt": "程序、系统和组件版本", "doctor.txt": "本机检查结果"}
LOG_WORDS = {"faults.log": "崩溃时的调用栈", "command.log": "命令和服务的错误记录"}


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package. `about`: what it is, for the list on screen."""

    name: str
    text: str
    about: str

    def __str__(self) -> str:
        return f"{self.name}：{self.about}，{len(self.text.splitlines())} 行"


def items(url: str, findings: Sequence[str], at: datetime) -> tuple[Item, ...]:
    """All that the package will hold. `findings`: the doctor's lines, as they were shown."""
    hidden = _hider(url)
    found = "\n".join(hidden(without_password(without_home(line))) for line in findings)
    versions = "\n".join([f"made {at:%Y-%m-%d %H:%M:%S} UTC", *_versions(url)])
    return (
        Item("report.txt", f"{versions}\n", WORDS["report.txt"]),
        Item("doctor.txt", f"{found}\n", WORDS["doctor.txt"]),
        *_logs(hidden),
    )


def _versions(url: str) -> Iterator[str]:
    yield f"commandcenter {__version__}, schema {schema_state.head()}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    for name in PACKAGES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} is missing"
    yield f"database {without_home(without_password(url))}"


def _logs(hidden: Callable[[str], str]) -> Iterator[Item]:
    """The newest first; what cannot be read says so."""
    with suppress(OSError):
        found = [path for path in log_folder().glob("*.log*") if path.is_file()]
        for path in sorted(found, key=lambda path: (-path.stat().st_mtime, path.name)):
            about = LOG_WORDS.get(path.name, "程序日志")
            yield Item(f"logs/{path.name}", _log(path, hidden), about)


def _log(path: Path, hidden: Callable[[str], str]) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - NEWEST))
            data = file.read(NEWEST)
    except OSError as error:
        return f"{type(error).__name__}\n"
    lines = data.decode("utf-8", "replace").splitlines()
    return "".join(f"{hidden(for_support(line[:LONGEST_LINE]))}\n" for line in lines)


def _hider(url: str) -> Callable[[str], str]:
    """Takes out the names by which accounts and this machine are known."""
    names = {socket.gethostname()}
    with suppress(OSError, KeyError):
        names.add(getpass.getuser())
    if is_server(url):
        with suppress(ValueError):
            names.add(unquote(urlsplit(url).username or ""))
    names -= EVERYWHERE
    long = sorted((re.escape(name) for name in names if len(name) >= LEAST_NAME), key=len)
    if not long:
        return str
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(reversed(long))})(?![^\W_])")
    return lambda text: pattern.sub("…", text)


def packed(held: Sequence[Item]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for item in held:
            package.writestr(item.name, item.text)
        package.writestr("LIST.txt", "".join(f"{item}\n" for item in held) + f"{ABOUT}\n")
    return out.getvalue()
