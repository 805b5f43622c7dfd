"""The watch without a window, and what it finds on demand."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.moments import moment_of
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import enumerated, phrase, with_note
from commandcenter.domain.times import iso, minute_zh
from commandcenter.domain.watch.watch_parts import PART_WORDS, reason_words
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import failure_log
from commandcenter.offices.opening import opened
from commandcenter.paths import user_data
from commandcenter.services.guard import PROGRAM
from commandcenter.services.watch.signal_book import Sign
from commandcenter.settings import Settings
from commandcenter.store.database import Database
from commandcenter.store.people import actor_of
from commandcenter.store.refusals import require_tables
from commandcenter.store.watch.past_copy import known_then
from commandcenter.watch.alarm_sender import WayOut
from commandcenter.watch.attempt import Failures
from commandcenter.watch.describe import describe
from commandcenter.watch.detect import detect
from commandcenter.watch.runner import Runner

SEAT = "值守程序"
OUTBOX = "alarm_outbox"  # a file a message, where no command sends them
WEEKS = timedelta(weeks=4)


def keep_watch(
    url: str,
    say: Callable[[str], None],
    on_ready: Callable[[Callable[[], None]], None],
    settings: Settings,
) -> None:
    """Watch until what `on_ready` is given is called, from wherever."""
    with failure_log.logged(), opened(url) as db:
        require_tables(db)
        runner = runner_of(db, SEAT, settings, say)
        on_ready(runner.stop)
        say("监测程序已启动。")
        runner.run()
    say("监测程序已停止。")


def runner_of(
    db: Database,
    seat: str,
    settings: Settings,
    say: Callable[[str], None] = lambda words: None,
) -> Runner:
    """Its alarms reach people who are at no seat by the command of this machine's settings, else as
    files beside the user's data."""
    way = WayOut(tuple(settings.notify), user_data() / OUTBOX)
    return Runner(db, watching_actor(db), seat, say, way=way)


def watching_actor(db: Database) -> Actor:
    """The server's login `watch`, where it is a person with that role; else the program."""
    login = db.engine.url.username
    if db.embedded or not login:
        return PROGRAM
    try:
        with db.read() as session:
            actor = actor_of(session, login, db.clock())
    except RuleBroken:  # a service's login that is nobody's
        return PROGRAM
    return actor if actor.has(Role.WATCH) else PROGRAM


@dataclass(frozen=True, slots=True)
class OnDemand:
    """What a full run finds, the strongest first; `failed`: the parts that it was without.

    `known`, `later`: complaints of the weeks before that were here at that moment, and that came
    only after it (imported history).
    """

    at: datetime
    signs: Sequence[Sign]
    failed: Failures
    known: int
    later: int


def detect_on_demand(url: str, as_of: str) -> OnDemand:
    """What a full run would find as of a moment ("" is now); writes nothing.

    Raises RuleBroken for a moment that is none or still to come, and for the wall's login, to
    which towns and words of complaints are blank.
    """
    failed: Failures = {}
    with failure_log.logged(), opened(url) as db:
        require_tables(db)
        at = moment_of(as_of, db.clock()) if as_of else db.clock()
        signs = describe(db, detect(db, at, full=True, failed=failed), at, failed)
        with db.read() as session:
            known, later = known_then(session, at, at - WEEKS)
    strongest = sorted(signs, key=lambda s: (-len(s.rows), s.stream, s.key, s.detector))
    return OnDemand(at, strongest, failed, known, later)


def failed_words(failed: Failures) -> str:
    """Which parts could not run, and why; "" where all did."""
    parts = [with_note(PART_WORDS[part], reason_words(why)) for part, why in failed.items()]
    if not parts:
        return ""
    return phrase("监测：{parts}未能运行，结果不含这几项。", parts=enumerated(parts))


def as_dict(sign: Sign) -> dict[str, object]:
    """For scripts: times of Beijing, complaints by their ids."""
    return {
        "stream": sign.stream.value,
        "key": sign.key,
        "detector": sign.detector.value,
        "title": sign.title,
        "words": sign.words,
        "since": iso(sign.rows[0][1]),
        "until": iso(sign.rows[-1][1]),
        "observed": len(sign.rows),
        "people": sign.people,
        "flagged": sign.flagged,
        "expected": _rounded(sign.expected),
        "surprise": _rounded(sign.surprise),
        "recurrence_days": _rounded(sign.recurrence_days),
        "districts": list(sign.districts),
        "complaints": [number for number, _ in sign.rows],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def sentence(seen: OnDemand) -> str:
    words = f"截至{minute_zh(seen.at)}："
    if seen.signs:
        return f"{words}{len(seen.signs)} 项。"
    if seen.later:
        words += (
            f"前四周登记的投诉中有 {seen.later:,} 件是之后才导入的，"
            f"当时并不知道（已知 {seen.known:,} 件），不能说没有异常；"
            "要看按登记时间会提示什么，用 detect --from --to --as-registered。"
        )
        return words
    return f"{words}{'其余各项' if seen.failed else ''}没有异常。"
