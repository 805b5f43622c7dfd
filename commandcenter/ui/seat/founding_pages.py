"""The steps of founding a bureau: what each asks, whether it is filled, and what it adds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.city import city_of_office
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.plan.announced_days import announced
from commandcenter.domain.plan.holiday_notice import MOST_TEXT, read_notice
from commandcenter.domain.plan.plan_words import days_words
from commandcenter.domain.seat.people_list import LONGEST_NAME, require_line
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.founder import Founder
from commandcenter.offices.founding import LONGEST_OFFICE, FoundingRequest
from commandcenter.services.seat import accounts
from commandcenter.ui import look
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import clauses, enumerated, with_note
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Ground:
    """What is there already when the steps are gone through. `districts`: code by name; `years`:
    whose holidays the bureau has entered; `own`: somebody has yet to become the first person;
    `alone`: they may be all there is. `fixed`: why name and borders cannot be set from here,
    `no_calendar` the same of holidays; "" where they can.
    """

    office: str = ""
    phone: str = ""
    city: str = ""
    districts: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()
    own: bool = True
    alone: bool = True
    fixed: str = ""
    no_calendar: str = ""
    today: date = date.min


class StepPage(QWidget):
    """A subclass says `key`, `title`, `explain` and `icon`, and overrides what it has to say.

    Signals:
        changed: Something was filled in.
    """

    key = ""
    icon = ""
    changed = Signal()

    def __init__(self, ground: Ground, title: str, explain: str) -> None:
        super().__init__()
        self.setObjectName(f"step_{self.key}")
        self.ground, self.title, self.explain = ground, title, explain
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(look.px(24), look.px(4), look.px(24), look.px(16))
        self.box.setSpacing(look.px(14))

    def filled(self) -> bool:
        return False

    def trouble(self) -> str:
        """Why it cannot be left as it is; "" where it can, also empty."""
        return ""

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        return wish

    def told(self) -> str:
        """What will be there by it, for the last look; "" where nothing is."""
        return ""

    def line(
        self, name: str, label: str, text: str = "", hint: str = "", *, needed: bool = False
    ) -> QLineEdit:
        editor = QLineEdit(text)
        editor.setObjectName(name)
        editor.textChanged.connect(self.changed)
        self.box.addWidget(Field(label, editor, hint, needed=needed))
        return editor

    def say(self, words: str = "", ink: str = "text_dim") -> PlainLabel:
        label = PlainLabel(words, Size.SMALL, ink=ink)
        label.setWordWrap(True)
        self.box.addWidget(label)
        return label


class NamePage(StepPage):
    key, icon = "name", "wall"

    def __init__(self, ground: Ground) -> None:
        super().__init__(
            ground,
            self.tr("本局"),
            self.tr("公文、大屏和系统里怎样称呼本局，群众和同事怎样找到值班室。"),
        )
        self.office = self.line(
            "office", self.tr("本局全称"), ground.office,
            self.tr("如“某某省某某市市场监督管理局”，印在公文上"), needed=True,
        )  # fmt: skip
        self.office.setReadOnly(bool(ground.fixed))
        if ground.fixed:
            self.say(ground.fixed)
        self.phone = self.line(
            "duty_phone",
            self.tr("值班电话"),
            ground.phone,
            self.tr("值班室昼夜有人接听的号码，大屏下方显示"),
        )
        self.box.addStretch(1)

    def filled(self) -> bool:
        return bool(self.office.text().strip())

    def trouble(self) -> str:
        name = self.office.text().strip()
        if len(name) > LONGEST_OFFICE or not name.isprintable():
            return self.tr("本局全称应是 {n} 字以内的一行文字。").format(n=LONGEST_OFFICE)
        broken = refusal_of(lambda: require_line(self.phone.text(), self.tr("值班电话")))
        return refusal(broken) if broken else ""

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        name, phone = self.office.text().strip(), self.phone.text().strip()
        return replace(
            wish,
            office="" if name == self.ground.office else name,
            phone="" if phone == self.ground.phone else phone,
            early=True,
        )

    def told(self) -> str:
        phone = self.phone.text().strip()
        name = self.office.text().strip()
        if not (name and phone):
            return name
        return self.tr("{name}，值班电话 {phone}").format(name=name, phone=phone)

    @property
    def place(self) -> str:
        """The city that the name tells of."""
        return city_of_office(self.office.text().strip())[1]


class CalendarPage(StepPage):
    key, icon = "calendar", "clock"

    def __init__(self, ground: Ground) -> None:
        super().__init__(
            ground, self.tr("工作日历"),
            self.tr("法定期限按工作日计算。本程序带有历年放假通知；没有的年份请粘贴通知全文，或从文件读入。"),
        )  # fmt: skip
        self.years = [ground.today.year, ground.today.year + 1]
        for year in self.years:
            words, known = self._of(year)
            self.say(words, "text" if known else "warn").setObjectName(f"year_{year}")
        row = QHBoxLayout()
        self.pick = Button(self.tr("从文件读入…"), Kind.SECONDARY, icon="folder", size=Size.SMALL)
        self.pick.setObjectName("choose_notice")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择放假通知"))
        FileWay(self, wanted, one(self.read_file), self._refuse_file, button=self.pick)
        row.addWidget(self.pick)
        row.addStretch(1)
        self.notice = QPlainTextEdit()
        self.notice.setObjectName("notice")
        self.notice.setTabChangesFocus(True)
        self.notice.setMinimumHeight(look.line() * 6)
        self.notice.textChanged.connect(self._on_text)
        self.box.addWidget(Field(self.tr("放假通知全文"), self.notice), 1)
        self.box.addLayout(row)
        self.found = self.say()
        self.found.setObjectName("notice_found")
        if ground.no_calendar:
            for part in (self.notice, self.pick):
                part.setDisabled(True)
            self._tell(ground.no_calendar, "text_dim")

    def _of(self, year: int) -> tuple[str, bool]:
        if year in self.ground.years:
            return self.tr("{year}年：本局已录入。").format(year=year), True
        if year in announced():
            words = self.tr("{year}年：用本程序所带的放假通知，无需录入。")
            return words.format(year=year), True
        words = self.tr(
            "{year}年：还没有放假通知，暂按法定节假日和双休日推算，期限标“推算”；通知发布后请录入。"
        )
        return words.format(year=year), False

    def _refuse_file(self, words: str) -> None:
        self._tell(words, "danger")

    def read_file(self, path: Path) -> None:
        """A text in UTF-8 or GB18030."""
        try:
            data = path.read_bytes()[: 4 * MOST_TEXT]
        except OSError:
            self._tell(self.tr("文件“{name}”无法读取。").format(name=path.name), "danger")
            return
        try:
            self.notice.setPlainText(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.notice.setPlainText(data.decode("gb18030", errors="replace"))

    @Slot()
    def _on_text(self) -> None:
        if not self.filled():
            self._tell("", "text_dim")
        elif words := self.trouble():
            self._tell(words, "danger")
        else:
            notice = read_notice(self.notice.toPlainText())
            days = clauses(
                f"{p.title} {days_words(p.first.isoformat(), p.last.isoformat())}"
                for p in notice.periods
            )
            self._tell(
                self.tr("{source}：{days}。").format(source=notice.source, days=days), "text_dim"
            )
        self.changed.emit()

    def _tell(self, words: str, ink: str) -> None:
        self.found.setText(words)
        self.found.set_ink(ink)

    def filled(self) -> bool:
        return bool(self.notice.toPlainText().strip())

    def trouble(self) -> str:
        if not self.filled():
            return ""
        broken = refusal_of(lambda: read_notice(self.notice.toPlainText()))
        return refusal(broken) if broken else ""

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        return replace(wish, notices=(self.notice.toPlainText(),)) if self.filled() else wish

    def told(self) -> str:
        known = [year for year in self.years if self._of(year)[1]]
        if self.filled() and not self.trouble():
            known.append(read_notice(self.notice.toPlainText()).year)
        said = enumerated(self.tr("{year}年").format(year=year) for year in sorted(set(known)))
        return self.tr("{years}的放假安排").format(years=said) if said else ""


class OwnPage(StepPage):
    """Who founds it becomes the first person."""

    key, icon = "own", "person"

    def __init__(self, ground: Ground) -> None:
        explain = self.tr("您用这个登录名进入系统，管理账号；口令由您自己设。")
        super().__init__(ground, self.tr("您的账号"), explain)
        self.person = self.line("name", self.tr("姓名"), needed=True)
        self.login = self.line("login", self.tr("登录名"), needed=True)
        hint = self.tr("至少 {n} 位").format(n=accounts.SHORTEST)
        self.password = self.line("password", self.tr("密码"), "", hint, needed=True)
        self.again = self.line("again", self.tr("再输一次密码"), needed=True)
        for editor in (self.password, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.alone = QRadioButton(self.tr("只有我一人使用：由我担任总指挥、值班员和各组组长"))
        self.keeps = QRadioButton(self.tr("还有同事：我只做系统管理员，办理事件的人在“人员”里列出"))
        for name, button in (("alone", self.alone), ("keeps", self.keeps)):
            button.setObjectName(name)
            button.setVisible(ground.alone)
            button.toggled.connect(self.changed)
            self.box.addWidget(button)
        (self.alone if ground.alone else self.keeps).setChecked(True)
        self.box.addStretch(1)

    def filled(self) -> bool:
        return all(each.text().strip() for each in (self.person, self.login, self.password))

    def trouble(self) -> str:
        if not self.filled():
            return self.tr("请填写姓名、登录名和密码。")
        if self.password.text() != self.again.text():
            return self.tr("两次输入的密码不一样。")
        broken = refusal_of(self._founder().require)
        if broken is None and len(self.person.text().strip()) > LONGEST_NAME:
            broken = RuleBroken("姓名超过 {limit} 字。", limit=LONGEST_NAME)
        return refusal(broken) if broken else ""

    def _founder(self) -> Founder:
        alone = self.ground.alone and self.alone.isChecked()
        login = self.login.text().strip()
        return Founder(self.person.text().strip(), login, self.password.text(), alone)

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        return replace(wish, founder=self._founder())

    def told(self) -> str:
        if not self.filled():
            return ""
        own = with_note(self.person.text().strip(), self.login.text().strip())
        one = self.ground.alone and self.alone.isChecked()
        role = self.tr("一人担任全部角色") if one else self.tr("系统管理员")
        return self.tr("{who}，{role}").format(who=own, role=role)


class LastPage(StepPage):
    """What will be there and what is left, before it is done; then comes the first import."""

    key, icon = "last", "done"

    def __init__(self, ground: Ground, pages: Callable[[], list[StepPage]]) -> None:
        title = self.tr("核对并建立") if ground.own else self.tr("核对并保存")
        explain = (
            self.tr("建立时一次写入；空着的以后在“系统 · 本局设置”里继续。")
            if ground.own
            else self.tr("一次写入；空着的以后再继续。")
        )
        super().__init__(ground, title, explain)
        self._pages = pages
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.px(10))
        self.box.addLayout(self._rows)
        self.first_import = QCheckBox(self.tr("建好后打开投诉导入窗口，先看预览再导入"))
        self.first_import.setObjectName("first_import")
        self.first_import.setFont(look.font())
        self.first_import.setVisible(ground.own and ground.alone)
        self.box.addWidget(self.first_import)
        self.box.addStretch(1)

    def show_all(self) -> None:
        while item := self._rows.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for page in self._pages():
            self._rows.addWidget(self._row(page))

    def _row(self, page: StepPage) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(16))
        name = PlainLabel(page.title, Size.TEXT, MEDIUM)
        name.setFixedWidth(look.px(90))
        words, wrong = page.told(), page.trouble()
        shown = wrong or words or self.tr("没有填，以后再补")
        label = PlainLabel(shown, Size.TEXT, ink="danger" if wrong else "" if words else "warn")
        label.setObjectName(f"told_{page.key}")
        label.setWordWrap(True)
        box.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(label, 1)
        return row

    def filled(self) -> bool:
        return True
