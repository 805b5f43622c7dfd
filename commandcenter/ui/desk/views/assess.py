"""定级研判: the assessment, its facts, what was suggested and decided, and the sheets handed up."""

from commandcenter.domain.incident.decided_above import asked_level
from commandcenter.domain.level import Level
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.desk import DeskHead
from commandcenter.ui.command.handover_panel import LevelHandoverPanel
from commandcenter.ui.desk.move_words import move_word
from commandcenter.ui.desk.moves import MoveKind, moves
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.incident.assess_panel import AssessPanel
from commandcenter.ui.incident.facts_panel import FactsPanel
from commandcenter.ui.incident.level_history_panel import LevelHistoryPanel
from commandcenter.ui.texts import refusal

SHOWN = (
    MoveKind.VERIFY,
    MoveKind.FACTS,
    MoveKind.SUGGEST,
    MoveKind.GRADE,
    MoveKind.INITIAL,
    MoveKind.REQUEST,
    MoveKind.UPPER,
    MoveKind.ACTIVATE,
    MoveKind.RAISE,
    MoveKind.LOWER,
    MoveKind.END,
    MoveKind.ORAL,
)
UPPER = (Level.I, Level.II)


class AssessView(WorkView):
    def build(self) -> None:
        self.basis = AssessPanel(self.seat)
        self.facts = FactsPanel(self.seat)
        self.history = LevelHistoryPanel(self.seat)
        self.sheets = LevelHandoverPanel(self.seat)
        self.basis.wanted.connect(self.acts.move)
        self.basis.returned.connect(self.acts.life.send_back)
        for panel in (self.basis, self.facts):
            panel.fact_wanted.connect(self.rows.fact)
        self.add_tab("basis", self.tr("研判依据"), self.basis)
        self.add_tab("facts", self.tr("事实和来源"), self.facts)
        self.add_tab("history", self.tr("建议和决定"), self.history)
        self.add_tab("sheets", self.tr("级别交接单"), self.sheets)

    def set_head(self, head: DeskHead) -> None:
        super().set_head(head)
        offered = moves(head, self.seat.actor)
        shown = [
            (kind.value, move_word(kind), refusal(move.refusal) if move.refusal else "")
            for kind, move in offered.items()
            if kind in SHOWN
        ]
        self.basis.set_moves(shown, self._answers(head))
        fact = offered.get(MoveKind.FACTS)
        self.facts.set_offer(Offer("state_facts", fact.refusal) if fact else None)

    def _answers(self, head: DeskHead) -> bool:
        """Whether the suggestion that waits is the actor's to answer."""
        if head.suggestion is None:
            return False
        level = head.suggestion.level
        action = Action.SIGN_INITIAL_ASSESSMENT if level in UPPER else Action.DECIDE_GRADE
        was = head.situation.head.grade if head.situation else None
        matter = Matter(districts=head.districts, level=asked_level(was, level))
        return head.rights.refusal(self.seat.actor, action, matter) is None
