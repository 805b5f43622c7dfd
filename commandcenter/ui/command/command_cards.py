"""The boxes of the command structure: a person, and a working group with how it stands."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from commandcenter.domain.org import GROUP_SHORT, GROUP_WORDS
from commandcenter.queries.command.command import GroupLine, PersonLine
from commandcenter.ui import look
from commandcenter.ui.frame.countdown import is_past, left_text
from commandcenter.ui.look import BOLD, MEDIUM, REGULAR, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.painting import (
    CENTER,
    LEFT,
    RIGHT,
    bar,
    dot,
    panel_ground,
    width_of,
    write,
)

FEW, ROWS = 2, 4  # lines of a group's card


class Box(QAbstractButton):
    """A painted button: reached by Tab on the desk, quiet on the wall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(parent)
        if look.is_wall():
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_ground(self, painter: QPainter, ground: str, line: str) -> None:
        if self.hasFocus():
            line, thick = "focus", 2.0
        else:
            thick = 1.0
        if self.isDown():
            ground = "press"
        elif self.underMouse() and not self.wall:
            ground = "hover"
        panel_ground(painter, QRectF(self.rect()), look.px(6), ground, line, thick)


class PersonBox(Box):
    """Name over office; a dot says whether the person is there."""

    def __init__(self, person: PersonLine, office: str, *, chief: bool) -> None:
        super().__init__()
        self.person = person
        self._office = office
        self._chief = chief
        self.setObjectName(f"person_{person.id}")
        there = self.tr("到岗") if person.present else self.tr("未签到")
        self.setAccessibleName(
            self.tr("{office} {name}，{there}").format(office=office, name=person.name, there=there)
        )
        details = self.tr("{name} {post}\n办公电话 {phone}\n{there}")
        self.setToolTip(
            tip(details.format(name=person.name, post=person.post, phone=person.phone, there=there))
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        name = width_of(self.person.name, look.font(Size.TEXT, BOLD)) + look.px(20)
        office = width_of(self._office, look.font(Size.SMALL))
        return QSize(round(max(name, office)) + look.px(24), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(60), self._height())

    def _height(self) -> int:
        return look.line(Size.TEXT) + look.line(Size.SMALL) + look.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(
            painter,
            "accent_soft" if self._chief else "surface_2",
            "accent" if self._chief else "line",
        )
        px = look.px
        font = look.font(Size.TEXT, BOLD)
        row = QRectF(px(6), px(3), self.width() - px(12), look.line(Size.TEXT))
        wide = min(width_of(self.person.name, font), row.width() - px(14))
        left = row.center().x() - wide / 2 + px(5)
        ink = "accent_soft_text" if self._chief else "text"
        dot(painter, QPointF(left - px(9), row.center().y()), px(7), _presence(self.person))
        write(painter, QRectF(left, row.top(), wide + 1, row.height()), self.person.name, font, ink)
        below = QRectF(row.left(), row.bottom(), row.width(), look.line(Size.SMALL))
        dim = "accent_soft_text" if self._chief else "text_dim"
        write(painter, below, self._office, look.font(Size.SMALL), dim, CENTER)


class GroupCard(Box):
    """One of the six groups: leader, presence, progress, and what is due next.

    A `discreet` card (接待模式) names nobody. It calls nothing late, and no card on the wall does:
    a room is not told which group lags.
    """

    def __init__(self, line: GroupLine, now: datetime, *, discreet: bool = False) -> None:
        super().__init__()
        self._discreet = discreet
        self._tells_late = not (discreet or look.is_wall())
        self.line = line
        self._now = now
        self._due = ""
        self._told: tuple[GroupLine, str, bool] | None = None
        self.setObjectName(f"group_{line.group.value}")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding)
        self.set_line(line, now)

    def set_line(self, line: GroupLine, now: datetime) -> None:
        self.line = line
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Repaint, and say it anew, only when the words of the countdown change."""
        self._now = now
        deadline = self.line.next_deadline if self._tells_late else None
        due = left_text(deadline, now) if deadline else ""
        if (self.line, due, self.late) != self._told:
            self._told, self._due = (self.line, due, self.late), due
            self.update()
            self.setAccessibleName(self._accessible_text())
            self.setToolTip("" if look.is_wall() else tip(self._accessible_text()))

    @property
    def late(self) -> bool:
        due = self.line.next_deadline
        if not self._tells_late:
            return False
        return self.line.overdue > 0 or (due is not None and is_past(due, self._now))

    def _presence_word(self) -> str:
        leader = self.line.leader
        if self._discreet:
            there = self.tr("实到 {present}/{expected}")
            return there.format(present=self.line.present, expected=self.line.expected)
        if leader is None or self.line.leaderless:
            return self.tr("无负责人")
        return self.tr("到岗") if leader.present else self.tr("未签到")

    def _progress(self) -> str:
        return f"{self.line.done}/{self.line.done + self.line.open}"

    def _tasks(self) -> str:
        return self.tr("任务 {progress}").format(progress=self._progress())

    def _overdue_words(self) -> str:
        if not self._tells_late:
            return ""
        count = max(self.line.overdue, 1 if self.late else 0)
        return self.tr("{count} 项逾期").format(count=count) if count else ""

    def _leader_words(self) -> str:
        leader, there = self.line.leader, self._presence_word()
        if leader is not None and self.line.away and not self._discreet:
            words = self.tr("{gone}（{name}：{why}）")
            return words.format(gone=there, name=leader.name, why=self.line.away)
        return f"{leader.name} {there}" if leader is not None and not self._discreet else there

    def _accessible_text(self) -> str:
        line = self.line
        parts = [
            word(GROUP_WORDS[line.group]),
            self._leader_words(),
            ""
            if self._discreet
            else self.tr("实到 {present}，应到 {expected}").format(
                present=line.present, expected=line.expected
            ),
            self._tasks(),
            self._overdue_words(),
            f"{line.next_title} {self._due}".strip() if line.next_title else "",
        ]
        return listed(parts)

    def _rows(self) -> int:
        """On the wall what comes next stands among the tasks, where it has room to be read; a low
        card of the desk has name and leader, and the rest in its tip.
        """
        return FEW if self.wall or self.height() < self._least(ROWS) else ROWS

    @staticmethod
    def _least(rows: int) -> int:
        return round(rows * look.size(Size.SMALL) * 1.3 + look.px(24))

    def sizeHint(self) -> QSize:
        rows = FEW if self.wall else ROWS
        return QSize(look.px(150), round(rows * look.size(Size.SMALL) * 1.45 + look.px(34)))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), self._least(FEW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, "surface_2", "line")
        px = look.px
        side = px(10)
        inner = QRectF(self.rect()).adjusted(side, px(6), -side, -px(6))
        rows, gauge = self._rows(), px(6)
        pitch = min((inner.height() - gauge * 2) / rows, look.line(Size.TEXT) * 1.15)
        free = inner.height() - gauge * 2 - pitch * rows
        row = QRectF(inner.left(), inner.top() + free / 2, inner.width(), pitch)
        self._paint_name(painter, row)
        row.translate(0, pitch)
        self._paint_leader(painter, row)
        track = QRectF(row.left(), row.bottom() + gauge * 0.5, row.width(), gauge)
        total = self.line.done + self.line.open
        bar(painter, track, self.line.done / total if total else 0)
        row.translate(0, pitch + gauge * 2)
        if rows == ROWS:
            self._paint_counts(painter, row)
            row.translate(0, pitch)
            self._paint_next(painter, row)

    def _paint_name(self, painter: QPainter, row: QRectF) -> None:
        ink = "ok" if self._discreet else _presence(self.line.leader)
        size = look.px(9)
        dot(painter, QPointF(row.right() - size / 2, row.center().y()), size, ink)
        weight = MEDIUM if look.is_wall() else BOLD
        name, font = row.adjusted(0, 0, -2 * size, 0), self._font(weight)
        words = word(GROUP_WORDS[self.line.group])
        if width_of(words, font) > name.width():
            words = word(GROUP_SHORT[self.line.group])
        write(painter, name, words, font, "text")

    def _paint_leader(self, painter: QPainter, row: QRectF) -> None:
        """Leader and whether they are there; on the wall also the tasks, to save a row."""
        leader = None if self._discreet else self.line.leader
        small, gap = look.font(Size.SMALL), look.px(8)
        rest, there = QRectF(row), self._presence_word()
        calm = self._discreet or (leader is not None and leader.present)
        ink = "text_dim" if calm else "warn"
        if look.is_wall():
            tasks, name = self._tasks(), leader.name if leader is not None else there
            if width_of(tasks, small) + gap + width_of(name, small) > row.width():
                tasks = self._progress()  # the bar below says of what
            used = write(painter, row, tasks, small, "text", RIGHT)
            rest.setRight(rest.right() - used - gap)
        if leader is None:
            write(painter, rest, there, small, ink)
        elif look.is_wall():
            used = write(painter, rest, leader.name, small, "text_dim")
            if not calm:  # that they are there says the dot
                rest.setLeft(rest.left() + used + gap)
                write(painter, rest, there, small, ink)
        else:
            used = write(painter, rest, there, small, ink, RIGHT)
            rest.setRight(rest.right() - used - gap)
            write(painter, rest, leader.name, small, "text_dim")

    def _paint_counts(self, painter: QPainter, row: QRectF) -> None:
        """Done of all, and how many are late or how many people are there."""
        small = look.font(Size.SMALL)
        used = write(painter, row, self._tasks(), small, "text")
        rest = row.adjusted(used + look.px(8), 0, 0, 0)
        late = self._overdue_words()
        if late:
            write(painter, rest, late, look.font(Size.SMALL, MEDIUM), "danger", RIGHT)
            return
        template = self.tr("实到 {present}/{expected}")
        words = template.format(present=self.line.present, expected=self.line.expected)
        write(painter, rest, words, small, "text_faint", RIGHT)

    def _paint_next(self, painter: QPainter, row: QRectF) -> None:
        small = look.font(Size.SMALL)
        if not self.line.next_title:
            done = self.tr("任务已全部办结") if self.line.done else self.tr("暂无任务")
            write(painter, row, done, small, "text_faint", LEFT)
            return
        ink = "danger" if self.late else "text_dim"
        used = write(painter, row, self._due, small, ink, RIGHT)
        rest = row.adjusted(0, 0, -used - look.px(8), 0)
        write(painter, rest, self.line.next_title, small, ink, LEFT)

    def _font(self, weight: QFont.Weight = REGULAR) -> QFont:
        return look.font(Size.TEXT, weight)


def _presence(person: PersonLine | None) -> str:
    return "ok" if person is not None and person.present else "warn"
