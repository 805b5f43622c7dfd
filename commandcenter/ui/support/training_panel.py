"""培训: the year's plan and what was held, who came; and of each person what is still wanting."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.support.training import RESULT_WORDS, STATE_WORDS, TrainingState
from commandcenter.domain.times import date_zh, local, minute_zh
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.queries.offers import Offer
from commandcenter.queries.support.team import PersonLine, TeamBoard, team_board
from commandcenter.queries.support.training import TrainingBoard, TrainingLine, training_board
from commandcenter.queries.support.training_sheet import training_sheet
from commandcenter.services.support import training
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import enumerated, headed, listed, with_note
from commandcenter.ui.support.day_words import day_in, month_of
from commandcenter.ui.support.people_panel import KINDS
from commandcenter.ui.support.training_forms import HoldTraining, PlanTraining
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    TrainingState.LATE: "danger",
    TrainingState.PLANNED: "",
    TrainingState.HELD: "ok",
    TrainingState.CALLED_OFF: "text_faint",
}


class TrainingPanel(LinesPanel[TrainingBoard, TrainingLine]):
    object_name, kinds = "training_panel", KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("unplanned", self.tr("登记计划外培训…"))
        self.offer_button("plan", self.tr("编入计划…"), "calendar", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("今年还没有培训计划。编入计划后在此列出，办完登记参加人员。")
        return Ledger(self.tr("培训计划和登记"), self.columns(), "plan", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 4, cell=self._state),
            self.column(self.tr("日期"), 6, cell=self._day),
            self.column(self.tr("培训主题"), stretch=True, cell=lambda line, _: line.topic),
            self.column(self.tr("主办组"), 6, cell=lambda line, _: word(GROUP_WORDS[line.group])),
            self.column(self.tr("学时"), 3, right=True, cell=self._hours),
            self.column(self.tr("参加"), 4, right=True, cell=self._came),
            self.column(self.tr("不合格"), 4, right=True, cell=self._not_passed),
        ]

    def query(self) -> Query[TrainingBoard]:
        return self.seat.query(training_board, self.seat.clock())

    def note(self, board: TrainingBoard) -> str:
        parts = [
            self.tr("今年已办 {held} 次").format(held=board.held),
            self.tr("计划 {n} 次").format(n=board.planned),
            self.tr("逾期未办 {n} 次").format(n=board.late) if board.late else "",
            self.tr("学时达标 {n} / {all} 人").format(n=board.team.enough, all=board.team.asked),
        ]
        return listed(parts)

    def edge(self, line: TrainingLine, board: TrainingBoard) -> str:
        if line.state is TrainingState.LATE:
            return "danger"
        return "warn" if self._soon(line, board) else ""

    def _soon(self, line: TrainingLine, board: TrainingBoard) -> bool:
        return line.state is TrainingState.PLANNED and line.soon

    def _state(self, line: TrainingLine, _: TrainingBoard) -> Cell:
        late = line.state is TrainingState.LATE
        return Cell(word(STATE_WORDS[line.state]), INKS[line.state], bold=late)

    def _day(self, line: TrainingLine, board: TrainingBoard) -> Cell:
        at = line.held_at or line.due_at
        if at is None:
            return Cell("")
        month = line.held_at is None and line.whole_month
        shown = day_in(local(at).date(), local(board.now).year, whole_month=month)
        ink = "warn" if self._soon(line, board) else ""
        return Cell(shown, "danger" if line.state is TrainingState.LATE else ink)

    def _hours(self, line: TrainingLine, _: TrainingBoard) -> str:
        return str(line.held_hours or line.hours)

    def _came(self, line: TrainingLine, _: TrainingBoard) -> str:
        return self.tr("{n} 人").format(n=line.came) if line.held_at else ""

    def _not_passed(self, line: TrainingLine, _: TrainingBoard) -> Cell:
        failed = line.came - line.passed
        return Cell(self.tr("{n} 人").format(n=failed) if failed else "", "warn")

    def detail(self, line: TrainingLine, board: TrainingBoard) -> Detail:
        now = board.now
        off = by_at(line.called_off_by, line.called_off_at, now)
        asked = enumerated(word(GROUP_WORDS[g]) for g in Group if g in line.groups)
        planned = self._planned(line)
        return (
            (word(GROUP_WORDS[line.group]), line.topic),
            (self.tr("计划"), planned),
            (self.tr("参加的工作组"), asked),
            (self.tr("内容"), line.matter),
            (self.tr("举行"), minute_zh(line.held_at) if line.held_at else ""),
            (self.tr("地点"), line.place),
            (self.tr("授课人"), line.teacher),
            *self._people(line),
            (self.tr("小结"), line.findings),
            (self.tr("取消"), with_note(line.called_off_why, off) if off else ""),
            (self.tr("列入计划"), by_at(line.planned_by, line.planned_at, now)),
            (self.tr("调整"), by_at(line.changed_by, line.changed_at, now)),
            (self.tr("登记"), by_at(line.recorded_by, line.recorded_at, now)),
            (self.tr("更正"), by_at(line.corrected_by or "", line.corrected_at, now)),
        )

    def _planned(self, line: TrainingLine) -> str:
        if line.due_at is None:
            return self.tr("计划外") if line.held_at else ""
        day = local(line.due_at).date()
        words = month_of(day) if line.whole_month else date_zh(line.due_at)
        return self.tr("{day}前，{n} 学时").format(day=words, n=line.hours)

    def _people(self, line: TrainingLine) -> list[tuple[str, str]]:
        """Who came by result, who was entered by mistake last."""
        pairs = []
        for result, words in RESULT_WORDS.items():
            own = [each.name for each in line.people if each.result is result]
            if own:
                count = self.tr("{n} 人").format(n=len(own))
                pairs.append((headed(word(words), count), enumerated(own)))
        return pairs

    def acts(self, line: TrainingLine, board: TrainingBoard) -> tuple[LineAct, ...]:
        words = {
            "hold": self.tr("登记培训…"),
            "change": self.tr("调整…"),
            "call_off": self.tr("取消…"),
            "correct": self.tr("更正…"),
        }
        acts = line_acts(line.offers, words, frozenset({"call_off"}))
        if line.state is TrainingState.CALLED_OFF:
            return acts
        sheet = self.tr("签到表…") if line.held_at is None else self.tr("培训记录…")
        return (*acts, LineAct("sheet", sheet, reads=True))

    def want(self, board: TrainingBoard, key: str) -> None:
        (PlanTraining if key == "plan" else HoldTraining)(self.over, board).begin()

    def act(self, board: TrainingBoard, key: str, line: TrainingLine) -> None:
        match key:
            case "hold" | "correct":
                HoldTraining(self.over, board, line).begin()
            case "change":
                PlanTraining(self.over, board, line).begin()
            case "call_off":
                title = self.tr("取消培训")
                wording = Wording(title, title, self.tr("理由"), line.topic)
                WordsForm(self.over, wording, training.call_off, line.id).begin()
            case "sheet":
                self._save_sheet(line)

    def _save_sheet(self, line: TrainingLine) -> None:
        held = line.held_at is not None
        name = self.tr("{topic}培训记录.pdf") if held else self.tr("{topic}签到表.pdf")
        title = self.tr("保存培训记录") if held else self.tr("保存签到表")
        save_as(self.window(), title, name.format(topic=line.topic), partial(self.make_sheet, line))

    def make_sheet(self, line: TrainingLine, path: Path) -> None:
        """Set on pages on a worker, and written where the person said."""
        db, actor, now = self.seat.tasks.db, self.seat.actor, self.seat.clock()
        target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

        def work(_: Progress) -> bytes:
            from commandcenter.outputs.papers import training_sheet as pages  # for a sheet only

            with db.read() as session:
                sheet = training_sheet(session, actor, line.id, now)
            return typesetting.pdf(pages.training_sheet(sheet)).data

        self.seat.tasks.work(self, work, partial(self._write_sheet, target))

    def _write_sheet(self, target: Path, data: bytes) -> None:
        put(self.seat, target, data, self.tr("已保存：{path}").format(path=target))


class HoursPanel(LinesPanel[TeamBoard, PersonLine]):
    """个人学时: who lacks the most first."""

    object_name, kinds = "training_hours", KINDS

    def make_ledger(self) -> Ledger:
        words = self.tr("没有要求完成年度培训的人员。")
        return Ledger(self.tr("个人学时"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("姓名"), 4, cell=lambda line, _: line.name),
            self.column(self.tr("工作组"), 8, cell=lambda line, _: line.office),
            self.column(self.tr("应完成"), 4, right=True, cell=lambda x, _: str(x.wanted or "")),
            self.column(self.tr("已完成"), 4, right=True, cell=lambda x, _: str(x.hours)),
            self.column(self.tr("还差"), 4, right=True, cell=self._short),
            self.column(self.tr("参加的培训"), stretch=True, cell=self._sessions),
        ]

    def query(self) -> Query[TeamBoard]:
        return self.seat.query(team_board, self.seat.clock())

    def rows(self, board: TeamBoard) -> tuple[PersonLine, ...]:
        asked = [line for line in board.lines if line.wanted is not None]
        groups = list(Group)
        return tuple(
            sorted(
                asked,
                key=lambda x: (-x.short, min(map(groups.index, x.groups), default=9), x.id),
            )
        )

    def offers(self, board: TeamBoard) -> tuple[Offer, ...]:
        return ()

    def note(self, board: TeamBoard) -> str:
        lacking = board.asked - board.enough
        parts = [
            self.tr("{year} 年应培训 {n} 人").format(year=board.year, n=board.asked),
            self.tr("达标 {n} 人").format(n=board.enough),
            self.tr("不足 {n} 人").format(n=lacking) if lacking else "",
            "" if board.approved else self.tr("学时标准为建议值"),
        ]
        return listed(parts)

    def edge(self, line: PersonLine, board: TeamBoard) -> str:
        return "warn" if line.told else ""

    def _short(self, line: PersonLine, _: TeamBoard) -> Cell:
        ink = "warn" if line.told else ""
        return Cell(str(line.short) if line.short else "", ink, bold=line.told)

    def _sessions(self, line: PersonLine, _: TeamBoard) -> Cell:
        return Cell(enumerated(each.topic for each in line.sessions), "text_dim")

    def detail(self, line: PersonLine, board: TeamBoard) -> Detail:
        wanted = self.tr("应完成 {wanted} 学时，已完成 {n} 学时").format(
            wanted=line.wanted, n=line.hours
        )
        short = self.tr("还差 {n} 学时").format(n=line.short) if line.short else ""
        pairs = [(listed((line.name, line.office)), listed((wanted, short)))]
        for each in line.sessions:
            result = word(RESULT_WORDS[each.result])
            hours = self.tr("{n} 学时，{result}").format(n=each.hours, result=result)
            pairs.append((date_zh(each.held_at), headed(each.topic, hours)))
        return tuple(pairs)
