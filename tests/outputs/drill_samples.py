"""A drill that is over, as its own store tells it, and what the bureau found."""

from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.drills.drill import DrillState
from commandcenter.queries.drills.board import ClauseScore, Loss
from commandcenter.queries.drills.drill_paper import DrillFindings, DrillPaper, PaperMeasure
from commandcenter.queries.papers.journal_mark import JournalMark
from tests.ui.drills.boards import BOARD, REAL, at


def scores():
    return tuple(
        replace(
            score,
            losses=(Loss(score.full - score.points, score.reason, score.record),)
            if score.record
            else (),
        )
        for score in BOARD.scores
    )


def paper(**changed):
    board = replace(
        BOARD,
        state=DrillState.ENDED,
        scores=(*scores(), ClauseScore("4.1(6)", "善后", None, 10)),
        **changed,
    )
    return DrillPaper(
        org="澄州市市场监督管理局",
        at=at(22),
        journal=JournalMark(812, "ab" * 32, True),
        board=board,
        blind=True,
        players=("李蔚", "周岚", "马骁"),
        observers=("罗敏",),
    )


FINDINGS = DrillFindings(
    "澄州市市场监督管理局",
    REAL,
    "首报缺要素\n通报部门晚",
    (PaperMeasure("首报按五要素核对", "综合协调组", REAL + timedelta(days=30)),),
)
