"""What a drill is: the mark of its store, how it stands, and the kinds of injects."""

from enum import StrEnum

from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass


class Mode(StrEnum):
    LIVE = "live"  # 实战演练
    TABLETOP = "tabletop"  # 桌面推演: it stands until the conductor goes on


class InjectKind(StrEnum):
    COMPLAINTS = "complaints"  # in bulk, as they came
    CALL = "call"
    MEDIA = "media"
    COUNTY = "county"
    CASES = "cases"
    LINK = "link"  # a link is broken
    NO_ANSWER = "no_answer"  # a person who does not answer
    MESSAGE = "message"
    DISCUSSION = "discussion"


class DrillState(StrEnum):
    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class DrillAct(StrEnum):
    """What conductor and observers do."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    SPEED = "speed"
    ENDED = "ended"
    NOTE = "note"
    SAID = "said"  # to a discussion point
    LEAPT = "leapt"  # to the next inject
    SLOWED = "slowed"  # by itself, while an inject waits for its answer
    WENT_ON = "went_on"  # by itself, at the speed that was chosen


class InjectState(StrEnum):
    COMING = "coming"
    OPEN = "open"  # carried out, its answer is waited for
    DONE = "done"
    LATE = "late"  # answered after its limit, or not at all though it is past
    SKIPPED = "skipped"


MODE_WORDS: dict[Mode, str] = phrases({Mode.LIVE: "实战演练", Mode.TABLETOP: "桌面推演"})
STATE_WORDS: dict[DrillState, str] = phrases(
    {
        DrillState.PREPARED: "待开始",
        DrillState.RUNNING: "进行中",
        DrillState.PAUSED: "已暂停",
        DrillState.ENDED: "已结束",
    }
)
KIND_WORDS: dict[InjectKind, str] = phrases(
    {
        InjectKind.COMPLAINTS: "投诉批量到达",
        InjectKind.CALL: "来电",
        InjectKind.MEDIA: "媒体",
        InjectKind.COUNTY: "县区报告",
        InjectKind.CASES: "病例通报",
        InjectKind.LINK: "线路中断",
        InjectKind.NO_ANSWER: "人员未应答",
        InjectKind.MESSAGE: "通知",
        InjectKind.DISCUSSION: "讨论",
    }
)
SPEEDS = (1, 2, 5, 10, 20, 60)  # a conductor's choices
STORE_WORDS = word("演练库，不进实战记录，不对外发送")
MARK = word("演练")  # on every edge and page


@dataclass(frozen=True, slots=True)
class DrillMark:
    """What every edge, page and paper of a drill's store says."""

    title: str
    mode: Mode
