"""What the body above decided: the city may go beyond it, and neither below it nor end it.

统一指挥 (plan 1.3(2)): at Ⅰ and Ⅱ the city works under the guidance of the nation's or the
province's command (4.2(1), (2)), and a response ends by who leads it (突发事件应对法 86). What was
decided there is made milder, or ended, by a decision of there, registered with number and proof.
"""

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass

UPPER = (Level.I, Level.II)  # decided above the city (4.2(1), (2))


@dataclass(frozen=True, slots=True)
class DecidedAbove:
    """The newest decision of the body above on one of the scales."""

    axis: Axis
    level: Level
    organ: str
    document: str

    def binds(self, level: Level | None) -> bool:
        """Whether the city may not decide so by itself. `level` None: the end of the response."""
        return level is None or self.level.graver_than(level)


def asked_level(was: Level | None, becomes: Level) -> Level:
    """For which level a right to change one is asked for: the graver of the two, so that who
    decides Ⅳ alone takes nothing back that others decided.
    """
    return becomes if was is None or becomes.graver_than(was) else was


def asked_to_start(grade: Level | None, level: Level) -> Level:
    """For which level a right to start is asked for: a county starts nothing that the city graded
    graver. What is graded Ⅱ or Ⅰ is decided above, and the city may begin it at its gravest.
    """
    return asked_level(Level.III if grade in UPPER else grade, level)


def require_own(above: DecidedAbove | None, level: Level | None) -> None:
    """Raise RuleBroken where only the body above may decide so."""
    if above is None or not above.binds(level):
        return
    title = above.level.response_title if above.axis is Axis.RESPONSE else above.level.grade_title
    raise RuleBroken(
        "{title}由{organ}决定（{document}），{act}须由其决定。"
        "请报请上级，收到决定后登记文号，并附来文或者电话记录。",
        title=title,
        organ=above.organ,
        document=above.document,
        act=word("降低、终止响应") if above.axis is Axis.RESPONSE else word("降低事件等级"),
    )


def require_carried_on(source: DecidedAbove | None, target: DecidedAbove | None) -> None:
    """Raise RuleBroken unless who takes a response over by a merge is bound as it was."""
    if source is None or (target is not None and not source.level.graver_than(target.level)):
        return
    raise RuleBroken(
        "本事件的{title}由{organ}决定（{document}），只能并入由上级决定、响应级别不低于它的事件。",
        title=source.level.response_title,
        organ=source.organ,
        document=source.document,
    )
