"""One complaint in full, its people masked: every text as it was written, nothing more."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.times import dated_zh, local
from commandcenter.queries.complaints.complaints import ComplaintDetail
from commandcenter.queries.complaints.linked_lines import LinkedLine, PartedLine
from commandcenter.queries.offers import Offer
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.complaints.follow_words import complainant_words
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import dotted, enumerated, with_note
from commandcenter.ui.texts import refusal, said, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.painting import harmless
from commandcenter.ui.widgets.tag import Tag


class ComplaintPane(QWidget):
    """Shows one `ComplaintDetail`, or what to do while none is chosen.

    Signals:
        incident_clicked: arg: id of the incident that this complaint belongs to
        unmask_wanted: arg: id of the complaint whose complainant shall be seen
        forms_wanted: arg: id of the complaint of which a form shall be made
        withdraw_wanted: arg: id of the complaint that was entered by mistake
        both_wanted: arg: this complaint and its like in the other system
        apart_wanted: arg: the link that shall go
        together_wanted: arg: the link that was taken apart and shall be again
    """

    both_wanted = Signal(object)
    apart_wanted = Signal(int)
    together_wanted = Signal(int)
    incident_clicked = Signal(int)
    unmask_wanted = Signal(int)
    forms_wanted = Signal(int)
    withdraw_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._incident: int | None = None
        self.shown_id: int | None = None
        self.setObjectName("complaint_detail")
        self._kind = Tag("")
        self._title = ElidedLabel("", Size.TITLE, BOLD, lines=3)
        self._title.setWordWrap(True)
        self._title.setObjectName("complaint_title")
        known = QWidget()
        known.setObjectName("scrolled")
        self._facts = QGridLayout(known)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(look.px(12))
        self._facts.setVerticalSpacing(look.px(5))
        self._known = QScrollArea()
        self._known.setAccessibleName(self.tr("投诉内容"))
        self._known.setWidgetResizable(True)
        self._known.setFrameShape(QFrame.Shape.NoFrame)
        self._known.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._known.setAccessibleName(self.tr("登记的各项"))
        self._known.setWidget(known)
        self._text = QPlainTextEdit()
        self._text.setObjectName("complaint_text")
        self._text.setAccessibleName(self.tr("投诉内容"))
        self._text.setReadOnly(True)
        self._text.setFont(look.font())
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._add_links()
        self._linked: LinkedLine | None = None
        self._parted: PartedLine | None = None
        self._empty = Empty(
            "complaint", self.tr("选一件投诉，在此看全文"), self.tr("投诉人信息已脱敏")
        )
        self._lay_out()
        self.clear()

    def _add_links(self) -> None:
        self._link = Button(self.tr("已并入事件，去看事件"), Kind.LINK, size=Size.SMALL)
        self._link.setObjectName("complaint_incident")
        self._link.clicked.connect(self._on_link)
        self._unmask = Button(self.tr("查看投诉人信息"), Kind.LINK, icon="person", size=Size.SMALL)
        self._unmask.setObjectName("complaint_unmask")
        self._unmask.clicked.connect(self._on_unmask)
        self._forms = Button(self.tr("制作文书"), Kind.LINK, icon="paper", size=Size.SMALL)
        self._forms.setObjectName("complaint_forms_of")
        self._forms.clicked.connect(self._on_forms)
        self._withdraw = Button(self.tr("撤销登记…"), Kind.LINK, size=Size.SMALL)
        self._withdraw.setObjectName("complaint_withdraw")
        self._withdraw.clicked.connect(self._on_withdraw)
        self._both = Button(self.tr("并列查看两件"), Kind.LINK, size=Size.SMALL)
        self._both.setObjectName("complaint_both")
        self._both.clicked.connect(self._on_both)
        self._apart = Button(self.tr("解除关联"), Kind.LINK, size=Size.SMALL)
        self._apart.setObjectName("complaint_apart")
        self._apart.clicked.connect(self._on_apart)
        self._together = Button(self.tr("重新关联"), Kind.LINK, size=Size.SMALL)
        self._together.setObjectName("complaint_together")
        self._together.clicked.connect(self._on_together)

    def _lay_out(self) -> None:
        px = look.px
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(px(14), px(4), 0, 0)
        inner.setSpacing(px(8))
        inner.addWidget(self._kind)
        inner.addWidget(self._title)
        inner.addWidget(self._text, 3)
        inner.addWidget(self._known, 5)
        inner.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        own = QHBoxLayout()
        own.setSpacing(px(12))
        own.addWidget(self._unmask)
        own.addWidget(self._forms)
        own.addWidget(self._withdraw)
        own.addStretch(1)
        inner.addLayout(own)
        pair = QHBoxLayout()
        pair.setSpacing(px(12))
        pair.addWidget(self._both)
        pair.addWidget(self._apart)
        pair.addWidget(self._together)
        pair.addStretch(1)
        inner.addLayout(pair)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        outer.addWidget(self._empty)

    def clear(self) -> None:
        self.shown_id = None
        self._body.hide()
        self._empty.show()

    def show_detail(self, detail: ComplaintDetail) -> None:
        line = detail.line
        self.shown_id = line.id
        self._kind.set_text(word(KIND_WORDS[line.kind]))
        self._title.setText(harmless(line.title))
        self._text.setPlainText(harmless(detail.text) or self.tr("（没有写内容）"))
        self._incident = line.incident_id
        self._link.setVisible(line.incident_id is not None)
        _offered(self._unmask, detail.unmask)
        self._forms.setVisible(detail.forms is not None)
        _offered(self._withdraw, detail.withdraw)
        self._linked, self._parted = detail.linked, detail.parted
        self._both.setVisible(detail.linked is not None or detail.parted is not None)
        _offered(self._apart, detail.linked.apart if detail.linked else None)
        _offered(self._together, detail.parted.together if detail.parted else None)
        self._show_facts([(name, value) for name, value in self._rows(detail) if value])
        self._empty.hide()
        self._body.show()

    def _rows(self, detail: ComplaintDetail) -> list[tuple[str, str]]:
        line = detail.line
        came = [word(SOURCE_WORDS[line.source]), word(CHANNEL_WORDS[line.channel])]
        origin = detail.file_name or self.tr("手工登记")
        taken = self.tr("{origin}，{time} 入库").format(
            origin=origin, time=f"{local(detail.recorded_at):%Y-%m-%d %H:%M}"
        )
        amount = amount_text(line.amount_cents)
        state = dotted((word(line.state), detail.handler))
        return [
            (self.tr("办理状态"), state),
            (self.tr("来源系统"), detail.told),
            (self.tr("法定期限"), self._limit(detail)),
            (self.tr("疑似异常"), enumerated(word(sign) for sign in detail.signs)),
            (self.tr("跨平台重复"), self._other(detail)),
            (self.tr("登记编号"), line.number),
            (self.tr("登记时间"), f"{local(line.registered_at):%Y-%m-%d %H:%M:%S}"),
            (self.tr("来源"), dotted(dict.fromkeys(came))),
            (self.tr("被投诉主体"), line.subject),
            (self.tr("统一代码"), detail.subject_code),
            (self.tr("主体地址"), detail.subject_address),
            (self.tr("品牌"), detail.brand),
            (self.tr("商品或服务"), detail.goods),
            (self.tr("类别 / 问题"), " / ".join(p for p in (line.category, line.problem) if p)),
            (
                self.tr("涉及金额"),
                self.tr("{n} 元").format(n=amount) if amount else detail.vague_amount,
            ),
            (self.tr("未能辨认"), detail.unread),
            (self.tr("投诉人"), complainant_words(detail)),
            (self.tr("地址"), detail.address),
            (self.tr("特殊人群"), detail.special_group),
            (self.tr("异地"), self.tr("外省") if detail.other_province else ""),
            (self.tr("入库"), taken),
            *((self.tr("更正"), words) for words in detail.corrected),
        ]

    def _other(self, detail: ComplaintDetail) -> str:
        other, gone = detail.linked, detail.parted
        if gone is not None:
            return self.tr("{source} {number} 已解除（{who} {when}）：{why}").format(
                source=word(SOURCE_WORDS[gone.source]), number=gone.number, who=gone.by,
                when=said(dated_zh(gone.at)), why=gone.why,
            )  # fmt: skip
        if other is None:
            return ""
        return self.tr("{source} {number} · 内容相似 {n}%").format(
            source=word(SOURCE_WORDS[other.source]), number=other.number,
            n=round(other.similarity * 100),
        )  # fmt: skip

    def _limit(self, detail: ComplaintDetail) -> str:
        """以全国12315平台为准: what was done there is not known here."""
        if not detail.clock:
            return ""
        if detail.line.due_at is None:
            return self.tr("检验、鉴定期间不计入")
        template = self.tr("{what}：{time}（以全国12315平台为准）")
        time = self.tr("{time} 前").format(time=f"{local(detail.line.due_at):%Y-%m-%d %H:%M}")
        if detail.line.estimated:
            time = with_note(time, self.tr("推算：放假通知还没有录入"))
        return template.format(what=word(detail.clock), time=time)

    def _show_facts(self, rows: list[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, (name, value) in enumerate(rows):
            label = PlainLabel(name, Size.SMALL, ink="text_faint")
            whole = name in (self.tr("跨平台重复"), self.tr("更正"))  # short of it says nothing
            shown = ElidedLabel(harmless(value), Size.SMALL, MEDIUM, lines=3 if whole else 1)
            shown.setWordWrap(whole)
            shown.setObjectName(f"fact_{number}")
            shown.setAccessibleName(f"{name} {harmless(value)}")
            self._facts.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(shown, number, 1)
        for number in range(self._facts.rowCount() + 1):
            self._facts.setRowStretch(number, 1 if number == len(rows) else 0)

    @Slot()
    def _on_both(self) -> None:
        other = self._linked or self._parted
        if other is not None and self.shown_id is not None:
            self.both_wanted.emit((self.shown_id, other.id))

    @Slot()
    def _on_apart(self) -> None:
        if self._linked is not None:
            self.apart_wanted.emit(self._linked.link_id)

    @Slot()
    def _on_together(self) -> None:
        if self._parted is not None:
            self.together_wanted.emit(self._parted.link_id)

    @Slot()
    def _on_withdraw(self) -> None:
        if self.shown_id is not None:
            self.withdraw_wanted.emit(self.shown_id)

    @Slot()
    def _on_link(self) -> None:
        if self._incident is not None:
            self.incident_clicked.emit(self._incident)

    @Slot()
    def _on_unmask(self) -> None:
        if self.shown_id is not None:
            self.unmask_wanted.emit(self.shown_id)

    @Slot()
    def _on_forms(self) -> None:
        if self.shown_id is not None:
            self.forms_wanted.emit(self.shown_id)


def _offered(button: Button, act: Offer | None) -> None:
    button.setVisible(act is not None)
    button.forbid(refusal(act.refusal) if act and act.refusal else "")
