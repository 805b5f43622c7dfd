"""个人信息删除或者留存 (突发事件应对法 85): what is reached, the assessment, the signature."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.aftermath.retention import (
    RETENTION_WORDS,
    STAYS_WORDS,
    Retention,
    Scope,
    Stays,
    Verdict,
)
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.queries.aftermath.closing_board import (
    RetentionView,
    ScopeLine,
    retention_view,
)
from commandcenter.services.aftermath import retention
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, joined, sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel


class RetentionForm(SignedForm):
    """The decision in words above the signature follows every tick and key."""

    object_name, kept_as, danger = "retention_form", "retention", True

    def __init__(self, over: Over, incident_id: int, view: RetentionView) -> None:
        super().__init__(
            over,
            self.tr("个人信息删除或者留存"),
            self.tr("签名并执行"),
            explain=self.tr(
                "突发事件应对法第85条：应急处置结束后，对收集的个人信息应当删除；留存作为证据或者用于"
                "评估的，须经合法性、必要性、安全性评估。"
            ),
            subject=incident_id,
        )
        self._incident, self._view = incident_id, view
        self.decision = Segments([(each.value, word(RETENTION_WORDS[each])) for each in Retention])
        self.decision.setObjectName("decision")
        self.decision.chosen.connect(self._on_decision)
        row = QHBoxLayout()
        row.addWidget(self.decision)
        row.addStretch(1)
        self.body.addLayout(row)
        self._add_reach()
        self._scopes = {line.scope: self._add_scope(line) for line in view.scopes}
        self.reason = self.text("reason", self.tr("决定的理由"), lines=2, needed=True)
        self._add_assessment()
        self.reason.textChanged.connect(self._write)
        self.add_text(self.tr("决定"))
        self._on_decision(self.decision.key)

    def _add_reach(self) -> None:
        """What may go now, and what stays and why."""
        view = self._view
        words = [
            self.tr("本事件投诉 {n} 件，其中 {free} 件的个人信息现在可以删除。").format(
                n=view.complaints, free=view.free
            )
        ]
        stays = self.tr("{n} 件暂时保留：{why}；办结后再次执行即可删除。")
        words += [
            stays.format(n=count, why=word(STAYS_WORDS[Stays(reason)]))
            for reason, count in view.stays
        ]
        words.append(self.tr("件数、人次、人数、金额和全程日志的校验链不受影响。"))
        card = Card("", "", ground="surface_2")
        label = PlainLabel(joined("\n", words))
        label.setObjectName("reach")
        label.setWordWrap(True)
        card.body.addWidget(label)
        self.body.addWidget(card)

    def _add_scope(self, line: ScopeLine) -> QWidget:
        words = self.tr("{title}（{n} 条）").format(title=line.title, n=line.count)
        tick = self.tick(f"scope_{line.scope.value}", words, on=True)
        below = PlainLabel(line.words, Size.SMALL, ink="text_faint")
        below.setWordWrap(True)
        box = QVBoxLayout()
        box.setSpacing(look.px(2))
        box.addWidget(tick)
        box.addWidget(below)
        self.body.addLayout(box)
        tick.toggled.connect(self._write)
        return tick

    def _add_assessment(self) -> None:
        self.lawful = self.text("lawful", self.tr("合法性评估"), lines=2, needed=True)
        self.necessary = self.text("necessary", self.tr("必要性评估"), lines=2, needed=True)
        self.secure = self.text("secure", self.tr("安全性评估"), lines=2, needed=True)
        self.until = self.moment("keep_until", self.tr("留存截止时间"))
        self.demand(self._endless, self.until)
        self._kept = [self.lawful, self.necessary, self.secure, self.until]
        for editor in (self.lawful, self.necessary, self.secure):
            editor.textChanged.connect(self._write)
        self.until.edit.dateTimeChanged.connect(self._write)
        if self.until.tick:
            self.until.tick.toggled.connect(self._write)

    def _endless(self) -> str:
        return "" if self.until.value() else self.tr("请填写留存截止时间。")

    @Slot(str)
    def _on_decision(self, key: str) -> None:
        keep = key == Retention.KEEP
        for field in self._fields:
            if field.editor in self._kept:
                field.setVisible(keep)
        self._write()

    def _verdict(self) -> Verdict:
        keep = self.decision.key == Retention.KEEP
        return Verdict(
            decision=Retention(self.decision.key),
            scope=frozenset(self._chosen()),
            reason=typed(self.reason.toPlainText()),
            signature=self.signature.text(),
            lawful=typed(self.lawful.toPlainText()) if keep else "",
            necessary=typed(self.necessary.toPlainText()) if keep else "",
            secure=typed(self.secure.toPlainText()) if keep else "",
            keep_until=self.until.value() if keep else None,
        )

    def _chosen(self) -> list[Scope]:
        ticked = {tick.objectName() for tick in self._ticks if tick.isChecked()}
        return [scope for scope in self._scopes if f"scope_{scope.value}" in ticked]

    @Slot()
    def _write(self) -> None:
        if not hasattr(self, "whole"):
            return  # while the form is still being laid out
        verdict = self._verdict()
        titles = {line.scope: line.title for line in self._view.scopes}
        scope = enumerated(titles[each] for each in self._scopes if each in verdict.scope)
        decision = word(RETENTION_WORDS[verdict.decision])
        lines = [
            self.tr("{title}：对收集的个人信息决定{decision}。").format(
                title=self._view.title, decision=decision
            ),
            self.tr("范围：{scope}。").format(scope=scope or "—"),
            self.tr("理由：{reason}").format(reason=verdict.reason),
        ]
        if verdict.decision is Retention.KEEP:
            until = minute_zh(verdict.keep_until) if verdict.keep_until else "—"
            lines += [
                self.tr("合法性：{words}").format(words=verdict.lawful),
                self.tr("必要性：{words}").format(words=verdict.necessary),
                self.tr("安全性：{words}").format(words=verdict.secure),
                self.tr("留存至：{time}").format(time=until),
            ]
        lines.append(date_zh(self.seat.clock()))
        self.show_text(joined("\n", lines), sentences(self._before(), self._consequence(verdict)))

    def _before(self) -> str:
        """What was decided already; this decision takes its place."""
        if not self._view.decisions:
            return ""
        last = self._view.decisions[0]
        time, decision = minute_zh(last.at), word(RETENTION_WORDS[last.decision])
        words = self.tr("{who}已于{time}决定{decision}，本次决定将取代它。")
        return words.format(who=last.signature, time=time, decision=decision)

    def _consequence(self, verdict: Verdict) -> str:
        if verdict.decision is Retention.KEEP:
            return self.tr("到期后须决定删除，或重新评估后续留；未处理前不能结案。")
        return self.tr("签名后立即删除，连同日志中的底稿，不能恢复；此前的备份须另行处理。")

    def submit(self) -> None:
        decided = len(self._view.decisions)
        self.act(
            retention.decide, incident_id=self._incident, verdict=self._verdict(), decided=decided
        )

    def reread(self) -> None:
        incident, now = self._incident, self.seat.clock()
        self.seat.tasks.read(self, lambda s: retention_view(s, incident, now), self._seen)

    def _seen(self, view: RetentionView) -> None:
        self._view = view
        self._write()
