"""An information report element by element: filled in again, edited, handed in, signed, sent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from commandcenter.domain.late_entry import with_entry
from commandcenter.domain.moments import Moments
from commandcenter.domain.reports.report import ReportKind, ReportState
from commandcenter.domain.reports.report_diff import Changed
from commandcenter.queries.reports.reports import ReportText, report_text
from commandcenter.queries.seat.drafts import Draft
from commandcenter.services.reports import reports
from commandcenter.ui import look
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted, enumerated, sentences
from commandcenter.ui.reports.report_elements import ElementBox
from commandcenter.ui.reports.report_out_form import SendReport
from commandcenter.ui.reports.report_sign_form import SignReport
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

# Refused by what is left out, which the form itself may change: told when it is pressed.
UNFIT = ("sign", "submit")
OUT = "out:"  # in a draft, before the code of an element that was left out or taken in


class ReportForm(Form):
    """Its buttons follow the state of the report and the part of the person.

    Of what is typed only the elements that were changed are kept as a draft, so that nobody
    else's words are written over. It opens once it is filled.

    Signals:
        pdf_wanted: What was signed is wanted as a file. arg: id of the report
    """

    pdf_wanted = Signal(int)

    object_name, kept_as, extent = "report_form", "report", (900, 820)

    def __init__(self, over: Over, report_id: int) -> None:
        self._boxes: dict[str, ElementBox] = {}
        super().__init__(over, "", "", subject=report_id)
        self._id = report_id
        self._text: ReportText | None = None
        self._shown = False
        self._state = PlainLabel("", Size.SMALL, ink="text_dim")
        self._state.setObjectName("report_state")
        self._returned = PlainLabel("", ink="danger")
        self._returned.setObjectName("returned")
        for label in (self._state, self._returned):
            label.setWordWrap(True)
            self.body.addWidget(label)
        self._returned.hide()
        self._elements = QVBoxLayout()
        self._elements.setSpacing(look.px(14))
        self.body.addLayout(self._elements)
        self._add_buttons()

    def _add_buttons(self) -> None:
        def button(key: str, words: str, icon: str, slot: Callable[[], object]) -> Button:
            made = Button(words, Kind.SECONDARY, icon=icon)
            made.setObjectName(key)
            made.setAutoDefault(False)
            made.clicked.connect(slot)
            self.foot.insertWidget(self.foot.count() - 1, made)
            return made

        self._latest = button("latest", self.tr("取最新内容"), "refresh", self._on_latest)
        self._latest.hide()
        self._pdf = button("pdf", self.tr("存为 PDF…"), "save", self._on_pdf)
        self._offers = {
            "refresh": button("refresh", self.tr("刷新数据"), "refresh", self._on_refresh),
            "edit": button("save", self.tr("保存"), "save", self._on_save),
            "return": button("return", self.tr("退回…"), "undo", self._on_return),
        }
        self._main = ""

    def begin(self) -> None:
        """Ask first: it is shown, and what was typed earlier given back, once it is filled."""
        self._read()

    def _read(self) -> None:
        self._ask(self._show)

    def _ask(self, done: Callable[[ReportText], object]) -> None:
        query = self.seat.query(report_text, self._id, self.seat.clock())
        self.seat.tasks.read(self, query, done)

    def _show(self, text: ReportText) -> None:
        self._text = text
        line = text.line
        title = self.tr("{title}的{label}").format(title=text.title, label=line.label)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.form_title.setText(title)
        self.explain.setText(self._number_words(text))
        self.explain.show()
        self._state.setText(self._state_words(text))
        back = self.tr("{who}退回：{why}").format(who=line.returned_by, why=line.returned_why)
        self._returned.setText(back)
        self._returned.setVisible(bool(line.returned_why))
        self._show_elements(text)
        self._show_buttons(text)
        self._latest.hide()
        if not self._shown:
            self._shown = True
            self._begin_in_a_field()
            super().begin()
        elif self._drafts:
            self._drafts.rebase()

    def _begin_in_a_field(self) -> None:
        """Each element has buttons before its words: who opens it writes."""
        editors = (box.editor for box in self._boxes.values())
        first = next((e for e in editors if not e.isReadOnly() and not e.isHidden()), None)
        if first is not None:
            first.setFocus()

    def _number_words(self, text: ReportText) -> str:
        line = text.line
        parts = [line.office]
        if line.issue:
            parts.append(self.tr("值班快报第 {n} 期").format(n=line.issue))
        if text.goes_on:
            parts.append(self.tr("接{label}，只写其后的变化").format(label=text.goes_on))
        return dotted(parts)

    def _state_words(self, text: ReportText) -> str:
        line, now = text.line, self.seat.clock()

        short = Moments(now, named=True).short

        def at(template: str, by: str, when: Any) -> str:
            return template.format(by=by, time=short(when)) if when else ""

        sent = self.tr("{time} 以{way}报送{to}")
        parts = [
            at(self.tr("{by} {time} 拟稿"), line.drafted_by, line.drafted_at),
            at(self.tr("数据截至 {time}"), "", line.as_of),
            at(self.tr("{by} {time} 签发"), line.signed_by, line.signed_at),
        ]
        if line.sent_at:
            time, to = short(line.sent_at), enumerated(line.sent_to)
            time = with_entry(time, short(line.entered) if line.entered else "")
            parts.append(sent.format(time=time, way=line.sent_way, to=to))
        elif line.due_at:
            parts.append(at(self.tr("应于 {time} 前报出"), "", line.due_at))
        if line.missing and not line.sent_at:
            parts.append(self.tr("正在核查：{labels}").format(labels=enumerated(line.missing)))
        return dotted(parts)

    def _show_elements(self, text: ReportText) -> None:
        while (item := self._elements.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        fold = Fold(self.tr("没有变化、本次不写的"))
        for element in text.elements:
            box = self._box(element.code, text)
            if element.out:
                fold.body.addWidget(box)
            else:
                self._elements.addWidget(box)
        if any(element.out for element in text.elements):
            self._elements.addWidget(fold)
        else:
            fold.deleteLater()

    def _box(self, code: str, text: ReportText) -> ElementBox:
        element = next(e for e in text.elements if e.code == code)
        five = code in text.five
        follows = text.line.kind is ReportKind.FOLLOW_UP
        box = ElementBox(
            element,
            self.seat.clock(),
            hint=text.hints.get(code, ""),
            five=five,
            optional=follows or not five,
            read_only=not self._offered("edit"),
            usage=text.usage,
        )
        self._boxes[code] = box
        return box

    def _offered(self, key: str) -> bool:
        return self._text is not None and any(o.key == key for o in self._text.line.offers)

    def _refused(self, key: str) -> str:
        offers = self._text.line.offers if self._text else ()
        return next((refusal(o.refusal) for o in offers if o.key == key and o.refusal), "")

    def _show_buttons(self, text: ReportText) -> None:
        for key, button in self._offers.items():
            button.setVisible(self._offered(key))
            button.forbid(self._refused(key))
        words = {
            "sign": self.tr("看全文并签发…"),
            "submit": self.tr("送签"),
            "send": self.tr("登记报送…"),
            "send_on": self.tr("转报其他单位…"),
        }
        self._main = next((key for key in words if self._offered(key)), "")
        self.primary.setVisible(bool(self._main))
        self.primary.setText(words.get(self._main, ""))
        self.forbid("" if self._main in UNFIT else self._refused(self._main))
        draft = text.line.state is ReportState.DRAFT
        self._pdf.setVisible(not draft)
        self.cancel.setText(self.tr("关闭") if not draft else self.tr("取消"))

    def _typed(self) -> str:
        return repr(self._draft_state())

    def _draft_state(self) -> dict[str, object]:
        texts: dict[str, object] = {c: b.text() for c, b in self._boxes.items() if b.reworded}
        return texts | {OUT + c: b.out for c, b in self._boxes.items() if b.moved}

    def _begun_state(self) -> dict[str, object]:
        return {code: box.element.text for code, box in self._boxes.items()}

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        met = []
        for code, box in self._boxes.items():
            now, begun, mine = box.element.text, draft.begun_from.get(code), draft.data.get(code)
            theirs = mine is not None and begun not in (None, now) and mine != now
            if theirs:
                met.append(box.element.label)
                self.leave_unsettled(code, begun)
            box.show_present(self.present_words(now) if theirs else "")
        self._put(draft.data)
        self.tell_draft(draft, met)

    def _put(self, data: Any) -> None:
        for code, box in self._boxes.items():
            text, out = data.get(code), data.get(OUT + code)
            box.put(text if isinstance(text, str) else None, out if isinstance(out, bool) else None)

    def _seen(self) -> int:
        assert self._text
        return self._text.line.version

    def _edit(self, done: Callable[[Any], object]) -> None:
        """Keep what was changed, then go on; nothing changed goes on at once."""
        if not self._draft_state():
            done(None)
            return
        texts = {code: box.text() for code, box in self._boxes.items() if box.reworded}
        out = {code: box.out for code, box in self._boxes.items() if box.moved}
        command = self.seat.command(reports.edit, self._id, texts, out, self._seen())
        self.send(command, partial(self._then, done))

    def _then(self, done: Callable[[Any], object], result: object) -> None:
        """Read what is kept now, then go on with its version."""
        self.kept.emit(result)

        def shown(text: ReportText) -> None:
            self._show(text)
            done(result)

        self._ask(shown)

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        self._latest.show()

    @Slot()
    def _on_latest(self) -> None:
        """The report as it is now, with one's own changes on top, to be looked through."""
        mine = self._draft_state()

        def shown(text: ReportText) -> None:
            self._show(text)
            self._put(mine)
            self.say("")
            self.remark(self.tr("已取最新内容，您填写的保留在原处，请核对后再保存。"))

        self._ask(shown)

    @Slot()
    def _on_save(self) -> None:
        self._edit(lambda _: self.remark(self.tr("已保存。")))

    @Slot()
    def _on_refresh(self) -> None:
        self._edit(self._refresh)

    def _refresh(self, _: object) -> None:
        command = self.seat.command(reports.refresh, self._id, self._seen())
        self.send(command, lambda changes: self._then(self._show_changes, changes))

    def _show_changes(self, changes: tuple[Changed, ...]) -> None:
        new = enumerated(c.label for c in changes if not c.kept)
        kept = enumerated(c.label for c in changes if c.kept)
        parts = [self.tr("数据已刷新。")]
        if new:
            parts.append(self.tr("有变化：{labels}。").format(labels=new))
        if kept:
            words = self.tr("手写内容已保留，数据另有变化：{labels}。")
            parts.append(words.format(labels=kept))
        if not changes:
            parts.append(self.tr("数据没有变化。"))
        self.remark(sentences(*parts))

    def _submit(self, _: object) -> None:
        self.send(self.seat.command(reports.submit, self._id, self._seen()), self._submitted)

    def _submitted(self, result: object) -> None:
        self.seat.notices.info(self.tr("已送签，等待签发。"))
        self.finish(result)

    @Slot()
    def _on_pdf(self) -> None:
        self.pdf_wanted.emit(self._id)

    @Slot()
    def _on_return(self) -> None:
        wording = Wording(self.tr("退回修改"), self.tr("退回拟稿人"), self.tr("退回意见"))
        verb = partial(reports.send_back, seen=self._seen())
        form = WordsForm(self.over, wording, verb, self._id)
        form.kept.connect(self.finish)
        form.rejected.connect(self._latest.show)  # it may have been refused for an older draft
        form.begin()

    def submit(self) -> None:
        if self._main == "sign":
            self._edit(self._sign)
        elif self._main == "submit":
            self._edit(self._submit)
        elif self._main and self._text:
            form = SendReport(self.over, self._text)
            form.kept.connect(self._again)
            form.begin()

    def _sign(self, _: object) -> None:
        assert self._text
        form = SignReport(self.over, self._text)
        form.kept.connect(self._again)
        form.begin()

    @Slot(object)
    def _again(self, result: object) -> None:
        self.kept.emit(result)
        self._read()
