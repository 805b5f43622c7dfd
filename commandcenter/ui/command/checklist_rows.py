"""How one line of the checklist is painted on the desk, and where it has what."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from commandcenter.domain.command.obligation import UNDONE, ObligationState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui import icons, look, theme
from commandcenter.ui.command.checklist_model import due_text, overdue, title_of
from commandcenter.ui.frame.countdown import soon
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import joined, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.painting import LEFT, RIGHT, width_of, write

STATE_ICON = {
    ObligationState.GREY: "open",
    ObligationState.OPEN: "open",
    ObligationState.WAITING: "open",
    ObligationState.DONE: "done",
    ObligationState.NOT_APPLICABLE: "dropped",
    ObligationState.CEASED: "dropped",
}
STATE_INK = {"overdue": "danger", "done": "ok", "open": "text_faint", "dropped": "disabled"}
GAP = 8
RIGHT_SHARE = 0.42  # of a narrow row, what the words at the right may take at most


@dataclass(frozen=True, slots=True)
class Columns:
    """The boxes of one row of the desk: title and limit above; who, clause and act below."""

    tick: QRectF
    title: QRectF
    due: QRectF
    who: QRectF
    clause: QRectF
    act: QRectF


def clause_words(step: StepLine) -> str:
    """The plan's clause; where there is none, the law or setting that it rests on."""
    return step.clause or step.basis


def who_words(step: StepLine) -> str:
    return joined(" ", (part for part in (word(step.office), step.person) if part))


def row_height() -> int:
    return look.line(Size.TEXT) + look.line(Size.SMALL) + look.px(8)


def columns(box: QRectF, step: StepLine, now: datetime, act: str) -> Columns:
    """Divide a row of the desk; `act`: the words at its lower right."""
    px, small = look.px, look.font(Size.SMALL)
    top, low = look.line(Size.TEXT), look.line(Size.SMALL)
    y, left = box.top() + (box.height() - top - low) / 2, box.left() + px(30)
    most = (box.right() - left) * RIGHT_SHARE

    def at_right(words: str, font: QFont, y: float, height: int) -> QRectF:
        wide = min(most, width_of(words, font) + px(2)) if words else 0.0
        return QRectF(box.right() - wide, y, wide, height)

    due = at_right(due_text(step, now), _due_font(overdue(step, now)), y, top)
    done = at_right(act, small, y + top, low)
    who_wide = width_of(who_words(step), small) + px(2)
    who = QRectF(left, y + top, min(who_wide, done.left() - px(GAP) - left), low)
    after = who.right() + px(GAP)
    return Columns(
        tick=QRectF(box.left(), box.top(), px(30), box.height()),
        title=QRectF(left, y, max(0.0, due.left() - px(GAP) - left), top),
        due=due,
        who=who,
        clause=QRectF(after, y + top, max(0.0, done.left() - px(GAP) - after), low),
        act=done,
    )


def clause_box(step: StepLine, place: QRectF) -> QRectF:
    """In its column where the clause is written, for a click on it; empty without a clause."""
    if not step.clause:
        return QRectF()
    wide = width_of(step.clause, look.font(Size.SMALL)) + look.px(4)
    return QRectF(place.left(), place.top(), min(place.width(), wide), place.height())


@dataclass(frozen=True, slots=True)
class Hovered:
    """What of a row the mouse is over."""

    clause: bool = False
    act: bool = False


def paint_desk_row(
    painter: QPainter,
    at: Columns,
    step: StepLine,
    now: datetime,
    act: str,
    hovered: Hovered,
) -> None:
    late, done = overdue(step, now), step.state not in UNDONE
    small = look.font(Size.SMALL)
    paint_state(painter, at.tick, step, late)
    grey = step.state is ObligationState.GREY
    ink = "text_dim" if grey else ink_of(late, done)
    extras = _paint_extras(painter, at.title, step)
    title = at.title.adjusted(0, 0, -extras, 0)
    words = with_note(title_of(step), step.why) if done else title_of(step)
    write(painter, title, words, look.font(Size.TEXT, MEDIUM if done else BOLD), ink)
    dim = "text_faint" if done else "text_dim"
    write(painter, at.who, who_words(step), small, dim)
    _paint_clause(painter, at.clause, step, small, done, hovered.clause)
    write(painter, at.due, due_text(step, now), _due_font(late), due_ink(step, now), RIGHT)
    link = QFont(small)
    link.setUnderline(hovered.act)
    write(painter, at.act, act, link, "link", RIGHT)


def paint_state(
    painter: QPainter, box: QRectF, step: StepLine, late: bool, pixels: float = 18
) -> None:
    """A circle: empty, ticked, or filled with a sign when it is late. `pixels`: base pixels."""
    name = "overdue" if late else STATE_ICON[step.state]
    size = look.px(pixels)
    picture = icons.pixmap(name, STATE_INK[name], size, painter.device().devicePixelRatio())
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


def ink_of(late: bool, done: bool) -> str:
    if done:
        return "text_faint"
    return "danger" if late else "text"


def _due_font(late: bool) -> QFont:
    return look.font(Size.SMALL, BOLD if late else MEDIUM)


def due_ink(step: StepLine, now: datetime) -> str:
    if step.state is not ObligationState.OPEN or step.deadline_at is None:
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
