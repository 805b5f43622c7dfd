"""系统状态: how the database does, with all that is kept and worked out in it, a line each."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from commandcenter import __version__
from commandcenter.domain.alarms.alarm_items import rules_of
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.complaints.complaint import SOURCE_WORDS
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated, listed, phrase, word
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.finding import Finding, Health
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.domain.watch.watch_parts import PART_WORDS, Part
from commandcenter.queries.seat.seats import seats
from commandcenter.queries.seat.setup_state import setup_finding
from commandcenter.queries.seat.upgrade_state import upgrade_finding
from commandcenter.queries.seat.verification import checked
from commandcenter.queries.watch.watch_state import watch_state
from commandcenter.store import schema_state
from commandcenter.store.alarms.alarm_rows import last_beat
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.complaints.person_key import state as key_state
from commandcenter.store.database import now as database_now
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.moment import moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.standby import Standby, is_single, standby
from commandcenter.store.tables.restore_drill import RestoreDrillRow
from commandcenter.store.watch import watch_runs

MEGABYTE = 1024**2
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
BACKUP_OLD = "backup_old"  # the alarm whose wait says how old a backup may be
RESTORE = "restore_drill"
# A line of several facts.
FACTS = word("{facts}。")
TO_VERIFY = word("请运行 commandcenter verify，或让自动监测运行一整夜。")


def store_state(session: Session, actor: Actor) -> tuple[Finding, ...]:
    """Servers, seats and sources, for who may see them. Raises RuleBroken for others."""
    plan_of(session).rights.require(actor, Action.SEE_SYSTEM)
    return _of_store(session, database_now(session))


def work_state(session: Session, actor: Actor) -> tuple[Finding, ...]:
    """What runs and is kept up: the same, asked apart, for each question is to be short."""
    plan_of(session).rights.require(actor, Action.SEE_SYSTEM)
    return _of_work(session, database_now(session))


def may_connect(session: Session, actor: Actor) -> bool:
    """Who changes the connection of the machine at which they sit (系统管理员)."""
    return plan_of(session).rights.allows(actor, Action.MANAGE_ACCOUNTS)


def state_of_database(session: Session) -> tuple[Finding, ...]:
    """All of it, for whoever may open the database."""
    at = database_now(session)
    found = _of_store(session, at)
    try:
        return (*found, *_of_work(session, at))
    except RuleBroken as broken:  # there is no plan yet, by which the work is judged
        return (*found, Finding(word("预案"), Health.BROKEN, broken.words))


def _of_store(session: Session, at: datetime) -> tuple[Finding, ...]:
    return (
        _database(session), *_standby(session, at), _key(session), *_seats(session),
        *upgrade_finding(session), *_sources(session, at),
    )  # fmt: skip


def _of_work(session: Session, at: datetime) -> tuple[Finding, ...]:
    return (
        *setup_finding(session, at), _watch(session, at), _alarms(session, at),
        backup_finding(session, at), restore_finding(session, at), _record(session, at),
    )  # fmt: skip


def _database(session: Session) -> Finding:
    mark = mark_of(session)
    drill = phrase("演练库“{title}”", title=mark.title) if mark else ""
    schema = phrase("结构 {schema}", schema=schema_state.head())
    facts = listed((_system(session), drill, _size(session), schema))
    return Finding(word("数据库"), Health.GOOD, FACTS.format(facts=facts))


def _system(session: Session) -> str:
    """What keeps the data; of a server its version too, which nobody else tells support."""
    if session.get_bind().dialect.name == "sqlite":
        return word("SQLite 文件")
    return f"PostgreSQL {str(session.scalar(text('SHOW server_version'))).split()[0]}"


def _size(session: Session) -> str:
    if session.get_bind().dialect.name == "sqlite":
        pages = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        found = session.scalar(pages)
    else:
        found = _of_server(session, func.store_size())
    if found is None:
        return ""
    size = int(found or 0) / MEGABYTE
    return f"{size / 1024:.1f} GB" if size >= 1024 else f"{size:.0f} MB"


def _of_server(session: Session, asked: Any) -> Any:
    """None where an earlier schema has no such function."""
    try:
        with session.begin_nested():
            return session.scalar(asked)
    except ProgrammingError:
        return None


STANDBY_WORDS = {
    Standby.ASYNC: (Health.GOOD, word("备机在跟随，提交不等待备机"), ""),
    Standby.KEPT: (Health.GOOD, word("双机运行，备机同步正常"), ""),
    Standby.LOST: (
        Health.BROKEN, word("备机失联，办理要等备机恢复才能存下"),
        word("请恢复备机；一时不能恢复的，由总指挥或带班领导决定切换为单机运行。"),
    ),
    Standby.UNKNOWN: (
        Health.ATTENTION, word("备机状态无法查看"),
        word("请以数据库管理员身份运行一次 commandcenter init。"),
    ),
}  # fmt: skip


def _standby(session: Session, at: datetime) -> Iterator[Finding]:
    found, name = standby(session), word("备用服务器")
    if is_single(session):
        todo = word("备机恢复后请及时恢复双机运行。") if found is not Standby.NONE else ""
        text_ = word("单机运行：新的记录只在一台服务器上。")
        yield Finding(name, Health.ATTENTION, text_, todo)
    elif found is not Standby.NONE:
        state, words, todo = STANDBY_WORDS[found]
        behind = _behind(session) if found in (Standby.ASYNC, Standby.KEPT) else ""
        yield Finding(name, state, FACTS.format(facts=listed((words, behind))), todo)
    elif session.get_bind().dialect.name == "postgresql":
        yield Finding(name, Health.GOOD, word("只有一台服务器，没有备机。"))


def _behind(session: Session) -> str:
    """How much the slowest has still to be sent; "" where an earlier schema cannot say."""
    behind = _of_server(session, func.standby_behind())
    if behind is None:
        return ""
    if behind < MEGABYTE / 10:
        return word("没有落后")
    return phrase("落后 {size:.1f} MB", size=behind / MEGABYTE)


def _key(session: Session) -> Finding:
    words, wrong = key_state(session)
    return Finding(word("人员识别密钥"), Health.BROKEN if wrong else Health.GOOD, words)


def _seats(session: Session) -> Iterator[Finding]:
    found = seats(session)
    others = sorted({line.version for line in found.lines if line.version != __version__})
    skewed = [line for line in found.lines if line.skewed]
    silent = phrase("{n} 席失联", n=found.silent) if found.silent else ""
    there = listed((phrase("{n} 席在线", n=found.online), silent))
    name, words = (
        word("席位"),
        phrase("{seats}，版本 {version}。", seats=there, version=__version__),
    )
    if others:
        words = phrase(
            "{seats}；另有版本 {others}，本席是 {version}。",
            seats=there, others=enumerated(others), version=__version__,
        )  # fmt: skip
        yield Finding(name, Health.ATTENTION, words, word("请把各席更新到同一版本。"))
    elif found.silent:
        yield Finding(name, Health.ATTENTION, words, word("请核对失联席位的电源和网络。"))
    else:
        yield Finding(name, Health.GOOD, words)
    if skewed:
        words = phrase(
            "{n} 席的时钟与服务器相差 2 秒以上（{names}），时间以服务器为准。",
            n=len(skewed), names=enumerated(line.machine for line in skewed[:3]),
        )  # fmt: skip
        todo = word("请在这些机器上启用网络校时。")
        yield Finding(word("席位时钟"), Health.ATTENTION, words, todo)


def _sources(session: Session, at: datetime) -> list[Finding]:
    """A day without anything of a source that came every day is worth a look."""
    found = []
    for source, to in moment(session, at).upto:
        late = at - to > DAY
        words = phrase("到 {at}。", at=short_zh(to, at))
        if at - to >= MINUTE:
            words = phrase("到 {at}，{span}前。", at=short_zh(to, at), span=span_zh(at - to))
        todo = word("请核对导出和导入是否按时。") if late else ""
        state = Health.ATTENTION if late else Health.GOOD
        title = SOURCE_WORDS[source]
        name = phrase("{source}数据", source=title)
        if title[-1].isdigit():
            name = phrase("{source} 数据", source=title)
        found.append(Finding(name, state, words, todo, to))
    return found


def _watch(session: Session, at: datetime) -> Finding:
    state, name = watch_state(session), word("自动监测")
    lacking = [each for each in state.left_out if each.part not in (Part.BACKUP, Part.ALARMS)]
    if state.idle:
        words = word("没有运行。")
        if state.idle_since:
            words = phrase("没有运行，{at} 起。", at=short_zh(state.idle_since, at))
        todo = word(
            "请打开一个值班席位，或在服务器上运行 commandcenter watch；恢复前人工查看投诉。"
        )
        return Finding(name, Health.ATTENTION, words, todo, state.idle_since)
    if state.missed:
        words = phrase("{at} 的夜间全面检测没有完成。", at=short_zh(state.missed, at))
        todo = word("请保持一个席位整夜运行。")
        return Finding(name, Health.ATTENTION, words, todo, state.missed)
    if lacking:
        parts = enumerated(PART_WORDS[each.part] for each in lacking)
        words = phrase("{parts}未能运行。", parts=parts)
        todo = word("请把 commandcenter doctor --report 的结果发给技术支持。")
        return Finding(name, Health.ATTENTION, words, todo, lacking[0].at)
    by = phrase("由{seat}运行", seat=state.seat) if state.seat else ""
    done = phrase("最近一次全面检测 {at}", at=short_zh(state.done, at)) if state.done else ""
    facts = listed((word("正常"), by, done))
    return Finding(name, Health.GOOD, FACTS.format(facts=facts), "", state.done)


def _alarms(session: Session, at: datetime) -> Finding:
    beat, name = last_beat(session), word("告警引擎")
    if beat.alive:
        by = phrase("由{seat}运行", seat=beat.seat) if beat.seat else ""
        words = FACTS.format(facts=listed((word("正常"), by)))
        return Finding(name, Health.GOOD, words, "", beat.last)
    words = word("没有运行。")
    if beat.last:
        words = phrase("没有运行，最近一次 {at}。", at=short_zh(beat.last, at))
    todo = word("请打开一个值班席位；恢复前人工查看各项时限。")
    return Finding(name, Health.ATTENTION, words, todo, beat.last)


def backup_finding(session: Session, at: datetime) -> Finding:
    kept, name = watch_runs.last_backup(session), word("最近备份")
    if kept is None:
        todo = word("请运行 commandcenter backup，或在“备份和恢复”中备份一次。")
        return Finding(name, Health.ATTENTION, word("还没有备份的记录。"), todo)
    item = rules_of(plan_of(session), ()).items.get(BACKUP_OLD)
    old = item is not None and at - kept.at > timedelta(minutes=item.wait_minutes)
    key = {True: word("含人员识别密钥"), False: word("不含人员识别密钥"), None: ""}[kept.keyed]
    words = FACTS.format(facts=listed((short_zh(kept.at, at), kept.place, key)))
    if old:
        todo = word("请查明没有按时备份的原因。")
        return Finding(name, Health.ATTENTION, words, todo, kept.at)
    if kept.keyed is False:
        todo = word("没有密钥的备份恢复后认不出同一投诉人，请核对人员识别密钥。")
        return Finding(name, Health.ATTENTION, words, todo, kept.at)
    return Finding(name, Health.GOOD, words, "", kept.at)


def restore_finding(session: Session, at: datetime) -> Finding:
    name, row = word("恢复演练"), last_restore(session)
    due = restore_due(session, at)
    when = short_zh(due, at) if due else ""
    late = due is not None and due < at
    todo = word("请在“备份和恢复”中或用 commandcenter restore-drill 试着恢复一份备份。")
    if row is None:
        words = word("还没有试过恢复。")
        if when:
            words = phrase("还没有试过恢复，下一次不迟于 {at}。", at=when)
        return Finding(name, Health.ATTENTION if late else Health.GOOD, words, todo)
    tried = {"at": short_zh(row.at, at), "backup": row.backup}
    if not row.whole:
        words = phrase("{at} 试过“{backup}”，没有通过。", **tried)
        todo = word("请换一份备份再试，并查明原因。")
        return Finding(name, Health.BROKEN, words, todo, row.at)
    words = phrase("{at} 试过“{backup}”，完好。", **tried)
    if when:
        words = phrase("{at} 试过“{backup}”，完好；下一次不迟于 {due}。", due=when, **tried)
    if late:
        return Finding(name, Health.ATTENTION, words, todo, row.at)
    return Finding(name, Health.GOOD, words, "", row.at)


def last_restore(session: Session) -> RestoreDrillRow | None:
    newest = select(RestoreDrillRow).order_by(RestoreDrillRow.id.desc()).limit(1)
    return session.scalars(newest).first()


def restore_due(session: Session, at: datetime) -> datetime | None:
    """When the next is due, as the bureau's own book says."""
    rows = obligations_of(session, None, at, state=ObligationState.OPEN)
    return next((row.due_at for row in rows if row.code == RESTORE), None)


def _record(session: Session, at: datetime) -> Finding:
    found, name = checked(session), word("全部记录核对")
    if found is None:
        return Finding(name, Health.ATTENTION, word("从未核验。"), TO_VERIFY)
    upto: dict[str, object] = {"at": short_zh(found.ended_at, at), "line": found.line}
    if found.whole and not found.complete:
        words = phrase("{at} 核对到日志第 {line} 行，只核验了一部分，全部记录从未核验。", **upto)
        return Finding(name, Health.ATTENTION, words, TO_VERIFY, found.ended_at)
    if found.whole:
        words = phrase("{at} 核对到日志第 {line} 行，完好。", **upto)
        return Finding(name, Health.GOOD, words, "", found.ended_at)
    words = phrase("{at} 核对到日志第 {line} 行，{n} 处不符。", n=len(found.faults), **upto)
    todo = word("请查明原因，查明前不要改动数据库。")
    return Finding(name, Health.BROKEN, words, todo, found.ended_at)
