"""实施细则 of the counties on the 预案 page: who owes theirs, their files, the city's receipts."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.plan.plan_gap import RULES_FILES
from commandcenter.domain.times import date_zh
from commandcenter.offices.progress import Progress, in_thousandths
from commandcenter.queries.plan.county_rules import (
    RulesBoard,
    RulesLine,
    RulesState,
    rules_board,
)
from commandcenter.services.plan import gaps
from commandcenter.services.plan.rules_file import file_with_paper, save_rules
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at, size_words, when
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    RulesState.LATE: "danger",
    RulesState.MISSING: "warn",
    RulesState.WAITING: "accent",
    RulesState.FILED: "ok",
    RulesState.EARLIER: "text_dim",
}


class RulesPanel(LinesPanel[RulesBoard, RulesLine]):
    """Who owes theirs first, with how late; then what was handed in."""

    object_name = "rules_panel"
    kinds = frozenset({"county_rules", "plan", "person", "city"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("file_rules", self.tr("报备细则…"), "edit", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有县区报备实施细则。")
        return Ledger(self.tr("县区实施细则"), self.columns(), "paper", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("县区"), 5, cell=lambda line, _: line.county),
            self.column(self.tr("细则"), stretch=True, cell=self._title),
            self.column(self.tr("施行日期"), 7, cell=lambda line, _: _day(line.adopted_on)),
            self.column(self.tr("报备"), 8, cell=lambda line, board: when(line.at, board.now)),
            self.column(self.tr("备案回执"), 12, cell=lambda line, _: line.receipt),
        ]

    def query(self) -> Query[RulesBoard]:
        return self.seat.query(rules_board, self.seat.clock())

    def note(self, board: RulesBoard) -> str:
        names = enumerated(board.missing)
        words = self.tr("尚未报备：{names}").format(names=names) if names else ""
        if board.due_at is None:
            return words
        due = self.tr("{label}施行后应于 {day}前报备").format(
            label=board.under, day=date_zh(board.due_at)
        )
        return f"{due} · {words}" if words else due

    def _state(self, line: RulesLine, board: RulesBoard) -> Cell:
        words = {
            RulesState.LATE: self.tr("逾期 {n} 天").format(n=line.days),
            RulesState.MISSING: self.tr("未报备"),
            RulesState.WAITING: self.tr("待备案回执"),
            RulesState.FILED: self.tr("已备案"),
            RulesState.EARLIER: self.tr("依据旧版"),
        }
        if line.state is RulesState.MISSING and board.due_at is not None:
            words[line.state] = self.tr("还有 {n} 天").format(n=line.days)
        return Cell(words[line.state], INKS[line.state], bold=line.state is RulesState.LATE)

    def _title(self, line: RulesLine, _: RulesBoard) -> Cell:
        return Cell(line.title) if line.title else Cell(self.tr("没有报备"), "text_dim")

    def detail(self, line: RulesLine, board: RulesBoard) -> Detail:
        owed = self.tr("应于 {day}前报备").format(day=date_zh(board.due_at)) if board.due_at else ""
        return (
            (self.tr("县区"), line.county),
            (self.tr("期限"), owed if line.at is None else ""),
            (self.tr("细则名称"), line.title),
            (self.tr("施行日期"), _day(line.adopted_on)),
            (self.tr("依据的预案版本"), line.version),
            (self.tr("主要内容"), line.words),
            (self.tr("文件"), line.file_name),
            (self.tr("报备"), by_at(line.filed_by, line.at, board.now)),
            (self.tr("备案回执"), line.receipt),
            (self.tr("登记回执"), by_at(line.received_by, line.received_at, board.now)),
        )

    def acts(self, line: RulesLine, board: RulesBoard) -> tuple[LineAct, ...]:
        acts = line_acts(line.offers, {"receive": self.tr("登记备案回执…")})
        if line.sha256:
            acts += (LineAct("save_file", self.tr("另存文件…"), reads=True),)
        return acts

    def want(self, board: RulesBoard, key: str) -> None:
        RulesForm(self.over, board).begin()

    def act(self, board: RulesBoard, key: str, line: RulesLine) -> None:
        if key == "save_file":
            self._save(line)
            return
        wording = Wording(self.tr("登记备案回执"), self.tr("登记"), self.tr("回执文号"), line.title)
        WordsForm(self.over, wording, gaps.receive_rules, line.id).begin()

    def _save(self, line: RulesLine) -> None:
        tasks = self.seat.tasks

        def save(target: Path) -> None:
            tasks.work(
                self,
                lambda progress: save_rules(
                    tasks.db, line.sha256, target, in_thousandths(progress)
                ),
                lambda _: self.seat.notices.info(
                    self.tr("已另存“{name}”。").format(name=target.name)
                ),
            )

        save_as(self.window(), self.tr("另存细则文件"), line.file_name, save)


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


class RulesForm(Form):
    """The file is sent first, in parts; then the rules are filed."""

    object_name, kept_as, extent = "rules_form", "county_rules", (560, 620)

    def __init__(self, over: Over, board: RulesBoard) -> None:
        explain = self.tr(
            "各县（市、区）局按预案制定的实施细则，连同文件报市局备案（预案 8.1）；"
            "文件先传送，传完才登记。"
        )
        super().__init__(over, self.tr("报备实施细则"), self.tr("报备"), explain=explain)
        self._path: Path | None = None
        self.county = self.choice("rules_county", self.tr("县区"), board.counties)
        self.title = self.line("rules_title", self.tr("细则名称"), needed=True)
        hint, today = self.tr("例：2027-03-14"), f"{self.seat.clock():%Y-%m-%d}"
        self.adopted = self.line("rules_day", self.tr("施行日期"), today, hint, needed=True)
        self._build_file()
        hint = self.tr("比预案细化、补充了什么")
        self.words = self.text("rules_words", self.tr("主要内容"), hint=hint, lines=4)
        self.demand(self._missing)

    def _build_file(self) -> None:
        self._choose = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self._choose.setObjectName("choose_rules")
        self._choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择细则文件"), self.tr("细则文件"), RULES_FILES)
        FileWay(self, wanted, one(self.take), self.say, button=self._choose)
        words = self.tr("没有选择文件（PDF、OFD 或 Word）")
        self._file = PlainLabel(words, Size.SMALL, ink="text_dim")
        self._file.setObjectName("chosen_rules")
        self._file.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(self._choose)
        row.addWidget(self._file, 1)
        self.body.addLayout(row)

    def _missing(self) -> str:
        return "" if self._path else self.tr("请选择细则文件")

    def take(self, path: Path) -> None:
        """Nothing is sent before it is filed."""
        if not path.name.lower().endswith(RULES_FILES):
            self.say(self.tr("细则文件应是 PDF、OFD 或 Word 文件。"))
            return
        self._path = path
        size = path.stat().st_size if path.is_file() else 0
        words = self.tr("{name}（{size}）").format(name=path.name, size=size_words(size))
        self._file.setText(words)

    def submit(self) -> None:
        rules = gaps.OwnRules(
            district=self.county.currentData() or "",
            title=self.title.text(),
            adopted=self.adopted.text(),
            words=self.words.toPlainText(),
        )
        assert self._path
        path, tasks, actor = self._path, self.seat.tasks, self.seat.actor

        def work(progress: Progress) -> int:
            return file_with_paper(tasks.db, actor, rules, path, in_thousandths(progress))

        self.say("")
        tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
