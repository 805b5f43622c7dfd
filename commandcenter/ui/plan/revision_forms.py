"""Forms of a revision of the plan: begun, its clauses and tasks set, signed, filed; a review."""

from collections.abc import Sequence

from commandcenter.domain.plan.revision import CONCLUSION_WORDS, Conclusion
from commandcenter.queries.plan.revision_views import ComparedView, DraftView, RevisionView
from commandcenter.queries.plan.revisions import GapChoice
from commandcenter.services.plan import reviews, revisions
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.plan.compared_text import ComparedText
from commandcenter.ui.texts import word


class BeginRevision(Form):
    object_name, kept_as, extent = "revision_begin", "plan_revision_begin", (600, 520)

    def __init__(self, over: Over, label: str, gaps: Sequence[GapChoice]) -> None:
        explain = self.tr(
            "以现行版本（{label}）为依据起草。起草中人人可以对照查看；总指挥签发后施行，"
            "施行前登记的事件仍用原来的版本。"
        ).format(label=label)
        super().__init__(over, self.tr("起草预案修订"), self.tr("起草"), explain=explain)
        hint = self.tr("例：2026年修订")
        self.title = self.line("revision_title", self.tr("修订的名称"), hint=hint, needed=True)
        self.reason = self.text("revision_reason", self.tr("修订的理由"), lines=3, needed=True)
        self.gaps = gap_chips(self, gaps)

    def submit(self) -> None:
        chosen = [int(key) for key in self.gaps.chosen()] if self.gaps else []
        title, reason = self.title.text(), self.reason.toPlainText()
        self.act(revisions.begin, title, reason, chosen)


def gap_chips(form: Form, gaps: Sequence[GapChoice]) -> Chips | None:
    """None where the gap book has nothing open."""
    if not gaps:
        return None
    choices = [(str(gap.id), gap.words[:36]) for gap in gaps]
    chosen = [str(gap.id) for gap in gaps if gap.chosen]
    return form.chips("revision_gaps", form.tr("答复哪些预案缺口"), choices, chosen, columns=1)


class GapsOfRevision(Form):
    object_name, extent = "revision_gaps_form", (600, 460)

    def __init__(self, over: Over, draft: DraftView) -> None:
        explain = self.tr("选中的列入这次修订，施行时即答复；其他的退回缺口登记。")
        super().__init__(over, self.tr("答复的预案缺口"), self.tr("保存"), explain=explain)
        self._draft = draft
        self.gaps = gap_chips(self, draft.gaps)
        if self.gaps is None:
            self.forbid(self.tr("没有未答复的预案缺口。"))

    def submit(self) -> None:
        chosen = [int(key) for key in self.gaps.chosen()] if self.gaps else []
        self.act(revisions.take_up, self._draft.id, chosen, self._draft.seen)


class DropChange(Form):
    """An item is left as the plan in force has it."""

    object_name, extent = "revision_drop", (560, 320)

    def __init__(self, over: Over, draft: DraftView) -> None:
        explain = self.tr("选中的改动从修订稿中去掉，这一项仍按现行预案。")
        super().__init__(over, self.tr("去掉一项改动"), self.tr("去掉"), explain=explain)
        self._draft = draft
        choices: list[tuple[object, str]] = [
            (place, each.words) for place, each in enumerate(draft.changed)
        ]
        self.which = self.choice("drop_which", self.tr("改动"), choices, needed=True)

    def submit(self) -> None:
        place = int(self.which.currentData() or 0)
        if place >= len(self._draft.changed):
            self.say(self.tr("修订稿没有改动。"))
            return
        change = self._draft.changed[place]
        self.act(revisions.drop, self._draft.id, change.kind, change.code, self._draft.seen)


