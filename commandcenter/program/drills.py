"""What `commandcenter drill` does: new, list, and run: a script played by scripted players.

Run is the rehearsal before a release: the acts of a scenario are the players, the complaints and
the other injects come as the script says, and the score is said at the end.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from commandcenter.db.demo.acts import Act, Verb
from commandcenter.db.demo.load import OFFICE, let_act
from commandcenter.db.demo.moment import ScenarioKey
from commandcenter.db.demo.script_references import in_story
from commandcenter.db.demo.stories import story
from commandcenter.db.demo.watching import DemoWatch
from commandcenter.domain.drills.drill import SPEEDS, DrillState
from commandcenter.domain.drills.script import Script
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import drill_folder, drill_stores
from commandcenter.offices.drill_scripts import read_file
from commandcenter.offices.drill_stores import Bureau, Cast
from commandcenter.offices.opening import opened
from commandcenter.program.drill_sources import lay_scenario, with_complaints
from commandcenter.queries.drills.board import DrillBoard, drill_board
from commandcenter.queries.drills.past_event import script_from
from commandcenter.services.drills import conduct, injects
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.clock import HandClock, SimulatedClock
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import Database
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from commandcenter.store.tables.journal import PenRow

LOOK_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Event:
    """What happens at a moment: an inject comes, or a scripted player acts."""

    at: datetime
    inject: int = 0
    act: Act | None = None


def new(
    real: str,
    file: Path | None,
    incident: int | None,
    conductor: str,
    observers: Sequence[str],
    *,
    blind: bool,
) -> str:
    """Found a drill of the bureau, from a script or a closed incident; return its address."""
    with opened(real) as db:
        script = _script_of(db, file, incident)
        server = not db.embedded
        return founded(db, script, conductor, observers, blind=blind, on_server=server)


def founded(
    db: Database,
    script: Script,
    conductor: str,
    observers: Sequence[str],
    *,
    blind: bool,
    on_server: bool,
) -> str:
    """Found a drill of the bureau at `db`, on its server or as a file; return its address."""
    with db.read() as session:
        districts = list(session.scalars(select(DistrictRow.code).order_by(DistrictRow.code)))
    script = with_complaints(script, districts)
    bureau = drill_stores.bureau_of(db, script)  # knows the traders that the complaints are about
    names = {person.login: person.name for person in bureau.people}
    if conductor not in names:
        raise RuleBroken("本局没有登录名为“{login}”的人员，不能任导调员。", login=conductor)
    if unknown := [login for login in observers if login not in names]:
        raise RuleBroken("本局没有登录名为“{login}”的人员。", login=unknown[0])
    players = tuple(login for login in names if login not in (conductor, *observers))
    cast = Cast(conductor, names[conductor], tuple(observers), players)
    url = drill_stores.address_beside(db, datetime.now(), on_server=on_server)
    if blind:
        script = drill_stores.blinded(script)
    drill_stores.found(url, script, cast, bureau, like=db.link if on_server else None)
    return url


def _script_of(db: Database, file: Path | None, incident: int | None) -> Script:
    if (file is None) == (incident is None):
        raise AskedWrongly("请指明演练脚本，或者用 --incident 指明一件已结案的事件，二者选一。")
    if file is not None:
        return read_file(file)
    assert incident is not None
    with db.read() as session:
        return script_from(session, incident)


def run(file: Path, speed: int, *, virtual: bool, out: Path | None = None) -> dict[str, object]:
    """Play the script in a store of its own; a document of how it went. `virtual`: without waiting.

    `out`: the folder where the store is left, else that of drills.
    """
    if speed not in SPEEDS:  # before a store is made
        known = "、".join(map(str, SPEEDS))
        raise AskedWrongly("演练快慢可以是 {known} 倍，不能是“{speed}”。", known=known, speed=speed)
    script = with_complaints(read_file(file))
    if out is not None and not out.is_dir():
        raise RuleBroken("文件夹“{folder}”不存在。", folder=out)
    place = out or drill_folder.folder()
    url = f"sqlite:///{place / f'演练-{datetime.now():%Y%m%d-%H%M%S}-{file.stem}.db'}"
    bureau = Bureau("", OFFICE, "")
    lay = lay_scenario(script)
    if lay is None:
        raise RuleBroken("“{title}”不是系统情景的演练，没有按脚本办理的人员。", title=script.title)
    drill_stores.found(url, script, Cast(), bureau, lay)
    db = drill_stores.open_drill(url)
    try:
        return play(db, script, acts_of(script), speed, virtual=virtual)
    finally:
        db.close()


def acts_of(script: Script) -> list[Act]:
    """What the scripted players do while it runs."""
    if script.players not in list(ScenarioKey):
        return []
    told = story(ScenarioKey(script.players))
    return [
        act
        for act in told.acts
        if act.verb is not Verb.MARK and script.begins < act.at <= script.until
    ]


def play(
    db: Database, script: Script, acts: Sequence[Act], speed: int, *, virtual: bool
) -> dict[str, object]:
    """From its start to its end."""
    clock = db.clock
    assert isinstance(clock, SimulatedClock)
    if virtual:
        clock.real = HandClock(clock.real())
    with db.write() as session:
        conduct.start(session, PROGRAM, speed)
        numbers = session.execute(select(DrillInjectRow.id, DrillInjectRow.at)).all()
    key, watch = load_key(db), DemoWatch(db)
    events = [Event(row.at, inject=row.id) for row in numbers]
    events += [Event(act.at, act=act) for act in acts]
    for event in sorted(events, key=lambda each: (each.at, each.act is not None, each.inject)):
        _wait(db, event.at, speed)
        if event.act:
            with in_story(event.act.story):
                let_act(db, event.act)
        elif came := injects.carry_out(db, PROGRAM, event.inject, key):
            watch.came(came)
    _wait(db, script.until, speed)
    watch.go_on()
    with db.write() as session:
        conduct.end(session, PROGRAM)
    return document(db)


def _wait(db: Database, until: datetime, speed: int) -> None:
    """Until the drill's clock shows it; on a virtual clock that is at once."""
    clock = db.clock
    assert isinstance(clock, SimulatedClock)
    if isinstance(clock.real, HandClock):
        ahead = until - clock()
        if ahead > timedelta():
            clock.real.at += -(-ahead // speed)
        return
    while clock() < until:
        left = (until - clock()) / speed
        time.sleep(min(LOOK_EVERY_S, max(left.total_seconds(), 0)))


def document(db: Database) -> dict[str, object]:
    """How a drill went, for a script that reads it."""
    with db.read() as session:
        board = drill_board(session, PROGRAM)
        head = session.execute(select(PenRow.number, PenRow.hash)).one()
        lines = journal.latest(session)
    assert board.state is DrillState.ENDED
    return {
        "title": board.mark.title,
        "mode": board.mark.mode.value,
        "source": board.source,
        "store": db.engine.url.render_as_string(hide_password=True),
        "from": board.began_at.isoformat(),
        "until": board.drill_now.isoformat(),
        "injects": _injects(board),
        "answers": [
            {"title": a.title, "who": a.who, "limit_s": a.limit.total_seconds(), "late": a.late,
             "took_s": a.took.total_seconds() if a.took is not None else None}
            for a in board.answers
        ],
        "clauses": [
            {"clause": s.clause, "title": s.title, "points": s.points, "full": s.full,
             "losses": [{"points": x.points, "reason": x.reason, "record": list(x.record)}
                        for x in s.losses]}
            for s in board.scores
        ],
        "score": board.total,
        "full": board.full,
        "journal_number": lines,
        "journal_head": head.hash,
    }  # fmt: skip


def sentence(found: Mapping[str, Any]) -> str:
    late = sum(answer["late"] for answer in found["answers"])
    return (
        f"演练“{found['title']}”结束：注入 {len(found['injects'])} 项，"
        f"应答 {len(found['answers'])} 项，超时 {late} 项，"
        f"得分 {found['score']}/{found['full']}。演练库 {found['store']}。"
    )


def _injects(board: DrillBoard) -> list[dict[str, object]]:
    return [
        {"at": line.at.isoformat(), "kind": line.kind.value, "title": line.title,
         "state": line.state.value, "answered_by": line.answered_by,
         "took_s": line.took.total_seconds() if line.took is not None else None}
        for line in board.injects
    ]  # fmt: skip
