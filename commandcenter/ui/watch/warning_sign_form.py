"""Signing a warning: issued, adjusted, lifted; the whole text stands above the signature."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot

from commandcenter.domain.watch.warning import (
    LEVEL_WORDS,
    LiftLine,
    WarningAct,
    adjust_text,
    issue_text,
    lift_text,
)
from commandcenter.queries.watch.warning_detail import (
    WarningDetail,
    WarningForm,
    amend_form,
    warning_detail,
)
from commandcenter.services.watch import warnings
from commandcenter.services.watch.warnings import Signature
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.look import Size
from commandcenter.ui.texts import word
from commandcenter.ui.watch.warning_draft_form import WarningItems
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel


class IssueWarning(SignedForm):
    """签发: the draft as it stands now."""

    object_name, kept_as, extent = "issue_warning", "issue_warning", (760, 700)
    keeps = False

    def __init__(self, over: Over, warning_id: int) -> None:
        title, primary = self.tr("签发预警"), self.tr("签发")
        explain = self.tr("预案 3.2(1)；突发事件应对法第 64 条。本预警为本局内部预警。")
        super().__init__(over, title, primary, explain=explain, subject=warning_id)
        self._warning, self._seen = warning_id, 0
        self.add_text()
        self.reread()

    def reread(self) -> None:
        query = self.seat.query(warning_detail, self._warning, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, detail: WarningDetail) -> None:
        self._seen = detail.seen
        offer = detail.offer(WarningAct.ISSUED)
        self.forbid(why(offer.refusal) if offer else "")
        consequence = self.tr(
            "签发后：{level}生效并编号，措施清单按级别下达，第一项为约谈经营者。"
        ).format(level=word(LEVEL_WORDS[detail.items.level]))
        self.show_text(issue_text(detail.items), consequence)

    def submit(self) -> None:
        signature = Signature(self.signature.text(), self.notice, self._seen)
        self.act(warnings.issue, self._warning, signature)


class AdjustWarning(SignedForm):
    """调整 (Art. 70): another level or other words, published anew."""

    object_name, kept_as = "adjust_warning", "adjust_warning"

    def __init__(self, over: Over, basis: WarningForm, warning_id: int) -> None:
        title, primary = self.tr("调整预警"), self.tr("签发调整")
        explain = self.tr("预案 3.2(2)；突发事件应对法第 70 条：根据事态调整级别并重新发布。")
        super().__init__(over, title, primary, explain=explain, subject=warning_id)
        self._warning, self._basis = warning_id, basis
        self.items = WarningItems(self)
        self.items.fill(basis)
        self.reason = self.text("reason", self.tr("调整的理由"), lines=2, needed=True)
        for editor in (self.items.scope, self.items.matters, self.items.measures, self.reason):
            editor.textChanged.connect(self._write)
        for line in (self.items.title, self.items.category, self.items.issuer):
            line.textChanged.connect(self._write)
        self.items.level.changed.connect(self._write)
        self.items.districts.changed.connect(self._write)
        self.items.starts_at.edit.dateTimeChanged.connect(self._write)
        self.add_text()
        self._write()

    def reread(self) -> None:
        query = partial(amend_form, warning_id=self._warning, now=self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, basis: WarningForm) -> None:
        self._basis = basis
        self._write()

    @Slot()
    def _write(self) -> None:
        before = self._basis.items.level
        draft = self.items.draft()
        consequence = self.tr(
            "签发后：措施清单按{level}重新排定，已办结的保留，未办结的按新的级别重新计算时限。"
        ).format(level=word(LEVEL_WORDS[draft.items.level]))
        changed = draft.items.level is not before
        text = adjust_text(draft.items, before, typed(self.reason.toPlainText()))
        self.show_text(text, consequence if changed else "")

    def submit(self) -> None:
        signature = Signature(self.signature.text(), self.notice, self._basis.seen)
        reason = self.reason.toPlainText()
        self.act(warnings.adjust, self._warning, self.items.draft(), reason, signature)


class EvidenceLines(Card):
    """What the lifting should rest on, line by line, as the data say now."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "", ground="surface_2")
        self.setObjectName("lift_evidence")
        self._labels: list[PlainLabel] = []

    def show_lines(self, lines: Sequence[LiftLine]) -> None:
        for label in self._labels:
            self.body.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for line in lines:
            ink = {True: "ok", False: "warn", None: "text_dim"}[line.met]
            label = PlainLabel(line.line, Size.TEXT, ink=ink)
            label.setWordWrap(True)
            self.body.addWidget(label)
            self._labels.append(label)


class LiftWarning(SignedForm):
    """解除 (3.2(3)): the evidence is written into the text as it stands when it is signed."""

    object_name, kept_as = "lift_warning", "lift_warning"

    def __init__(self, over: Over, warning_id: int) -> None:
        title, primary = self.tr("解除预警"), self.tr("签发解除")
        explain = self.tr("预案 3.2(3)：风险得到有效控制后及时解除。依据只作提示，由签发人决定。")
        super().__init__(over, title, primary, explain=explain, subject=warning_id)
        self._warning = warning_id
        self._detail: WarningDetail | None = None
        self.evidence = EvidenceLines(self.tr("现在的情况"))
        self.body.addWidget(self.evidence)
        self.reason = self.text("reason", self.tr("解除的理由"), lines=3, needed=True)
        self.reason.textChanged.connect(self._write)
        self.add_text()
        self.reread()

    def reread(self) -> None:
        query = self.seat.query(warning_detail, self._warning, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, detail: WarningDetail) -> None:
        self._detail = detail
        self.evidence.show_lines(detail.evidence)
        offer = detail.offer(WarningAct.LIFTED)
        self.forbid(why(offer.refusal) if offer else "")
        self._write()

    @Slot()
    def _write(self) -> None:
        if self._detail is None:
            return
        reason = typed(self.reason.toPlainText())
        text = lift_text(self._detail.items, reason, self._detail.evidence)
        words = self.tr(
            "签发后：预警不再生效，未办结的措施停止办理。解除不能撤回，再有苗头须重新预警。"
        )
        self.show_text(text, words)

    def submit(self) -> None:
        assert self._detail
        signature = Signature(self.signature.text(), self.notice, self._detail.seen)
        self.act(warnings.lift, self._warning, self.reason.toPlainText(), signature)
