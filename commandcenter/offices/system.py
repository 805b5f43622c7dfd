"""How the whole system does: this machine and the database, for `doctor` and the page 系统状态."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.domain.times import local
from commandcenter.late import late
from commandcenter.offices import doctor, file_check
from commandcenter.offices.opening import opened
from commandcenter.queries.seat.system_state import state_of_database
from commandcenter.settings import load as load_settings
from commandcenter.store.address import SYSTEM, is_server, parse
from commandcenter.store.database import Database, Lost
from commandcenter.store.seat.certificates import end_of

if TYPE_CHECKING:
    from commandcenter.offices import take_in
else:
    take_in = late("offices.take_in")

SKEWED = timedelta(seconds=2)
SOON = timedelta(days=30)  # before the end of a certificate: to ask for the next one


def examine(url: str, notify: Sequence[str]) -> list[Finding]:
    """Everything, of the database at `url` too, where it can be opened."""
    return [*machine(url, notify, lambda: _of_database(url))]


def machine_of(db: Database) -> list[Finding]:
    """Of the machine that a desk is at. Takes some seconds: a window system may be slow."""
    url = db.link.address.text if db.link else db.engine.url.render_as_string()
    try:
        notify = load_settings().notify
    except RuleBroken as broken:
        return [Finding(word("设置文件"), Health.BROKEN, broken.words), *machine(url, ())]
    return [*machine(url, notify), *_skew(db)]


def machine(
    url: str,
    notify: Sequence[str],
    database_check: Callable[[], Sequence[Finding]] | None = None,
) -> list[Finding]:
    found = doctor.examine(database_check)
    found += [file_check.examine(url), doctor.way_out(notify), *certificates(url)]
    found += [
        Finding(word("列对应方案"), Health.BROKEN, trouble)
        for trouble in take_in.mapping_troubles()
    ]
    return found


def _of_database(url: str) -> Sequence[Finding]:
    try:
        with opened(url) as db, db.read() as session:
            return state_of_database(session)
    except RuleBroken as broken:
        text: str = broken.words
    except Lost:
        text = word("连接不上。")
    unknown = word("数据库打不开，没有核对。")
    return [
        Finding(word("数据库"), Health.BROKEN, text),
        Finding(word("人员识别密钥"), Health.GOOD, unknown),
    ]


def _skew(db: Database) -> Iterator[Finding]:
    if db.skew is None:
        return
    seconds = abs(db.skew.total_seconds())
    if abs(db.skew) > SKEWED:
        words = phrase("本机时钟比服务器慢 {n:.0f} 秒，时间以服务器为准。", n=seconds)
        if db.skew > timedelta():
            words = phrase("本机时钟比服务器快 {n:.0f} 秒，时间以服务器为准。", n=seconds)
        yield Finding(word("与服务器的时差"), Health.ATTENTION, words, word("请启用网络校时。"))
    else:
        yield Finding(word("与服务器的时差"), Health.GOOD, word("在 2 秒以内。"))


def certificates(url: str) -> Iterator[Finding]:
    """The end of what the address trusts by: the CA's certificate on this machine."""
    if not is_server(url):
        return
    address, _ = parse(url)
    if address.ca and address.ca != SYSTEM:
        yield of_certificate(Path(address.ca), datetime.now(UTC))
    elif not address.here:
        own = Path.home() / ".postgresql" / "root.crt"
        if own.is_file():
            yield of_certificate(own, datetime.now(UTC))


def of_certificate(file: Path, now: datetime) -> Finding:
    name, todo = word("证书"), word("请向签发单位换领，并发到各席位。")
    try:
        end = end_of(file)
    except RuleBroken as broken:
        return Finding(name, Health.BROKEN, broken.words, todo)
    day = f"{local(end):%Y-%m-%d}"
    if end <= now:
        return Finding(
            name,
            Health.BROKEN,
            phrase("“{file}”已于 {day} 到期。", file=file.name, day=day),
            todo,
            end,
        )
    if end - now <= SOON:
        return Finding(
            name,
            Health.ATTENTION,
            phrase("“{file}”将于 {day} 到期。", file=file.name, day=day),
            todo,
            end,
        )
    return Finding(
        name, Health.GOOD, phrase("“{file}”到 {day} 有效。", file=file.name, day=day), "", end
    )
