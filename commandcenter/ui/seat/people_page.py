"""The people of a bureau: typed row by row, or from a file into the same rows; each says what
becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.seat.people_list import Fate, Judged, PersonCells
from commandcenter.intake.people_file import people_header
from commandcenter.offices import people_lists
from commandcenter.offices.founding import FoundingRequest
from commandcenter.offices.people_lists import PeopleList, people_in
from commandcenter.ui import look, theme
from commandcenter.ui.frame.file_dialogs import save_as
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses, enumerated, unstopped
from commandcenter.ui.seat.border_page import BorderPage
from commandcenter.ui.seat.founding_pages import Ground, StepPage
from commandcenter.ui.single_worker import SingleWorker
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel, tip

Judge = Callable[[Sequence[PersonCells], dict[str, str]], tuple[Judged, ...]]
WIDTHS = (64, 74, 96, 88, 76, 124, 92, 72)
STATE = 150  # for what becomes of a row, as far as the columns can give way to it
LEAST = 0.8  # of their width
FIRST_ROWS = 3  # that stand ready to be typed into


class PeoplePage(StepPage):
    """`judge` says what becomes of the rows, by who is here already."""

    key, icon = "people", "people"

    def __init__(self, ground: Ground, borders: BorderPage, judge: Judge) -> None:
        super().__init__(
            ground, self.tr("人员"),
            self.tr("谁是总指挥、副总指挥、各组组长组员、县区局。一行一人；登录名空着的由程序拟定，密码由程序生成。"),
        )  # fmt: skip
        self._borders, self._judge = borders, judge
        self._named = self.tr("人员名单")
        self._listed: tuple[PersonCells, ...] = ()
        self._found: tuple[Judged, ...] = ()
        self.aside = SingleWorker(self)
        self.box.addLayout(self._build_buttons())
        self.box.addWidget(self._build_table(), 1)
        self.outcome = PlainLabel("", Size.SMALL, ink="text_dim")
        self.outcome.setObjectName("people_outcome")
        self.outcome.setWordWrap(True)
        self.box.addWidget(self.outcome)
        borders.changed.connect(self._rejudge)
        self.add_rows(FIRST_ROWS)

    def _build_buttons(self) -> QHBoxLayout:
        wanted = Wanted(self.tr("选择人员名单"))
        way = FileWay(self, wanted, one(self.read_file), self._refuse_file)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for name, words, icon, act in (
            ("read_people", self.tr("从名单文件读入…"), "folder", way.choose),
            ("people_template", self.tr("下载模板…"), "export", self._on_template),
            ("add_row", self.tr("添加一行"), "add", self._on_add),
            ("remove_row", self.tr("删去所选行"), "remove", self._on_remove),
        ):
            kind = Kind.SECONDARY if name == "read_people" else Kind.QUIET
            button = Button(words, kind, icon=icon, size=Size.SMALL)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _build_table(self) -> QTableWidget:
        heads = [*people_header(), self.tr("情况")]
        self.table = QTableWidget(0, len(heads))
        self.table.setObjectName("people_rows")
        self.table.setAccessibleName(self.tr("人员"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setFont(look.font(Size.SMALL))
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(look.px(28))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setTabKeyNavigation(False)
        self.table.itemChanged.connect(self._on_item)
        remove = QShortcut(QKeySequence("Ctrl+Backspace"), self.table)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._on_remove)
        return self.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What becomes of a row is read at any width."""
        super().resizeEvent(event)
        room = self.table.width() - self.table.verticalHeader().width() - look.px(STATE)
        share = max(LEAST, min(1.0, room / look.px(sum(WIDTHS))))
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, int(look.px(width) * share))

    def read_file(self, path: Path) -> None:
        self.aside.do(partial(people_in, path), self._read, self._failed)

    def _read(self, found: PeopleList) -> None:
        self._named = found.name
        self.set_people(found.people)

    def _failed(self, broken: RuleBroken) -> None:
        self._refuse_file(refusal(broken))

    def _refuse_file(self, words: str) -> None:
        self._tell(words, "danger")

    @Slot()
    def _on_template(self) -> None:
        save_as(self, self.tr("下载模板"), self.tr("人员名单模板.xlsx"), self._save_template)

    def _save_template(self, path: Path) -> None:
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        try:
            people_lists.write_template(target, list(self._borders.districts()))
        except (OSError, RuleBroken):
            self._tell(self.tr("模板写不到这个位置，请另选一处。"), "danger")
        else:
            self._tell(self.tr("模板已保存：{file}").format(file=target), "text_dim")

    @Slot()
    def _on_add(self) -> None:
        self.add_rows(1)
        self.table.setFocus()
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)

    @Slot()
    def _on_remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        for row in sorted(rows or {self.table.currentRow()}, reverse=True):
            if row >= 0:
                self.table.removeRow(row)
        self._rejudge()

    def add_rows(self, count: int) -> None:
        with QSignalBlocker(self.table):
            for _ in range(count):
                self.table.insertRow(self.table.rowCount())
                self._fill(self.table.rowCount() - 1, PersonCells())

    def set_people(self, people: Sequence[PersonCells]) -> None:
        """In place of the list that was read before; rows that were typed, or changed since in that
        list, stay before them."""
        known = {*self._listed, *people}
        typed = [cells for cells in self.cells() if cells and cells not in known]
        self._listed = tuple(people)
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            for cells in (*typed, *people):
                self.table.insertRow(self.table.rowCount())
                self._fill(self.table.rowCount() - 1, cells)
        self._rejudge()

    def _fill(self, row: int, cells: PersonCells) -> None:
        for column, words in enumerate(astuple(cells)):
            self.table.setItem(row, column, QTableWidgetItem(words))
        said = QTableWidgetItem()
        said.setFlags(said.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(row, len(WIDTHS), said)

    def cells(self) -> list[PersonCells]:
        """A row each, empty ones too."""
        rows = range(self.table.rowCount())
        return [PersonCells(*(self._text(row, c) for c in range(len(WIDTHS)))) for row in rows]

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item else ""

    @Slot(QTableWidgetItem)
    def _on_item(self, item: QTableWidgetItem) -> None:
        if item.column() < len(WIDTHS):
            self._rejudge()

    @Slot()
    def _rejudge(self) -> None:
        people = [cells for cells in self.cells() if cells]
        self._found = self._judge(people, self._borders.districts())
        told = iter(self._found)
        with QSignalBlocker(self.table):
            for row, cells in enumerate(self.cells()):
                self._mark(row, next(told) if cells else None)
        self._tell(*self._sum())
        self.changed.emit()

    def _mark(self, row: int, found: Judged | None) -> None:
        said = self.table.item(row, len(WIDTHS))
        if said is None:
            return
        words, ink = self._words(found)
        said.setText(words)
        said.setToolTip(tip(words))
        said.setForeground(theme.color(ink))

    def _words(self, found: Judged | None) -> tuple[str, str]:
        if found is None:
            return "", "text"
        if found.why is not None:
            return refusal(found.why), "danger"
        if found.fate is Fate.HERE:
            return self.tr("名册里已有{name}，不再增加").format(name=found.person.name), "text_dim"
        if not found.person.posts:
            return self.tr("登录名 {login}，暂无角色").format(login=found.person.login), "warn"
        return self.tr("登录名 {login}").format(login=found.person.login), "ok"

    def _sum(self) -> tuple[str, str]:
        new = [each.person for each in self._found if each.fate is Fate.NEW]
        bad = sum(each.fate is Fate.REFUSED for each in self._found)
        if not self._found:
            return "", "text_dim"
        parts = [self.tr("将增加 {n} 人").format(n=len(new))]
        if bad:
            row, why = next(
                (row, each.why)
                for row, each in zip(self._rows(), self._found, strict=True)
                if each.why
            )
            words = self.tr("{n} 行不能用，请改正或删去，第 {row} 行：{why}")
            parts.append(words.format(n=bad, row=row, why=unstopped(refusal(why))))
        lacks = self._lacking()
        if lacks:
            parts.append(self.tr("还没有：{roles}").format(roles=enumerated(lacks)))
        return self.tr("{found}。").format(found=clauses(parts)), "danger" if bad else "text_dim"

    def _lacking(self) -> list[str]:
        """What a bureau can hardly do without and the list has not."""
        posts = {post for each in self._found if each.why is None for post in each.person.posts}
        roles, districts = {post.role for post in posts}, self._borders.districts()
        wanted = ((Role.COMMANDER, self.tr("总指挥")), (Role.DUTY, self.tr("值班员")))
        lacks = [words for role, words in wanted if role not in roles]
        groups = len(Group) - len({post.group for post in posts if post.role is Role.LEADER})
        counties = len(districts) - len({post.district for post in posts if post.district})
        if groups:
            lacks.append(self.tr("{n} 个组的组长").format(n=groups))
        if counties:
            lacks.append(self.tr("{n} 个县区局").format(n=counties))
        return lacks

    def _tell(self, words: str, ink: str) -> None:
        self.outcome.setText(words)
        self.outcome.set_ink(ink)

    def close_work(self) -> None:
        self.aside.close()

    def filled(self) -> bool:
        return bool(self._found)

    def trouble(self) -> str:
        bad = sum(each.fate is Fate.REFUSED for each in self._found)
        words = self.tr("人员名单有 {n} 行不能用，请改正或删去。")
        return words.format(n=bad) if bad else ""

    def _rows(self) -> list[int]:
        """The numbers of the rows that are not empty."""
        return [number for number, cells in enumerate(self.cells(), 1) if cells]

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        people = tuple(cells for cells in self.cells() if cells)
        if not people:
            return wish
        return replace(wish, people=PeopleList(self._named, people, tuple(self._rows())))

    def told(self) -> str:
        return unstopped(self._sum()[0])
