"""科研合作: with which partner, on what, until when, with what result (plan 6.3)."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.publicity.research import (
    RESEARCH_WORDS,
    NewResearch,
    ResearchState,
)
from commandcenter.domain.times import local
from commandcenter.offices.progress import Progress, in_thousandths
from commandcenter.queries.publicity.research import ResearchBoard, ResearchLine, research_board
from commandcenter.services.publicity import research
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at, size_words
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.support.day_field import DayField
from commandcenter.ui.support.day_words import full_day
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    ResearchState.LATE: "danger",
    ResearchState.RUNNING: "accent",
    ResearchState.DONE: "ok",
    ResearchState.ENDED: "text_faint",
}


class ResearchPanel(LinesPanel[ResearchBoard, ResearchLine]):
    object_name = "research_panel"
    kinds = frozenset({"research", "partner", "person", "plan"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("take_up", self.tr("登记科研合作…"), "add", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有科研合作。单位先在合作单位中登记，再登记课题。")
        return Ledger(self.tr("科研合作"), self.columns(), "note", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=self._state),
            self.column(self.tr("合作单位"), 11, cell=lambda line, _: line.partner),
            self.column(self.tr("课题"), stretch=True, cell=lambda line, _: line.topic),
            self.column(self.tr("联系人"), 4, cell=lambda line, _: line.contact),
            self.column(self.tr("结题"), 7, cell=self._ends),
            self.column(self.tr("成果"), 9, cell=lambda line, _: Cell(line.result, "text_dim")),
        ]

    def query(self) -> Query[ResearchBoard]:
        return self.seat.query(research_board, self.seat.clock())

    def note(self, board: ResearchBoard) -> str:
        parts = [
            (self.tr("进行中 {n} 项"), board.running),
            (self.tr("逾期未结题 {n} 项"), board.late),
            (self.tr("已结题 {n} 项"), board.done),
        ]
        return listed([words.format(n=count) for words, count in parts if count])

    def edge(self, line: ResearchLine, board: ResearchBoard) -> str:
        return "danger" if line.state is ResearchState.LATE else ""

    def _state(self, line: ResearchLine, _: ResearchBoard) -> Cell:
        late = line.state is ResearchState.LATE
        return Cell(word(RESEARCH_WORDS[line.state]), INKS[line.state], bold=late)

    def _ends(self, line: ResearchLine, _: ResearchBoard) -> Cell:
        late = line.state is ResearchState.LATE
        return Cell(full_day(line.ends_on), "danger" if late else "")

    def detail(self, line: ResearchLine, board: ResearchBoard) -> Detail:
        now = board.now
        ended = by_at(line.ended_by, line.ended_at, now)
        return (
            (line.partner, line.topic),
            (self.tr("起止"), f"{full_day(line.starts_on)}—{full_day(line.ends_on)}"),
            (self.tr("本局联系人"), line.contact),
            (self.tr("备注"), line.note),
            (self.tr("成果"), line.result),
            (self.tr("成果文件"), line.file_name),
            (self.tr("结题"), by_at(line.done_by, line.done_at, now)),
            (self.tr("终止"), with_note(line.ended_why, ended) if ended else ""),
            (self.tr("登记"), by_at(line.by, line.at, now)),
            (self.tr("调整"), by_at(line.changed_by, line.changed_at, now)),
        )

    def acts(self, line: ResearchLine, board: ResearchBoard) -> tuple[LineAct, ...]:
        words = {
            "finish": self.tr("登记结题…"),
            "change": self.tr("调整…"),
            "end": self.tr("终止…"),
        }
        acts = line_acts(line.offers, words, frozenset({"end"}))
        if line.sha256:
            acts += (LineAct("save_file", self.tr("另存文件…"), reads=True),)
        return acts

    def want(self, board: ResearchBoard, key: str) -> None:
        ResearchForm(self.over, board).begin()

    def act(self, board: ResearchBoard, key: str, line: ResearchLine) -> None:
        match key:
            case "finish":
                FinishResearch(self.over, line).begin()
            case "change":
                ResearchForm(self.over, board, line).begin()
            case "end":
                title = self.tr("终止科研合作")
                wording = Wording(title, title, self.tr("理由"), line.topic)
                WordsForm(self.over, wording, research.end, line.id).begin()
            case "save_file":
                self._save(line)

    def _save(self, line: ResearchLine) -> None:
        tasks, sha256 = self.seat.tasks, line.sha256
        if sha256 is None:
            return

        def save(target: Path) -> None:
            tasks.work(
                self,
                lambda progress: research.save_file(
                    tasks.db, sha256, target, in_thousandths(progress)
                ),
                lambda _: self.seat.notices.info(
                    self.tr("已另存“{name}”。").format(name=target.name)
                ),
            )

        save_as(self.window(), self.tr("另存成果文件"), line.file_name, save)


class ResearchForm(Form):
    """`line`: to be changed; None: a new one."""

    object_name, extent = "research_form", (600, 560)

    def __init__(self, over: Over, board: ResearchBoard, line: ResearchLine | None = None) -> None:
        new = line is None
        self.kept_as = "research" if new else ""
        title = self.tr("登记科研合作") if new else self.tr("调整科研合作")
        super().__init__(over, title, self.tr("登记") if new else self.tr("保存调整"))
        self._line = line
        partners = list(board.partners)
        if line is not None and line.partner_id not in dict(partners):
            partners.append((line.partner_id, line.partner))
        partner = line.partner_id if line else None
        self.partner = self.choice("partner", self.tr("合作单位"), partners, partner, needed=True)
        self.topic = self.line("topic", self.tr("课题"), line.topic if line else "", needed=True)
        today = local(self.seat.clock()).date()
        self.starts = DayField(line.starts_on if line else None, today)
        self.ends = DayField(line.ends_on if line else None, today)
        self.add("starts_on", self.tr("开始日期"), self.starts, needed=True)
        self.add("ends_on", self.tr("结题日期"), self.ends, needed=True)
        self.side_by_side(self.starts, self.ends)
        contact = line.contact if line else self.seat.actor.name
        self.contact = self.line("contact", self.tr("本局联系人"), contact, needed=True)
        self.note = self.text("note", self.tr("备注"), line.note if line else "", lines=2)
        self.demand(self._turned, self.ends)

    def _turned(self) -> str:
        starts, ends = self.starts.value(), self.ends.value()
        wrong = starts is not None and ends is not None and ends < starts
        return self.tr("结题日期不能早于开始日期。") if wrong else ""

    def submit(self) -> None:
        starts, ends = self.starts.value(), self.ends.value()
        assert starts is not None
        assert ends is not None
        new = NewResearch(
            partner_id=int(self.partner.currentData()),
            topic=self.topic.text(),
            contact=self.contact.text(),
            starts_on=starts,
            ends_on=ends,
            note=self.note.toPlainText(),
        )
        if self._line is None:
            self.act(research.take_up, new)
        else:
            self.act(research.change, self._line.id, new, self._line.version)


class FinishResearch(Form):
    """What came of it; its report goes first, in parts, where there is one."""

    object_name, extent, keeps = "finish_research", (560, 460), False

    def __init__(self, over: Over, line: ResearchLine) -> None:
        explain = listed([line.partner, line.topic])
        super().__init__(over, self.tr("登记结题"), self.tr("登记结题"), explain=explain)
        self._line = line
        self._path: Path | None = None
        self.outcome = self.text("result", self.tr("成果"), lines=5, needed=True)
        self._choose = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self._choose.setObjectName("choose_report")
        self._choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择成果文件"))
        FileWay(self, wanted, one(self.take), self.say,
                button=self._choose, clock=self.seat.clock)  # fmt: skip
        self._file = PlainLabel(self.tr("没有附成果文件"), Size.SMALL, ink="text_dim")
        self._file.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.addWidget(self._choose)
        row.addWidget(self._file, 1)
        self.body.addLayout(row)

    def take(self, path: Path) -> None:
        """Nothing is sent before the result is entered."""
        self._path = path
        size = path.stat().st_size if path.is_file() else 0
        words = self.tr("{name}（{size}）").format(name=path.name, size=size_words(size))
        self._file.setText(words)

    def submit(self) -> None:
        path, result = self._path, self.outcome.toPlainText()
        if path is None:
            self.act(research.finish, self._line.id, result)
            return
        tasks, actor, number = self.seat.tasks, self.seat.actor, self._line.id

        def work(progress: Progress) -> None:
            research.finish_with_file(
                tasks.db, actor, number, result, path, in_thousandths(progress)
            )

        self.say("")
        tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
