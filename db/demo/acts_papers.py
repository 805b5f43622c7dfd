"""Which papers the scenarios have beside reports, releases and inquiries, and when."""

from commandcenter.db.demo import papers
from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.papers import Way
from commandcenter.domain.papers.paper import PaperKind

GOVERNMENT = ("市人民政府总值班室",)
MEETING = ("总指挥", "副总指挥", "各应急处置工作组")


def of_gym(script: Script) -> None:
    """Scenario A. At D0 10:46 a briefing waits for the commander, a flash is being written."""
    papers.at_rest(script, -1, "2026-短期-47")
    script.turn_to(0)
    papers.notice(script, PaperKind.ACTIVATION, 9, 22, scanned=True)
    meeting = Way(script, PaperKind.BRIEFING, 10, 36)
    meeting.drafted("shaoyi")
    meeting.to_sign("shaoyi", check=5)
    meeting.signed(18)
    meeting.numbered(20)
    meeting.call(22, papers.CLERK, papers.issue, 15, MEETING, "会议分发")
    papers.flash(script, 10, 45, GOVERNMENT)
    orders = Way(script, PaperKind.INSTRUCTION, 14, 5)
    orders.drafted()
    orders.call(6, papers.CLERK, papers.withdraw, "批示已书面回告，办理单改由系统打印")
    papers.brief(script, PaperKind.DAILY, 20, 10, "tangkai", GOVERNMENT)
    script.turn_to(4)
    papers.notice(script, PaperKind.LEVEL_CHANGE, 10, 8)
    script.turn_to(7)
    papers.notice(script, PaperKind.TERMINATION, 17, 6, scanned=True)
    script.turn_to(8)
    where = Way(script, PaperKind.TERMINATION, 10, 20)
    where.call(0, papers.CLERK, papers.file, "2026-永久-118")
    script.turn_to(13)
    duties = Way(script, PaperKind.CLAUSES, 16, 30)
    duties.drafted("shaoyi")
    duties.to_sign("shaoyi")
    duties.signed(25)
    duties.call(40, papers.CLERK, papers.file, "2026-永久-126")


def of_school(script: Script) -> None:
    """Scenario B: by night, and the notice of the raised level."""
    script.turn_to(0)
    papers.notice(script, PaperKind.ACTIVATION, 20, 18, scanned=True)
    papers.brief(script, PaperKind.BRIEFING, 23, 12, "shaoyi", MEETING)
    script.turn_to(1)
    papers.notice(script, PaperKind.LEVEL_CHANGE, 0, 4)
    papers.brief(script, PaperKind.DAILY, 20, 0, "tangkai", GOVERNMENT)
    script.turn_to(3)
    papers.notice(script, PaperKind.TERMINATION, 19, 4)


def of_stream(script: Script) -> None:
    """Scenario C: the notice follows in the morning, when the commander has signed."""
    script.turn_to(0)
    papers.flash(script, 22, 0, GOVERNMENT)
    script.turn_to(1)
    papers.notice(script, PaperKind.ACTIVATION, 8, 24, scanned=True)
    papers.brief(script, PaperKind.BRIEFING, 9, 40, "shaoyi", MEETING)
    papers.brief(script, PaperKind.DAILY, 20, 0, "tangkai", GOVERNMENT)
    script.turn_to(8)
    papers.notice(script, PaperKind.TERMINATION, 17, 6)
