"""典型案例: the masked draft as it stands, and the way to edit it (plan 7.2)."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from commandcenter.domain.publicity.cases import STATE_WORDS
from commandcenter.queries.aftermath.typical_cases import CaseBoard, CaseDraft, typical_case
from commandcenter.services.aftermath import typical_case as cases
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.workers import Failure


class TypicalCasePanel(LivePanel[CaseBoard]):
    """Signals:
    case_wanted: It is to go its way out. arg: its id
    """

    case_wanted = Signal(int)
    kinds = frozenset({"typical_case", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("typical_case_panel")
        self.setAccessibleName(self.tr("典型案例"))
        self.incident_id: int | None = None
        self._draft: CaseDraft | None = None
        self._note = ElidedLabel("", Size.SMALL, ink="text_faint")
        self._begin = Button(self.tr("起草典型案例"), Kind.PRIMARY, icon="add", size=Size.SMALL)
        self._begin.setObjectName("draft_case")
        self._begin.clicked.connect(self._on_draft)
        self._edit = Button(self.tr("修改…"), Kind.PRIMARY, icon="edit", size=Size.SMALL)
        self._edit.setObjectName("edit_case")
        self._edit.clicked.connect(self._on_edit)
        self._way = self._way_out()
        head = QHBoxLayout()
        head.addWidget(self._note, 1)
        head.addWidget(self._begin)
        head.addWidget(self._edit)
        head.addWidget(self._way)
        self._title = PlainLabel("", Size.HEAD, BOLD)
        self._title.setObjectName("case_title")
        self._title.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setObjectName("case_text")
        self._text.setAccessibleName(self.tr("典型案例稿"))
        self._text.setReadOnly(True)
        self._text.setFont(look.font())
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        empty = Empty(
            "note",
            self.tr("还没有典型案例稿。响应终止后由记录起草，经营者、人员和地名自动隐去。"),
            self.tr("修改时出现真实名称会被拒绝；在“宣传”页审核、签发后发布，归档后也可以办理。"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._text)
        self.body.setSpacing(look.px(8))
        self.body.addLayout(head)
        self.body.addWidget(self._title)
        self.body.addWidget(self._stack, 1)

    def _way_out(self) -> Button:
        button = Button(self.tr("审核和发布"), Kind.SECONDARY, size=Size.SMALL)
        button.setObjectName("case_way")
        button.setProperty("reads", True)
        button.clicked.connect(self._on_way)
        return button

    def query(self) -> Query[CaseBoard]:
        return partial(
            typical_case,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: CaseBoard) -> None:
        offers = {offer.key: offer for offer in answer.offers}
        show_offer(self._begin, offers.get("draft"))
        show_offer(self._edit, offers.get("edit"))
        draft = self._draft = answer.draft
        self._title.setText(draft.title if draft else "")
        self._title.setVisible(draft is not None)
        self._way.setVisible(draft is not None)
        self._stack.setCurrentIndex(int(draft is not None))
        note = ""
        if draft:
            wrote = self.tr("{who} 撰写").format(who=by_at(draft.by, draft.at, answer.now))
            note = listed([word(STATE_WORDS[draft.state]), wrote])
            if self._text.toPlainText() != draft.text:
                self._text.setPlainText(draft.text)
        self._note.setText(note)

    def turn_to(self, incident_id: int | None) -> None:
        self.incident_id = incident_id
        self.refresh()

    @Slot()
    def _on_draft(self) -> None:
        if self.incident_id is not None:
            command = partial(cases.draft, actor=self.seat.actor, incident_id=self.incident_id)
            self.seat.tasks.write(self, command, busy=self._begin.setDisabled)

    @Slot()
    def _on_way(self) -> None:
        if self._draft is not None:
            self.case_wanted.emit(self._draft.id)

    @Slot()
    def _on_edit(self) -> None:
        if self._draft is not None and self.incident_id is not None:
            CaseTextForm(self.over, self.incident_id, self._draft).begin()


class CaseTextForm(Form):
    """After a conflict the own words stay; what the other wrote stands under them."""

    object_name = "case_text_form"
    kept_as = "case_text"
    extent = (820, 760)
    keeps = False

    def __init__(self, over: Over, incident_id: int, draft: CaseDraft) -> None:
        super().__init__(
            over,
            self.tr("修改典型案例稿"),
            self.tr("保存修改"),
            explain=self.tr("不得出现经营者、人员的真实名称和地名；保存时自动核对。"),
            subject=incident_id,
        )
        self._incident, self._draft = incident_id, draft
        self.title = self.line("title", self.tr("标题"), draft.title, needed=True)
        self.words = self.text("text", self.tr("正文"), draft.text, lines=20, needed=True)
        self._other = PlainLabel("", Size.SMALL, ink="warn")
        self._other.setObjectName("other_words")
        self._other.setWordWrap(True)
        self.body.addWidget(self._other)
        self._other.hide()

    def submit(self) -> None:
        self.act(
            cases.edit,
            case_id=self._draft.id,
            title=self.title.text(),
            text=self.words.toPlainText(),
            seen=self._draft.version,
        )

    def refuse(self, failure: Failure) -> None:
        super().refuse(failure)
        actor, incident, now = self.seat.actor, self._incident, self.seat.clock()
        self.seat.tasks.read(self, lambda s: typical_case(s, actor, incident, now), self._compare)

    def _compare(self, board: CaseBoard) -> None:
        draft = board.draft
        if draft is None or draft.version == self._draft.version:
            return
        self._draft = draft
        words = self.tr("{who} 改为：\n{title}\n{text}\n再按一次“保存修改”，以您写的为准。")
        self._other.setText(words.format(who=draft.by, title=draft.title, text=draft.text))
        self._other.show()
