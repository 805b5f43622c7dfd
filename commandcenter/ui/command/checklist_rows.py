"""How one line of the checklist is painted, on the desk and on the wall, and where it has what."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui import icons, look, theme
from commandcenter.ui.command.checklist_model import due_text, overdue
from commandcenter.ui.frame.countdown import soon
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.painting import LEFT, RIGHT, width_of, write

ROOMY, MIDDLE = 430, 330  # widths from which the person, and the clause, have a column
STATE_ICON = {StepState.OPEN: "open", StepState.DONE: "done", StepState.DROPPED: "dropped"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The boxes of one row of the desk. An empty box has no room in this width."""

    tick: QRectF
    title: QRectF
    group: QRectF
    person: QRectF
    clause: QRectF
    due: QRectF


def clause_words(step: StepLine) -> str:
    """The plan's clause; where there is none, the law or setting that it rests on."""
    return step.clause or step.basis


def row_height() -> int:
    if look.is_wall():
        return round(look.size(Size.TEXT) * 1.8)
    return look.px(38)


def columns(box: QRectF) -> Columns:
    """Divide a row of the desk; the title takes what the others leave."""
    px = look.px
    scale = box.width() / max(0.01, look.current().scale)
    widths: dict[str, float] = {
        "tick": px(30),
        "group": px(74) if scale >= MIDDLE else 0,
        "person": px(46) if scale >= ROOMY else 0,
        "clause": px(72) if scale >= ROOMY else px(56),
        "due": px(86),
    }
    gap = px(6)
    title = box.width() - sum(widths.values()) - gap * sum(w > 0 for w in widths.values())
    widths["title"] = max(0, title)
    x, boxes = box.left(), {}
    for name in ("tick", "title", "group", "person", "clause", "due"):
        boxes[name] = QRectF(x, box.top(), widths[name], box.height())
        x += widths[name] + (gap if widths[name] and name != "tick" else 0)
    return Columns(**boxes)


def clause_box(step: StepLine, box: QRectF) -> QRectF:
    """Where the clause is written, for a click on it; empty for a step without a clause."""
    if not step.clause:
        return QRectF()
    place = QRectF(columns(box).clause)
    wide = width_of(step.clause, look.font(Size.SMALL)) + look.px(4)
    place.setWidth(min(place.width(), wide))
    return place


def paint_desk_row(
    painter: QPainter, box: QRectF, step: StepLine, now: datetime, hovered: bool
) -> None:
    late, done = overdue(step, now), step.state is not StepState.OPEN
    at = columns(box)
    small = look.font(Size.SMALL)
    paint_state(painter, at.tick, step, late)
    ink = _ink(late, done)
    title_font = look.font(Size.TEXT, MEDIUM if done else BOLD)
    extras = _paint_extras(painter, at.title.adjusted(0, 0, -look.px(6), 0), step)
    title = at.title.adjusted(0, 0, -extras, 0)
    words = step.title
    if step.dropped_why:
        template = QCoreApplication.translate("ChecklistModel", "{title}（{why}）")
        words = template.format(title=step.title, why=step.dropped_why)
    write(painter, title, words, title_font, ink)
    dim = "text_faint" if done else "text_dim"
    write(painter, at.group, word(GROUP_WORDS[step.group]), small, dim)
    write(painter, at.person, step.person, small, dim)
    _paint_clause(painter, at.clause, step, small, done, hovered)
    write(painter, at.due, due_text(step, now), _due_font(late), _due_ink(step, now), RIGHT)


def paint_wall_row(painter: QPainter, box: QRectF, step: StepLine, now: datetime) -> None:
    """One line: title, group, time. Read from far, so nothing small stands under it."""
    late, done = overdue(step, now), step.state is not StepState.OPEN
    px = look.px
    paint_state(painter, QRectF(box.left(), box.top(), px(26), box.height()), step, late)
    due = QRectF(box.right() - px(142), box.top(), px(142), box.height())
    group = QRectF(due.left() - px(102), box.top(), px(98), box.height())
    title = QRectF(box.left() + px(30), box.top(), 0, box.height())
    title.setRight(group.left() - px(10))
    small, faint = look.font(Size.SMALL), "text_faint" if done else "text_dim"
    write(painter, title, step.title, look.font(Size.TEXT), _ink(late, done))
    write(painter, group, word(GROUP_WORDS[step.group]), small, faint)
    words = due_text(step, now)
    write(painter, due, words, look.font(Size.TEXT, MEDIUM), _due_ink(step, now), RIGHT)


def paint_state(painter: QPainter, box: QRectF, step: StepLine, late: bool) -> None:
    """A circle: empty, ticked, or filled with a sign when it is late."""
    name = "overdue" if late else STATE_ICON[step.state]
    inks = {"overdue": "danger", "done": "ok", "open": "text_faint", "dropped": "disabled"}
    size = look.px(20 if look.is_wall() else 18)
    picture = icons.pixmap(name, inks[name], size, painter.device().devicePixelRatio())
    top = box.center().y() - size / 2
    painter.drawPixmap(round(box.left()), round(top), picture)


def _paint_extras(painter: QPainter, box: QRectF, step: StepLine) -> float:
    """Small signs with numbers at the right of the title: notes and files; their width."""
    used, size = 0.0, look.px(14)
    font = look.font(Size.SMALL)
    for name, count in (("attach", step.attachments), ("note", step.notes)):
        if not count:
            continue
        place = box.adjusted(0, 0, -used, 0)
        wide = write(painter, place, str(count), font, "text_faint", RIGHT)
        left = place.right() - wide - look.px(2) - size
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(
            round(left), round(box.center().y() - size / 2),
            icons.pixmap(name, "text_faint", size, ratio),
        )  # fmt: skip
        used += wide + size + look.px(8)
    return used


def _paint_clause(
    painter: QPainter, box: QRectF, step: StepLine, font: QFont, done: bool, hovered: bool
) -> None:
    ink = "text_faint" if done or not step.clause else "link"
    shown = QFont(font)
    shown.setUnderline(hovered and bool(step.clause))
    write(painter, box, clause_words(step), shown, ink, LEFT)


def _ink(late: bool, done: bool) -> str:
    if done:
        return "text_faint"
    return "danger" if late else "text"


def _due_font(late: bool) -> QFont:
    return look.font(Size.SMALL, BOLD if late else MEDIUM)


def _due_ink(step: StepLine, now: datetime) -> str:
    if step.state is not StepState.OPEN or step.deadline_at is None:
        return "text_faint"
    if overdue(step, now):
        return "danger"
    return "text" if soon(step.deadline_at, now) else "text_dim"


def rule(painter: QPainter, box: QRectF) -> None:
    """The hair-line under a row."""
    painter.setPen(theme.color("line"))
    y = round(box.bottom()) - 1
    painter.drawLine(round(box.left()), y, round(box.right()), y)


def focus_frame(painter: QPainter, box: QRectF) -> None:
    painter.save()
    pen = painter.pen()
    pen.setColor(theme.color("focus"))
    pen.setWidthF(2)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), look.px(4), look.px(4))
    painter.restore()
