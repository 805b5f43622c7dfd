"""Which papers the scenarios have beside reports, releases and inquiries, and when."""

from commandcenter.db.demo import papers
from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.papers import Way
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.times import local
from commandcenter.services.papers.paper_reply import Reply

GOVERNMENT = ("市委市政府总值班室",)
ABOVE = ("省市场监督管理局", "市人民政府")
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
    _meeting(script)
    orders = Way(script, PaperKind.INSTRUCTION, 14, 5)
    orders.drafted()
    orders.call(6, papers.CLERK, papers.withdraw, "批示已书面回告，办理单改由系统打印")
    papers.brief(script, PaperKind.DAILY, 20, 10, "tangkai", GOVERNMENT)
    script.turn_to(1)
    _court(script)
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


def _meeting(script: Script) -> None:
    """会议通知 to those who come the next morning."""
    way = Way(script, PaperKind.MEETING, 11, 20)
    way.drafted()
    way.to_sign()
    way.signed(9)
    way.numbered(11)
    way.call(12, papers.CLERK, papers.seal)
    way.call(14, papers.CLERK, papers.issue, 6, ("各参会单位和人员",), "政务内网")


def _court(script: Script) -> None:
    """The court is asked in writing, and answers so."""
    way = Way(script, PaperKind.LETTER, 10, 40)
    way.drafted(department="人民法院")
    way.to_sign()
    way.signed(9)
    way.numbered(11)
    way.call(13, papers.CLERK, papers.seal)
    way.call(15, papers.CLERK, papers.issue, 2, ("人民法院",), "专人送达")
    dated = local(script.time(16, 0)).date()
    came = Reply("澄法函〔2026〕31号", dated, "已设绿色通道，派两名法官参加联合调解")
    way.call(320, "jiangwen", papers.replied, came)


def of_school(script: Script) -> None:
    """Scenario B: by night, the 请示, and the notice of the raised level."""
    script.turn_to(0)
    papers.notice(script, PaperKind.ACTIVATION, 20, 18, scanned=True)
    papers.brief(script, PaperKind.BRIEFING, 23, 12, "shaoyi", MEETING)
    papers.brief(script, PaperKind.MINUTES, 23, 36, "shaoyi", (*MEETING, "参加会商的单位"))
    papers.notice(script, PaperKind.REQUEST, 23, 40, to=ABOVE, copies=3)
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
