"""The database in which the machine plays, at any of the stages where a story may begin."""

import dataclasses
import shutil
from datetime import UTC, datetime, timedelta

from commandcenter.domain.level import Level
from commandcenter.services.aftermath import closing
from commandcenter.services.incident import incident_moves, levels, merging, response
from commandcenter.store.database import open_database
from tests.life.bureau import GATES, Bureau, build
from tests.life.eyes import FileEye, ServerCopies

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
    """One database for all stories: opened once, and each time brought back to a stage.

    A stage is come to when the first story begins there.
    """

    def __init__(self, folder, template):
        path = folder / "life.db"
        shutil.copy(template, path)
        self.clock = Clock()
        db = dataclasses.replace(open_database(f"sqlite:///{path}"), clock=self.clock)
        build(db)
        self.bureau = Bureau(db, FileEye(db))
        self.people, self.kept = self.keep(), {}

    def close(self):
        self.bureau.close()
        for kept, *_ in (self.people, *self.kept.values()):
            kept.close()

    def at(self, stage):
        """The bureau, an hour after it came to the stage."""
        if stage not in self.kept:
            self.bring_back(self.people)
            begin(self.bureau, stage)
            self.kept[stage] = self.keep()
        self.bring_back(self.kept[stage])
        self.clock.at += timedelta(hours=1)
        return self.bureau

    def keep(self):
        return self.bureau.eye.keep(), self.clock.at, self.bureau.rows()

    def bring_back(self, kept):
        copy, self.clock.at, rows = kept
        self.bureau.eye.bring_back(copy)
        self.bureau.begin(rows)


class ServerStages:
    """The same on a server, by whose own clock: a story begins as soon as the stage is reached."""

    def __init__(self, cluster, run):
        self.copies = ServerCopies(cluster, "template", run)
        build(self.copies.opened)
        self.people, self.kept, self.bureau = self.copies.keep(), {}, None

    def close(self):
        self.leave()
        self.copies.close()

    def at(self, stage):
        if stage not in self.kept:
            begin(self.enter(self.people), stage)
            self.leave()
            self.kept[stage] = self.copies.keep()
        return self.enter(self.kept[stage])

    def enter(self, kept):
        self.leave()
        self.copies.bring_back(kept)
        self.bureau = Bureau(self.copies.opened, self.copies.eye())
        return self.bureau

    def leave(self):
        if self.bureau is not None:
            self.bureau.close()
            self.bureau = None
