"""预案修订 on the 预案 page: drafts, what they change, how far they are; and 预案评估."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from commandcenter.domain.plan.revision import (
    CONCLUSION_WORDS,
    REVISION_WORDS,
    Conclusion,
    RevisionState,
)
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.queries.plan.revision_views import (
    ComparedView,
    DraftView,
    RevisionView,
    draft_view,
    revision_view,
)
from commandcenter.queries.plan.revisions import (
    ReviewLine,
    RevisionBoard,
    RevisionLine,
    revision_board,
)
from commandcenter.services.plan import revisions
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.papers.sheet_output import SheetOutput
from commandcenter.ui.phrases import headed, joined, listed
from commandcenter.ui.plan.draft_forms import ClauseForm, StepForm
from commandcenter.ui.plan.plan_output import plan_sheet
from commandcenter.ui.plan.revision_forms import (
    BeginRevision,
    CompareForm,
    DropChange,
    FilingForm,
    GapsOfRevision,
    ReviewForm,
    SignRevision,
)
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    RevisionState.DRAFT: "accent",
    RevisionState.SUBMITTED: "warn",
    RevisionState.SIGNED: "warn",
    RevisionState.IN_FORCE: "ok",
    RevisionState.WITHDRAWN: "text_dim",
}
KINDS = frozenset({"plan_revision", "plan_review", "plan_filing", "plan_gap", "plan", "person"})
FORMS: dict[str, Callable[[Over, DraftView], Form]] = {
    "clause": ClauseForm,
    "step": StepForm,
    "drop": DropChange,
    "gaps": GapsOfRevision,
}


class RevisionPanel(LinesPanel[RevisionBoard, RevisionLine]):
    """Those that are open first. Everybody reads what a draft changes."""

    object_name = "revision_panel"
    kinds = KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._output = SheetOutput(seat, self)
        self.offer_button("begin", self.tr("起草修订…"), "edit", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有起草过修订。条文和应办事项的改动先起草，逐条对照，经总指挥签发后施行。"
        )
        return Ledger(self.tr("预案修订"), self.columns(), "plan", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 5, cell=self._state),
            self.column(self.tr("修订"), stretch=True, cell=lambda line, _: line.title),
            self.column(
                self.tr("改动"), 4, right=True, cell=lambda x, _: str(len(x.changes) or "")
            ),
            self.column(self.tr("起草"), 8, cell=lambda x, b: when(x.drafted_at, b.now)),
            self.column(self.tr("签发"), 8, cell=lambda x, b: when(x.signed_at, b.now)),
            self.column(self.tr("版本"), 4, cell=lambda line, _: line.made),
            self.column(self.tr("备案"), 5, cell=self._filed),
        ]

    def query(self) -> Query[RevisionBoard]:
        return self.seat.query(revision_board, self.seat.clock())

    def note(self, board: RevisionBoard) -> str:
        return self.tr("现行 {label}").format(label=board.label)

    def _state(self, line: RevisionLine, _: RevisionBoard) -> Cell:
        return Cell(word(REVISION_WORDS[line.state]), INKS[line.state])

    def _filed(self, line: RevisionLine, board: RevisionBoard) -> Cell:
        if line.filed is not None:
            return Cell(self.tr("已备案"), "ok", tip=line.filed.receipt)
        if line.filing_due is None:
            return Cell("")
        late = line.filing_due < board.now
        words = self.tr("逾期") if late else self.tr("待备案")
        return Cell(words, "danger" if late else "warn", bold=late)

    def detail(self, line: RevisionLine, board: RevisionBoard) -> Detail:
        now, filed = board.now, line.filed
        returned = by_at(line.returned_by, line.returned_at, now)
        said = f"{filed.filed_with} {filed.receipt} {date_zh(filed.filed_at)}" if filed else ""
        due = self.tr("应于 {day}前备案").format(day=date_zh(line.filing_due)) if (
            line.filing_due and not filed
        ) else ""  # fmt: skip
        withdrawn = by_at(line.withdrawn_by, line.withdrawn_at, now)
        return (
            (self.tr("修订"), line.title),
            (self.tr("理由"), line.reason),
            (self.tr("此后已有人修改"), joined("\n", line.overtaken)),
            (self.tr("退回"), headed(returned, line.returned_why) if line.returned_why else ""),
            (self.tr("撤回"), headed(withdrawn, line.withdrawn_why) if withdrawn else ""),
            (self.tr("改动"), joined("\n", line.changes)),
            (self.tr("答复的预案缺口"), joined("\n", line.gaps)),
            (self.tr("依据的版本"), line.base),
            (self.tr("起草"), by_at(line.drafted_by, line.drafted_at, now)),
            (self.tr("最近修改"), by_at(line.edited_by, line.edited_at, now)),
            (self.tr("送签"), by_at(line.submitted_by, line.submitted_at, now)),
            (self.tr("签发"), by_at(line.signed_by, line.signed_at, now)),
            (self.tr("施行"), minute_zh(line.holds_from) if line.holds_from else ""),
            (self.tr("形成的版本"), line.made),
            (self.tr("备案"), said or due),
        )

    def acts(self, line: RevisionLine, board: RevisionBoard) -> tuple[LineAct, ...]:
        words = {
            "clause": self.tr("改条文…"),
            "step": self.tr("改任务…"),
            "drop": self.tr("去掉改动…"),
            "look_again": self.tr("已按现行版本核对"),
            "gaps": self.tr("答复缺口…"),
            "submit": self.tr("送签"),
            "take_back": self.tr("撤回送签"),
            "sign": self.tr("签发…"),
            "send_back": self.tr("退回…"),
            "put_in_force": self.tr("办理施行"),
            "file": self.tr("登记备案…"),
            "withdraw": self.tr("撤回修订…"),
        }
        acts = line_acts(line.offers, words)
        reads = LineAct("compare", self.tr("逐条对照…"), reads=True)
        return (*acts, reads)

    def want(self, board: RevisionBoard, key: str) -> None:
        BeginRevision(self.over, board.label, board.gaps).begin()

    def act(self, board: RevisionBoard, key: str, line: RevisionLine) -> None:
        if key in FORMS:
            query = partial(_draft, line.id)
            self.seat.tasks.read(self, query, partial(self._fill, key))
            return
        match key:
            case "compare" | "sign":
                query_view = partial(_view, line.id)
                self.seat.tasks.read(self, query_view, partial(self._show, key))
            case "submit":
                self._do(revisions.submit, line.id, line.seen)
            case "look_again":
                self._do(revisions.look_again, line.id, line.seen)
            case "take_back":
                self._do(revisions.take_back, line.id)
            case "put_in_force":
                self._do(revisions.put_in_force, line.id)
            case "send_back":
                words = Wording(self.tr("退回修订"), self.tr("退回起草人"), self.tr("退回意见"))
                WordsForm(self.over, words, revisions.send_back, line.id).begin()
            case "withdraw":
                words = Wording(self.tr("撤回修订"), self.tr("撤回"), self.tr("理由"), line.title)
                WordsForm(self.over, words, revisions.withdraw, line.id).begin()
            case "file":
                FilingForm(self.over, line.id, line.title).begin()

    def _do(self, verb: Callable[..., object], *values: Any) -> None:
        self.seat.tasks.write(self, self.seat.command(verb, *values))

    def _fill(self, key: str, draft: DraftView) -> None:
        FORMS[key](self.over, draft).begin()

    def _show(self, key: str, view: RevisionView) -> None:
        if key == "sign":
            SignRevision(self.over, view).begin()
            return
        compared = ComparedView(view.title, view.against, view.items, view.overtaken)
        form = CompareForm(self.over, compared)
        name = self.tr("{title}修订对照表").format(title=view.title)
        form.kept.connect(lambda _: self._output.begin(plan_sheet(name, revision=view.id)))
        form.begin()


def _draft(number: int, session: Any) -> DraftView:
    return draft_view(session, number)


def _view(number: int, session: Any) -> RevisionView:
    return revision_view(session, number)


class ReviewsPanel(LinesPanel[RevisionBoard, ReviewLine]):
    """Above the ledger stands by when the next review is due."""

    object_name = "reviews_panel"
    kinds = KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.due = ElidedLabel("", Size.TEXT)
        self.due.setObjectName("review_due")
        self.body.insertWidget(0, self.due)
        self.offer_button("review", self.tr("登记评估…"), "edit", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有登记过预案评估。评估后登记时间、参加人员、结论和意见。")
        return Ledger(self.tr("预案评估"), self.columns(), "done", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("评估时间"), 8, cell=lambda line, _: date_zh(line.held_at)),
            self.column(self.tr("结论"), 4, cell=self._conclusion),
            self.column(self.tr("意见"), stretch=True, cell=lambda line, _: line.words),
            self.column(self.tr("参加人员"), 14, cell=lambda line, _: line.people),
            self.column(self.tr("登记"), 10, cell=lambda x, b: by_at(x.by, x.at, b.now)),
        ]

    def query(self) -> Query[RevisionBoard]:
        return self.seat.query(revision_board, self.seat.clock())

    def rows(self, board: RevisionBoard) -> tuple[ReviewLine, ...]:
        return board.reviews

    def show_answer(self, answer: RevisionBoard) -> None:
        super().show_answer(answer)
        late = answer.review_due < answer.now
        last = self.tr("还没有评估或者修订过")
        if answer.review_last is not None:
            last = self.tr("上次评估或者修订 {day}").format(day=date_zh(answer.review_last))
        words = self.tr("应于 {day}前评估，已逾期") if late else self.tr("下次应于 {day}前评估")
        self.due.setText(listed([last, words.format(day=date_zh(answer.review_due))]))
        self.due.set_ink("danger" if late else "warn" if answer.remind else "text_dim")

    def _conclusion(self, line: ReviewLine, _: RevisionBoard) -> Cell:
        ink = "warn" if line.conclusion is Conclusion.REVISE else "ok"
        return Cell(word(CONCLUSION_WORDS[line.conclusion]), ink)

    def detail(self, line: ReviewLine, board: RevisionBoard) -> Detail:
        return (
            (self.tr("评估时间"), minute_zh(line.held_at)),
            (self.tr("参加人员"), line.people),
            (self.tr("结论"), word(CONCLUSION_WORDS[line.conclusion])),
            (self.tr("意见"), line.words),
            (self.tr("登记"), by_at(line.by, line.at, board.now)),
        )

    def want(self, board: RevisionBoard, key: str) -> None:
        ReviewForm(self.over).begin()
