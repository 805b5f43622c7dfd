"""A release before who judges it: the whole text, its numbers, and what they decide."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.releases.release_acts import AT, ReleaseAct
from commandcenter.queries.offers import Offer
from commandcenter.queries.releases.release_check import CheckSheet
from commandcenter.queries.releases.releases import ReleaseLine
from commandcenter.services.releases import release_gates
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.phrases import enumerated, headed
from commandcenter.ui.releases.release_frame import ReleaseFrame, mark_numbers
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.workers import Failure

VERBS: dict[ReleaseAct, Callable[..., None]] = {
    ReleaseAct.LEGAL: release_gates.pass_legality,
    ReleaseAct.SECRECY: release_gates.pass_secrecy,
    ReleaseAct.APPROVE: release_gates.approve,
}


class ReleaseJudge(ReleaseFrame):
    """`act`: LEGAL, SECRECY or APPROVE. What is shown here is, to the letter, what is judged."""

    object_name, keeps = "release_judge", False

    def __init__(self, over: Over, release_id: int, act: ReleaseAct) -> None:
        title, primary = {
            ReleaseAct.LEGAL: (self.tr("合法性审核"), self.tr("审核通过")),
            ReleaseAct.SECRECY: (self.tr("保密审查"), self.tr("审查通过")),
            ReleaseAct.APPROVE: (self.tr("签发"), self.tr("签发")),
        }[act]
        self.kept_as = f"release_{act.value}"
        super().__init__(over, release_id, title, primary)
        self._act = act
        self.signature: QLineEdit | None = None
        self._build()
        self.reread()

    def _build(self) -> None:
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setMinimumHeight(look.line() * 10)
        field = self.add("whole_text", self.tr("全文"), self.whole, into=self.left)
        self.left.setStretchFactor(field, 1)
        hint = self.tr("退回时必填，写明怎样修改")
        self.remarks: QPlainTextEdit = self.text(
            "remarks", self.tr("意见"), hint=hint, lines=2, into=self.left
        )
        if self._act is ReleaseAct.APPROVE:
            self.signature = self.add_signature()
        self.back = Button(self.tr("退回修改"), Kind.SECONDARY)
        self.back.setObjectName("send_back")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._on_back)
        self.foot.insertWidget(self.foot.count() - 1, self.back)
        self.back.forbid(self.tr("正在读取，请稍候。"))

    def show_release(self, line: ReleaseLine, sheet: CheckSheet) -> None:
        """A text that has changed while it was open is said to have."""
        before = self.whole.toPlainText()
        shown = f"{line.title}\n\n{line.text}"
        if shown != before:
            self.whole.setPlainText(shown)
            if before:
                self.remark(self.tr("文字刚刚有修改，已换成最新内容，请重新核对。"))
        mark_numbers(self.whole, _moved(sheet, len(line.title) + 2), self._explained(sheet))
        self.setWindowTitle(f"{line.label} · {line.title}")
        self.explain.setText(f"{line.label} · {line.next_words}")
        self.explain.show()
        self.show_consequence(self._consequence(line))
        act, back = line.offer(self._act), line.offer(ReleaseAct.RETURN)
        self.forbid(self._why(act))
        self.back.forbid(self._why(back))

    @staticmethod
    def _explained(sheet: CheckSheet) -> set[str]:
        return {number.key for number in sheet.numbers if number.why}

    def _why(self, offer: Offer | None) -> str:
        if offer is None:
            return self.tr("这一步已经办过了。")
        return refusal(offer.refusal) if offer.refusal else ""

    def _consequence(self, line: ReleaseLine) -> str:
        if self._act is not ReleaseAct.APPROVE:
            return self.tr("通过的是这一稿文字；文字再有改动，须重新审核。")
        if line.kind is ReleaseKind.LINE:
            return self.tr("签发后各组可以据此答复媒体和群众；口径不对外发布。")
        if line.tell:
            return self.tr("签发后由舆情监测组告知{who}，再对外发布；发布后不能撤回。").format(
                who=enumerated(line.tell)
            )
        return self.tr("签发后由舆情监测组对外发布；发布后不能撤回。")

    @Slot()
    def _on_back(self) -> None:
        reason = self.remarks.toPlainText().strip()
        if not reason:
            self.point_to(self.remarks, self.tr("退回须写明意见。"))
            return
        assert self.release is not None
        self.act(
            release_gates.send_back,
            release_id=self.release_id,
            seen=self.release.sha256,
            reason=reason,
        )

    def submit(self) -> None:
        assert self.release is not None
        verb = VERBS[self._act]
        signed = {} if self.signature is None else {"signature": self.signature.text()}
        self.act(
            verb,
            release_id=self.release_id,
            seen=self.release.sha256,
            words=self.remarks.toPlainText(),
            **signed,
        )

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        self.reread()


def open_judge(seat: Seat, line: ReleaseLine, window: QWidget) -> None:
    """The gate at which the release stands now; elsewhere there is nothing to judge."""
    at = {state: act for act, state in AT.items() if act in VERBS}
    if line.state in at:
        ReleaseJudge(Over(seat, window), line.id, at[line.state]).begin()
    else:
        seat.notices.info(headed(line.label, line.next_words))


def _moved(sheet: CheckSheet, by: int) -> CheckSheet:
    """The same places in the text as it stands under its title."""
    return replace(
        sheet,
        numbers=tuple(replace(n, start=n.start + by, end=n.end + by) for n in sheet.numbers),
        faults=tuple(replace(f, start=f.start + by, end=f.end + by) for f in sheet.faults),
    )