class CompareForm(Form):
    """A revision, or two versions, clause by clause; the primary button makes the printed sheet.

    `kept` tells that the sheet is wanted.
    """

    object_name, extent = "revision_compare", (900, 820)

    def __init__(self, over: Over, view: ComparedView) -> None:
        explain = self.tr("与{label}对照，共 {n} 项改动；划去的为删去，加线的为增加。").format(
            label=view.against, n=len(view.items)
        )
        super().__init__(over, view.title, self.tr("制作对照表…"), explain=explain)
        self.compared = ComparedText()
        self.compared.show_items(view.items, view.overtaken)
        self.body.addWidget(self.compared, 1)

    def submit(self) -> None:
        self.finish()


class SignRevision(Form):
    """What is read is what is signed."""

    object_name, extent = "revision_sign", (900, 860)

    def __init__(self, over: Over, view: RevisionView) -> None:
        explain = self.tr("与{label}逐条对照如下，共 {n} 项改动。修订理由：{reason}").format(
            label=view.against, n=len(view.items), reason=view.reason
        )
        title = self.tr("签发“{title}”").format(title=view.title)
        super().__init__(over, title, self.tr("签发"), explain=explain)
        self._view = view
        self.compared = ComparedText()
        self.compared.show_items(view.items, view.overtaken)
        self.body.addWidget(self.compared, 1)
        hint = self.tr("不填即签发时施行；以后的日期，到时由预案管理员办理施行")
        self.holds_from = self.moment("holds_from", self.tr("施行时间"), hint=hint)
        self.add_signature()
        self.show_consequence(self.tr("施行后登记的事件适用新版本；各县区据此报备实施细则。"))

    def submit(self) -> None:
        view = self._view
        self.act(
            revisions.sign, view.id, view.seen, view.seen_plan, self.holds_from.value()
        )  # fmt: skip


class FilingForm(Form):
    object_name, kept_as, extent = "filing_form", "plan_filing", (520, 440)

    def __init__(self, over: Over, revision_id: int, title: str) -> None:
        explain = self.tr("“{title}”报送备案后，登记备案机关给的回执。").format(title=title)
        super().__init__(
            over, self.tr("登记备案"), self.tr("登记"), explain=explain, subject=revision_id
        )
        self._revision = revision_id
        self.filed_with = self.line("filed_with", self.tr("备案机关"), needed=True)
        self.receipt = self.line("receipt", self.tr("回执文号"), needed=True)
        now = self.seat.clock()
        self.filed_at = self.moment("filed_at", self.tr("备案时间"), now, needed=True)

    def submit(self) -> None:
        at = self.filed_at.value()
        assert at is not None
        filing = reviews.Filing(self.filed_with.text(), self.receipt.text(), at)
        self.act(reviews.register_filing, self._revision, filing)


class ReviewForm(Form):
    object_name, kept_as, extent = "review_form", "plan_review", (600, 580)

    def __init__(self, over: Over) -> None:
        explain = self.tr("定期评估预案是否还适用、要不要修订；登记后重新起算下次评估的期限。")
        super().__init__(over, self.tr("登记预案评估"), self.tr("登记"), explain=explain)
        now = self.seat.clock()
        self.held_at = self.moment("held_at", self.tr("评估时间"), now, needed=True)
        self.people = self.line("review_people", self.tr("参加人员"), needed=True)
        choices = [(each.value, word(CONCLUSION_WORDS[each])) for each in Conclusion]
        self.conclusion = self.chips(
            "review_conclusion", self.tr("结论"), choices, columns=2, single=True, needed=True
        )
        hint = self.tr("针对性、可操作性如何，哪些要改，为什么")
        self.words = self.text("review_words", self.tr("评估意见"), hint=hint, lines=6, needed=True)

    def submit(self) -> None:
        at = self.held_at.value()
        assert at is not None
        [conclusion] = self.conclusion.chosen()
        review = reviews.Review(
            at, self.people.text(), Conclusion(conclusion), self.words.toPlainText()
        )
        self.act(reviews.register_review, review)
