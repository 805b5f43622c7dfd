"""队伍力量: of each group and skill how many hold it today, against how many the plan wants."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import GROUP_SHORT, GROUP_WORDS, Group
from commandcenter.domain.support.certificates import Strength
from commandcenter.domain.support.support_items import Skill
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer
from commandcenter.queries.support.team import TeamBoard, team_board
from commandcenter.store.database import Query
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.phrases import enumerated, listed
from commandcenter.ui.support.people_panel import KINDS
from commandcenter.ui.texts import speaks_chinese, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger

FIRST_GROUP = 1  # column


@dataclass(frozen=True, slots=True)
class SkillRow:
    skill: Skill
    cells: dict[Group, Strength]

    @property
    def short(self) -> int:
        return sum(cell.short for cell in self.cells.values())


class StrengthPanel(LinesPanel[TeamBoard, SkillRow]):
    """Signals:
    holders_wanted: A number was pressed. args: the skill's code, the group or None for all
    """

    object_name, by_place, kinds = "team_strength", True, KINDS
    holders_wanted = Signal(str, object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.ledger.table.clicked.connect(self._on_clicked)
        self.ledger.opened.connect(self._on_opened)

    def make_ledger(self) -> Ledger:
        words = self.tr("预案数据里没有证照种类。")
        return Ledger(self.tr("队伍力量"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        names = GROUP_WORDS if speaks_chinese() else GROUP_SHORT
        return [
            self.column(self.tr("技能证照"), stretch=True, cell=lambda row, _: row.skill.title),
            *(
                self.column(word(names[group]), 5, right=True, cell=partial(_cell, group))
                for group in Group
            ),
            self.column(self.tr("全局持证"), 5, right=True, cell=_all),
        ]

    def query(self) -> Query[TeamBoard]:
        return self.seat.query(team_board, self.seat.clock())

    def rows(self, board: TeamBoard) -> tuple[SkillRow, ...]:
        return tuple(
            SkillRow(
                skill, {each.group: each for each in board.strengths if each.skill == skill.code}
            )
            for skill in board.skills
        )

    def offers(self, board: TeamBoard) -> tuple[Offer, ...]:
        return ()

    def note(self, board: TeamBoard) -> str:
        short = [each for each in board.strengths if each.short]
        lacking = self.tr("缺额 {places} 处，共 {n} 人").format(
            places=len(short), n=sum(each.short for each in short)
        )
        parts = [
            self.tr("有 / 应有，点数字看人员"),
            lacking if short else self.tr("没有缺额"),
            "" if board.approved else self.tr("应有人数为建议值"),
        ]
        return listed(parts)

    def edge(self, line: SkillRow, board: TeamBoard) -> str:
        return "danger" if line.short else ""

    def detail(self, line: SkillRow, board: TeamBoard) -> Detail:
        skill = line.skill
        pairs = [(skill.title, skill.words)]
        if skill.asked:
            asked = enumerated(word(GROUP_WORDS[g]) for g in Group if g in skill.asked)
            pairs.append((self.tr("每人须持证"), asked))
        for group, cell in line.cells.items():
            words = self._people(board, skill.code, group)
            if cell.short:
                words = listed((words, self.tr("缺 {n} 人").format(n=cell.short)))
            pairs.append((word(GROUP_WORDS[group]), words or self.tr("没有人持证")))
        pairs.append((self.tr("依据"), skill.source))
        return tuple(pairs)

    def _people(self, board: TeamBoard, skill: str, group: Group) -> str:
        own = (line for line in board.lines if group in line.groups)
        return enumerated(line.name for line in own if skill in line.held)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """On a number; the name of the skill chooses the row alone."""
        place = index.column() - FIRST_GROUP
        if place >= 0 and self.board is not None and index.data():
            groups: list[Group | None] = [*Group, None]
            skill = self.board.skills[self.ledger.lines[index.row()].id]
            self.holders_wanted.emit(skill.code, groups[place])

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        """By key: all of the bureau who hold it."""
        index = self.ledger.table.currentIndex()
        if self.board is not None and index.column() < FIRST_GROUP:
            self.holders_wanted.emit(self.board.skills[row].code, None)
        else:
            self._on_clicked(index)


def _cell(group: Group, row: SkillRow, _: TeamBoard) -> Cell:
    cell = row.cells.get(group)
    if cell is None:
        return Cell("")
    if not cell.wanted:
        return Cell(str(cell.held))
    ink = "danger" if cell.short else ""
    return Cell(f"{cell.held} / {cell.wanted}", ink, bold=bool(cell.short))


def _all(row: SkillRow, board: TeamBoard) -> str:
    return str(sum(row.skill.code in line.held for line in board.lines))
