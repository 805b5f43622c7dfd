"""A form whose whole text stands above the signature, and follows every change."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.services.guard import storable
from commandcenter.ui.dialogs.form import Form
from commandcenter.ui.look import DESK, MEDIUM, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

SIZE = (780, 820)


def typed(words: str) -> str:
    """As it will be kept: what is read before signing is, to the letter, what is signed."""
    return storable(words).strip()


class SignedForm(Form):
    """A subclass calls `add_text()` last, `show_text(…)` at each change, and gives `reread()`.

    `notice` is the text as shown; the service refuses to sign another one. A signature is
    never kept as a draft.
    """

    def __init__(
        self,
        seat: Seat,
        title: str,
        primary: str,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
        explain: str = "",
        size: tuple[int, int] = SIZE,
        danger: bool = False,
        form: str = "",
        subject: int = 0,
        keeps: bool = True,
    ) -> None:
        super().__init__(
            seat, title, primary, parent, look=look, explain=explain, size=size, danger=danger,
            form=form, subject=subject, keeps=keeps,
        )  # fmt: skip
        self.notice = ""
        self.signature: QLineEdit

    def add_text(self, title: str = "") -> None:
        card = Card(title or self.tr("签发全文"), "", self.look, ground="surface_2")
        self.whole = PlainLabel(self.tr("选定以上各项后，全文显示在这里。"), self.look)
        self.whole.setObjectName("whole_text")
        self.whole.setWordWrap(True)
        self.consequence = PlainLabel("", self.look, Size.SMALL, MEDIUM, ink="warn")
        self.consequence.setObjectName("consequence")
        self.consequence.setWordWrap(True)
        card.body.addWidget(self.whole)
        card.body.addWidget(self.consequence)
        self.body.addWidget(card)
        hint = self.tr("请输入本人姓名“{name}”").format(name=self.seat.actor.name)
        self.signature = self.line("signature", self.tr("签名"), "", hint, needed=True)
        self.body.addStretch(1)

    def show_text(self, notice: str, consequence: str) -> None:
        self.notice = notice
        self.whole.setText(notice)
        self.consequence.setText(consequence)
        self.consequence.setVisible(bool(consequence))

    def reread(self) -> None:
        """Ask again what the text is made from: it may have changed since it was read."""
        raise NotImplementedError

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        self.reread()

    def _draft_state(self) -> dict[str, Any]:
        return {key: state for key, state in super()._draft_state().items() if key != "signature"}
