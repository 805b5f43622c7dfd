"""收报情况: each receiver of a report, what it said, and what is to be noted next."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from commandcenter.domain.incident.offered_words import RECEIPT_WAYS
from commandcenter.domain.moments import Moments
from commandcenter.queries.reports.reports import ReceiptLine, ReportText, report_text
from commandcenter.services.reports import report_receipts as receipts
from commandcenter.services.reports.report_receipts import Answer
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel

RECEIVE, VERIFY, WANT_MORE = "receive", "verify", "want_more"


def tr(text: str) -> str:
    return QCoreApplication.translate("Receipts", text)


def act_words() -> dict[str, str]:
    return {RECEIVE: tr("收报"), VERIFY: tr("核实"), WANT_MORE: tr("退补…")}


def state_words(receipt: ReceiptLine, now: datetime) -> list[str]:
    """What became of it there, in the order in which it happened."""
    short = Moments(now, named=True).short
    sent = {"time": short(receipt.sent_at), "who": receipt.sent_by, "way": receipt.way}
    words = tr("{time} {who}以{way}报送") if receipt.sent_by else tr("{time} 以{way}报送")
    parts = [words.format(**sent)]
    if receipt.received_at:
        time, who = short(receipt.received_at), receipt.received_by
        words = tr("{time} {who}收报（{way}）")
        parts.append(words.format(time=time, who=who, way=receipt.received_way))
    else:
        parts.append(tr("尚未收报"))
    if receipt.verified_at:
        time = short(receipt.verified_at)
        parts.append(tr("{time} {who}核实").format(time=time, who=receipt.verified_by))
    if receipt.returned_at:
        time = short(receipt.returned_at)
        words = tr("{time} {who}退补：{why}")
        parts.append(words.format(time=time, who=receipt.returned_by, why=receipt.return_reason))
        parts.append(tr("已补报") if receipt.answered else tr("待续报补充"))
    return parts


def carry_out(
    over: Over, receipt: ReceiptLine, key: str, done: Callable[[Any], object] | None = None
) -> None:
    """Note an act of a receiver: at once in this program, else with who said so and how."""
    if not receipt.inside:
        form: Form = AnswerForm(over, receipt, key)
    elif key == WANT_MORE:
        wording = Wording(tr("退补"), tr("退回补报"), tr("要求补充的内容"))
        form = WordsForm(over, wording, receipts.want_more, receipt.id)
    else:
        assert over.window
        verb = receipts.receive if key == RECEIVE else receipts.verify
        over.seat.tasks.write(over.window, over.seat.command(verb, receipt.id), done)
        return
    if done:
        form.kept.connect(done)
    form.begin()


class AnswerForm(Form):
    """What a receiver outside said: who, how it was told, when, and what it wants."""

    object_name, kept_as, keeps = "answer_form", "receiver_answer", False

    def __init__(self, over: Over, receipt: ReceiptLine, key: str) -> None:
        self.extent = (540, 480 if key == WANT_MORE else 380)
        words = act_words()[key].rstrip("…")
        title = self.tr("{receiver}：{act}").format(receiver=receipt.receiver, act=words)
        super().__init__(over, title, self.tr("登记"), subject=receipt.id)
        self._receipt, self._key = receipt, key
        self.by = self.line("by", self.tr("对方办理人"), needed=True)
        self.way = WordBox(RECEIPT_WAYS)
        self.add("way", self.tr("怎样告知"), self.way, needed=True)
        self.at = self.moment("answered_at", self.tr("时间"), self.seat.clock(), needed=True)
        self._reason: QPlainTextEdit | None = None
        if key == WANT_MORE:
            self._reason = self.text("reason", self.tr("要求补充的内容"), lines=4, needed=True)

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        before = self._receipt.received_at or self._receipt.sent_at
        # The field knows minutes only: what was in the minute of 报送, 收报 was not before it.
        when = before if same_minute(at, before) else min(at, self.seat.clock())
        answer = Answer(self.by.text(), self.way.written(), when)
        if self._reason is not None:
            reason = self._reason.toPlainText()
            self.act(receipts.want_more, self._receipt.id, reason, answer)
        else:
            verb = receipts.receive if self._key == RECEIVE else receipts.verify
            self.act(verb, self._receipt.id, answer)


class ReceiptsForm(Form):
    """All receivers, each with what it did and what can be noted of it now."""

    object_name, kept_as, extent, keeps = "receipts_form", "receipts", (640, 560), False

    def __init__(self, over: Over, report_id: int) -> None:
        super().__init__(over, self.tr("收报情况"), self.tr("关闭"), subject=report_id)
        self.cancel.hide()
        self._id = report_id
        self._lines: dict[int, ReceiptLine] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.px(10))
        self.body.addLayout(self._cards)
        self._read()

    @Slot()
    def _read(self, _: object = None) -> None:
        query = self.seat.query(report_text, self._id, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, text: ReportText) -> None:
        words = self.tr("{title}的{label}").format(title=text.title, label=text.line.label)
        self.explain.setText(words)
        self.explain.show()
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lines = {receipt.id: receipt for receipt in text.line.receipts}
        for receipt in text.line.receipts:
            self._cards.addWidget(self._card(receipt))

    def _card(self, receipt: ReceiptLine) -> Card:
        card = Card(receipt.receiver, "", ground="surface_2")
        for words in state_words(receipt, self.seat.clock()):
            label = PlainLabel(words, Size.SMALL)
            label.setWordWrap(True)
            card.body.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        for offer in receipt.offers:
            button = Button(act_words()[offer.key], Kind.PLAIN, size=Size.SMALL)
            button.setObjectName(f"{offer.key}_{receipt.id}")
            button.setAutoDefault(False)
            button.forbid(refusal(offer.refusal) if offer.refusal else "")
            button.clicked.connect(partial(self._act, receipt.id, offer.key))
            row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _act(self, receipt_id: int, key: str) -> None:
        receipt = self._lines[receipt_id]
        carry_out(self.over, receipt, key, self._done)

    def _done(self, result: object) -> None:
        self.kept.emit(result)
        self._read()

    def submit(self) -> None:
        self.accept()
