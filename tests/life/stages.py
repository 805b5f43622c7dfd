"""The database in which the machine plays, at any of the stages where a story may begin."""

import dataclasses
import shutil
from datetime import UTC, datetime, timedelta

import pysqlite3.dbapi2 as sqlite

from commandcenter.domain.level import Level
from commandcenter.services.aftermath import closing
from commandcenter.services.incident import incident_moves, levels, merging, response
from commandcenter.store.database import open_database
from tests.life.bureau import GATES, Bureau, build

OVER = ("false_alarm", "archived", "merged")
STAGES = (
    "reported", "assessing", "graded", "initial", "asked", "responding", "IV", "two", "carried",
    "three", "ended", "beside", *OVER, *GATES,
)  # fmt: skip


def begin(bureau, stage):
    """One incident that has come to a stage; of the points of the gate all are met but one."""
    match stage:
        case "reported":
            bureau.new(verified=False)
        case "assessing":
            bureau.new()
        case "graded":
            bureau.graded(Level.IV)
        case "initial":
            sign_initial(bureau)
        case "asked":  # for one, not for the other
            initial = sign_initial(bureau)
            request = levels.Request(initial, "省市场监督管理局", "请研定", "陈屿")
            bureau.do("chenyu", levels.request_upper, request)
            bureau.new()
        case "responding":
            bureau.responding()
        case "IV":
            bureau.responding(Level.IV)
        case "two":
            bureau.responding(Level.III)
            bureau.responding(Level.IV)
        case "carried":  # a response that is carried on in another
            held, source = bureau.responding(Level.III), bureau.responding(Level.IV)
            bureau.do("zhoulan", merging.merge, source, held, "同一经营者")
        case "three":  # one in another, and that in a third
            first, second, third = bureau.new(), bureau.new(), bureau.new()
            bureau.do("zhoulan", merging.merge, first, second, "同一经营者")
            bureau.do("zhoulan", merging.merge, second, third, "同一经营者")
        case "ended":
            incident = bureau.responding()
            ending = response.Ending("已平息", "陈屿")
            bureau.do("chenyu", response.end_response, incident, ending)
        case "beside":  # one that is over, one that is not
            bureau.do("zhoulan", incident_moves.dismiss, bureau.new(), "反复投诉")
            bureau.new()
        case "false_alarm":
            bureau.do("zhoulan", incident_moves.dismiss, bureau.new(), "反复投诉")
        case "archived":
            bureau.do("chenyu", closing.close, bureau.aftermath(""), "陈屿")
        case "merged":
            bureau.do("zhoulan", merging.merge, bureau.new(), bureau.new(), "同一经营者")
        case gate:
            bureau.aftermath(gate)


def sign_initial(bureau):
    paper = levels.Initial(Level.II, "触及参考条件", "陈屿", {})
    return bureau.do("chenyu", levels.sign_initial, bureau.graded(Level.IV), paper)


class Clock:
    """A second goes by whenever it is looked at: every run sees the same times."""

    def __init__(self):
        self.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


class Stages:
    """One database for all stories: opened once, and each time brought back to a stage."""

    def __init__(self, folder, template):
        path = folder / "life.db"
        shutil.copy(template, path)
        self.clock = Clock()
        db = dataclasses.replace(open_database(f"sqlite:///{path}"), clock=self.clock)
        build(db)
        self.bureau = Bureau(db)
        people, self.kept = self.keep(), {}
        for stage in STAGES:
            self.bring_back(people)
            begin(self.bureau, stage)
            self.kept[stage] = self.keep()

    def close(self):
        self.bureau.close()
        for kept, *_ in self.kept.values():
            kept.close()

    def at(self, stage):
        """The bureau, an hour after it came to the stage."""
        self.bring_back(self.kept[stage])
        self.clock.at += timedelta(hours=1)
        return self.bureau

    def keep(self):
        kept = sqlite.connect(":memory:")
        self.bureau.eye.driver_connection.backup(kept)
        return kept, self.clock.at, self.bureau.rows()

    def bring_back(self, kept):
        copy, self.clock.at, rows = kept
        copy.backup(self.bureau.eye.driver_connection)
        self.bureau.begin(rows)
