"""A form whose whole text is read before it is signed, and follows every change."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from commandcenter.services.guard import storable
from commandcenter.ui.frame.form import Form
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure


def typed(words: str) -> str:
    """As it will be kept: what is read before signing is, to the letter, what is signed."""
    return storable(words).strip()


def offer_amend(form: Form, word: str, amend: Callable[[], object]) -> None:
    """A link in the foot of a text to be signed: the form with all its fields comes instead."""

    def pressed() -> None:
        form.reject()
        if not form.isVisible():
            amend()

    link = Button(word, Kind.LINK)
    link.setObjectName("amend")
    link.setAutoDefault(False)
    link.clicked.connect(pressed)
    form.foot.insertWidget(1, link)


class SignedForm(Form):
    """A subclass calls `add_text()` last, `show_text(…)` at each change, and gives `reread()`.

    `notice` is the text as shown; the service refuses to sign another one.
    """

    extent = (780, 820)
    notice = ""
    signature: QLineEdit

    def add_text(self, title: str = "") -> None:
        card = Card(title or self.tr("签发全文"), "", ground="surface_2")
        self.whole = PlainLabel(self.tr("选定以上各项后，全文显示在这里。"))
        self.whole.setObjectName("whole_text")
        self.whole.setWordWrap(True)
        card.body.addWidget(self.whole)
        self.body.addWidget(card)
        self.signature = self.add_signature()
        self.demand(self._unread)

    def _unread(self) -> str:
        """Nobody signs what was not on their screen."""
        return "" if self.notice else self.tr("全文尚未载入，请稍候。")

    def complete(self) -> bool:
        whole = super().complete()
        if not self.notice:  # the reading may have failed
            self.reread()
        return whole

    def show_text(self, notice: str, consequence: str) -> None:
        if self.refusal and self.refusal == self._unread():
            self.say("")
        self.notice = notice
        self.whole.setText(notice)
        self.show_consequence(consequence)

    def reread(self) -> None:
        """Ask again what the text is made from: it may have changed since it was read."""
        raise NotImplementedError

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        self.reread()
