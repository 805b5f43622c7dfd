"""`commandcenter drill list`: the scripts of the program, and the drills of this machine."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from commandcenter.domain.drills.drill import MODE_WORDS, STATE_WORDS, DrillState
from commandcenter.domain.drills.script import Script
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import iso, minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import drill_folder
from commandcenter.offices.drill_scripts import own_scripts, read_file
from commandcenter.offices.opening import opened
from commandcenter.store.database import now
from commandcenter.store.drills.course import acts_of_drill, course_of, drill_of


@dataclass(frozen=True, slots=True)
class Store:
    path: Path
    title: str
    state: DrillState
    drill_now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    scripts: tuple[tuple[Path, Script], ...]
    stores: tuple[Store, ...]

    def lines(self) -> Iterator[str]:
        for path, script in self.scripts:
            yield f"脚本 {path}：{script.title}（{MODE_WORDS[script.mode]}）"
        for store in self.stores:
            when = minute_zh(store.drill_now)
            state = STATE_WORDS[store.state]
            yield f"演练库 {store.path}：{store.title}，{state}，演练时间 {when}"

    def json(self) -> str:
        scripts = [
            {"path": str(path), "title": script.title, "mode": script.mode.value}
            for path, script in self.scripts
        ]
        stores = [
            {"path": str(s.path), "title": s.title, "state": s.state.value,
             "drill_now": iso(s.drill_now)}
            for s in self.stores
        ]  # fmt: skip
        told = {"scripts": scripts, "stores": stores}
        return json.dumps(told, ensure_ascii=False, indent=1)


def found() -> Found:
    scripts = tuple((path, read_file(path)) for path in own_scripts())
    return Found(scripts, tuple(_store(path) for path in drill_folder.known()))


def _store(path: Path) -> Store:
    with opened(f"sqlite:///{path}", ready=False) as db, db.read() as session:
        drill = drill_of(session)
        if drill is None:
            raise RuleBroken("“{path}”不是演练库。", path=path)
        course = course_of(acts_of_drill(session))
        return Store(path, drill.title, course.state, course.ended_at or now(session))
