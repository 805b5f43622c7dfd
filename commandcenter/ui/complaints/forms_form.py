"""Which form of 令121 is made of the chosen complaints, what no record knows of it, where to."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from commandcenter.domain.complaints.form_items import FORM_WORDS, FormAsked, FormKind
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import typesetting
from commandcenter.offices.progress import Progress
from commandcenter.offices.typesetting import OFD, PDF, WORD
from commandcenter.queries.complaints.form_choices import FormChoices, FormOffer, form_choices
from commandcenter.services.complaints.forms import Made, make_forms
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.labels import tip


class Way(StrEnum):
    """Where the forms go."""

    PRINT = "print"
    PDF = PDF
    WORD = WORD
    OFD = OFD


@dataclass(frozen=True, slots=True)
class MadeFile:
    """What was made and its bytes; of a Word file no pages are known (0)."""

    made: Made
    way: Way
    data: bytes
    pages: int


class ComplaintForms(Form):
    """`kept` tells the MadeFile. What fits none of the chosen is greyed, and says why."""

    object_name, extent = "complaint_forms", (560, 520)

    def __init__(self, over: Over, complaint_ids: Sequence[int]) -> None:
        super().__init__(over, self.tr("制作文书"), self.tr("制作"))
        self._warned = True  # a few choices are nothing to lose
        self._ids = tuple(complaint_ids)
        self._choices: FormChoices | None = None
        self.kind = self.choice("form_kind", self.tr("文书"), (), needed=True)
        self.kind.setMaxVisibleItems(len(FormKind))
        self.ground = self.choice("ground", self.tr("法定情形（登记时没有写明的）"), ())
        self.to = self.line("to", self.tr("分送给（不填即主体所在县区局）"))
        self.place = self.line("place", self.tr("调解地点（可以空着手写）"))
        self.at = self.moment("at", self.tr("调解时间（可以空着手写）"))
        self.way = self.choice("way", self.tr("输出"), self._ways(), Way.PRINT)
        self.full = self.tick("full", self.tr("写明投诉人、举报人的信息（每件查看记入全程记录）"))
        self.full.hide()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self.forbid(self.tr("正在查看所选各件适用哪些文书…"))
        query = partial(form_choices, actor=self.seat.actor, complaint_ids=self._ids)
        self.seat.tasks.read(self, query, self._show_choices, self.refuse)

    def _ways(self) -> list[tuple[object, str]]:
        return [
            (Way.PRINT, self.tr("打印")),
            (Way.PDF, self.tr("另存为 PDF")),
            (Way.WORD, self.tr("另存为 Word 文档")),
            (Way.OFD, self.tr("另存为 OFD")),
        ]

    def _show_choices(self, found: FormChoices) -> None:
        self._choices = found
        self.explain.setText(self._said(found))
        self.explain.show()
        for offer in found.offers:
            self._add_kind(offer)
        self.full.setVisible(bool(found.named))
        first = next((n for n, offer in enumerate(found.offers) if offer.fits), -1)
        self.kind.setCurrentIndex(first)
        self._on_kind()
        why = next((offer.refusal for offer in found.offers if offer.refusal), None)
        nothing = refusal(why) if why else self.tr("所选的投诉已经不在了，请刷新后再选。")
        self.forbid("" if first >= 0 else nothing)

    def _said(self, found: FormChoices) -> str:
        words = self.tr(
            "共 {n} 件。由登记的内容填写，没有登记的留空手写；不适用的不制作，并说明原因。"
        ).format(n=f"{found.total:,}")
        if not found.named:
            return sentences(words, self.tr("您无权查看个人信息，按脱敏制作。"))
        return sentences(words, self.tr("不勾选时个人信息脱敏。"))

    def _add_kind(self, offer: FormOffer) -> None:
        name = word(FORM_WORDS[offer.kind])
        assert self._choices
        several = self._choices.total > 1 and offer.fits
        words = self.tr("{form}（{n} 件适用）").format(form=name, n=offer.fits) if several else name
        self.kind.addItem(words, offer.kind)
        if offer.fits:
            return
        why = refusal(offer.refusal) if offer.refusal else ""
        place = self.kind.count() - 1
        self.kind.setItemData(place, tip(why), Qt.ItemDataRole.ToolTipRole)
        model = self.kind.model()
        assert isinstance(model, QStandardItemModel)
        model.item(place).setEnabled(False)

    @Slot()
    def _on_kind(self) -> None:
        """Only what the form asks for is shown."""
        kind = self.kind.currentData()
        grounds = self._choices.grounds.get(kind, ()) if self._choices and kind else ()
        self._fill(self.ground, [(each.code, each.title) for each in grounds])
        for editor, shown in (
            (self.ground, bool(grounds)),
            (self.to, kind == FormKind.FORWARD),
            (self.place, kind == FormKind.MEDIATE),
            (self.at, kind == FormKind.MEDIATE),
        ):
            self._show(editor, shown)

    def _fill(self, combo: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
        combo.clear()
        combo.addItem(self.tr("按登记的理由"), "")
        for code, title in choices:
            combo.addItem(title, code)

    def _show(self, editor: QWidget, shown: bool) -> None:
        next(field for field in self._fields if field.editor is editor).setVisible(shown)

    def asked(self) -> FormAsked:
        kind = FormKind(self.kind.currentData())
        mediates = kind is FormKind.MEDIATE
        return FormAsked(
            kind=kind,
            full=self.full.isVisibleTo(self) and self.full.isChecked(),
            ground=self.ground.currentData() or "",
            to=self.to.text() if kind is FormKind.FORWARD else "",
            place=self.place.text() if mediates else "",
            at=self.at.value() if mediates else None,
        )

    def submit(self) -> None:
        command = self.seat.command(make_forms, self.asked(), self._ids)
        self.send(command, self._set)

    def _set(self, made: Made) -> None:
        """The lines stand; now the pages, within a minute of them."""
        work = partial(self._typesetting(), made, Way(self.way.currentData()))
        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)

    def _typesetting(self) -> Callable[[Made, Way, Progress], MadeFile]:
        db, actor = self.seat.tasks.db, self.seat.actor

        def typeset(made: Made, way: Way, progress: Progress) -> MadeFile:
            from commandcenter.offices.complaint_forms import document_of  # pages, for a form only

            with db.read() as session:
                document = document_of(session, actor, made)
            progress.check()
            if way is Way.WORD:
                return MadeFile(made, way, typesetting.docx(document), 0)
            done = (typesetting.ofd if way is Way.OFD else typesetting.pdf)(document)
            return MadeFile(made, way, done.data, done.pages)

        return typeset
