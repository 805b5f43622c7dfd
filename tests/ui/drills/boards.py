"""The board of the drill on the sketch, made by hand: 校园食物中毒实战演练 at 20:25."""

from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.drills.drill import (
    DrillMark,
    DrillState,
    InjectKind,
    InjectState,
    Mode,
)
from commandcenter.domain.times import from_local
from commandcenter.queries.drills.board import (
    AnswerLine,
    ClauseScore,
    DrillBoard,
    InjectLine,
    NoteLine,
    PastLine,
)
from commandcenter.queries.offers import Offer

MARK = DrillMark("校园食物中毒实战演练", Mode.LIVE)
REAL = from_local(2026, 11, 28, 15, 7, 30)


def at(hour, minute=0):
    return from_local(2026, 10, 14, hour, minute)


def minutes(number):
    return timedelta(minutes=number)


K = InjectKind
ANSWERED = (
    (K.CALL, 19, 5, "校医来电：6 名学生呕吐腹痛", "值班员", "李蔚", 1, 5),
    (K.CALL, 19, 14, "家长来电：送医 14 人", "值班员", "李蔚", 1, 5),
    (K.CASES, 19, 22, "市一院电话：住院 3 人", "调查取证组", "何文静", 2, 10),
    (K.MEDIA, 19, 30, "记者到校门采访", "舆情监测组", "许知远", 17, 10),
    (K.CASES, 19, 41, "配餐单位另供 5 所学校", "现场处置组", "马骁", 5, 30),
    (K.MEDIA, 19, 58, "网传“有学生死亡”", "舆情监测组", "许知远", 8, 10),
    (K.NO_ANSWER, 20, 10, "带班领导电话中断", "值班员", "李蔚", 2, 5),
    (K.COUNTY, 20, 22, "第二所学校 9 人不适", "综合协调组", "周岚", 3, 10),
)
COMING = (
    (K.CASES, 20, 40, "卫生健康部门：检出金黄色葡萄球菌", "调查取证组", 30),
    (K.CALL, 20, 55, "市领导电话询问进展", "总指挥", 10),
    (K.MEDIA, 21, 5, "省级媒体来函采访", "舆情监测组", 30),
    (K.COUNTY, 21, 15, "丽泽区续报：就医 31 人", "综合协调组", 15),
    (K.LINK, 21, 25, "与区局专线中断 10 分钟", "值班员", 10),
    (K.DISCUSSION, 21, 40, "讨论：何时降级、由谁提出", "全体", None),
)


def injects():
    lines = [
        InjectLine(
            number,
            at(hour, minute),
            kind,
            title,
            f"{title}。请按预案处理。",
            to,
            InjectState.LATE if took > limit else InjectState.DONE,
            at(hour, minute) + minutes(took),
            who,
            minutes(took),
            minutes(limit),
            ("log_entry", number),
            at(hour, minute),
        )
        for number, (kind, hour, minute, title, to, who, took, limit) in enumerate(ANSWERED, 1)
    ]
    lines += [
        InjectLine(
            number,
            at(hour, minute),
            kind,
            title,
            f"{title}。",
            to,
            InjectState.COMING,
            limit=minutes(limit) if limit else None,
            offers=(Offer("skip"), Offer("amend_inject")),
        )
        for number, (kind, hour, minute, title, to, limit) in enumerate(COMING, 9)
    ]
    return tuple(lines)


ANSWERS = tuple(
    AnswerLine(title, who, minutes(took), minutes(limit), took > limit)
    for title, who, took, limit in (
        ("电话报告总值班室", "李蔚", 12, 30),
        ("书面首报", "周岚", 52, 60),
        ("通报卫健、教育", "周岚", 74, 60),
        ("定级建议", "周岚", 38, 60),
        ("启动通知", "陈屿", 45, 90),
        ("食堂停供封存留样", "马骁", 18, 30),
        ("两人到现场", "马骁", 24, 60),
        ("拟定口径", "许知远", 28, 60),
    )
)
SCORES = (
    ClauseScore("4.1(1)", "信息报告", 18, 20, "首报缺 1 项要素", ("report", 1)),
    ClauseScore("4.1(2)", "启动预案", 15, 15),
    ClauseScore("4.1(3)", "现场处置", 14, 15, "到场后未即时报告", ("site_report", 1)),
    ClauseScore("4.1(4)", "调查取证", 13, 15, "留样 1 份无交接签名", ("evidence", 1)),
    ClauseScore("2.1(2)", "协调联动", 8, 15, "通报卫健、教育晚 14 分钟", ("liaison", 1)),
    ClauseScore("4.1(5)", "信息发布", 5, 10, "记者采访应答超时", ("press_question", 1)),
    ClauseScore("2.2(1)", "综合协调", 9, 10, "19:14 来电未记对方号码", ("duty_note", 1)),
)
OFFERS = tuple(map(Offer, ("pause", "set_speed", "next_inject", "add_inject", "note", "end")))
BOARD = DrillBoard(
    mark=MARK,
    state=DrillState.RUNNING,
    source="取自“10·14”事件",
    conductor="范琪",
    players=17,
    began_at=at(19, 5),
    until=at(22),
    drill_now=at(20, 25),
    real_began_at=REAL - timedelta(minutes=41, seconds=3),
    real_now=REAL,
    speed=20,
    chosen_speed=20,
    paused=False,
    waiting=False,
    injects=injects(),
    answers=ANSWERS,
    scores=SCORES,
    total=82,
    full=100,
    notes=(NoteLine(at(19, 47), "范琪", "许知远先请示后答复，口径一致。", 4),),
    past=(
        PastLine("电话报告总值班室", minutes(26), minutes(12)),
        PastLine("通报卫健、教育", minutes(61), minutes(74)),
    ),
    may_conduct=True,
    sees_all=True,
    offers=OFFERS,
)


def waiting():
    """An inject waits for its answer, so the clock goes at ×1."""
    lines = list(BOARD.injects)
    lines[8] = replace(
        lines[8], state=InjectState.OPEN, carried_out_at=at(20, 25) - minutes(3), at=at(20, 22)
    )
    return replace(BOARD, injects=tuple(lines), speed=1, waiting=True)


def prepared():
    lines = tuple(
        replace(
            x,
            state=InjectState.COMING,
            answered_at=None,
            answered_by="",
            took=None,
            carried_out_at=None,
            offers=(Offer("skip"), Offer("amend_inject")),
        )
        for x in BOARD.injects
    )
    return replace(
        BOARD,
        state=DrillState.PREPARED,
        drill_now=at(19, 5),
        real_began_at=None,
        injects=lines,
        answers=(),
        scores=(),
        total=None,
        notes=(),
        past=(),
        offers=tuple(map(Offer, ("start", "add_inject", "note"))),
    )


def of_player():
    """What 许知远 sees: what came for them, and nothing that comes."""
    mine = [line for line in BOARD.injects[:8] if line.to == "舆情监测组"]
    now = replace(
        mine[-1],
        id=90,
        state=InjectState.OPEN,
        at=at(20, 22),
        carried_out_at=at(20, 22),
        answered_at=None,
        answered_by="",
        took=None,
        title="记者来电：请确认住院人数",
        words="澄州晚报记者来电，请在 20:32 前确认就医和住院人数，并问何时发布通报。",
    )
    return replace(
        BOARD, injects=(*mine, now), scores=(), answers=(), notes=(), past=(), offers=(),
        may_conduct=False, sees_all=False,
    )  # fmt: skip
