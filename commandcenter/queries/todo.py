"""待我处理: what waits for this person, by deadline."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TodoKind(StrEnum):
    """What the person is asked to do; decides the buttons of the card."""

    ACTIVATE = "activate"  # 启动: grade is decided, activation waits
    GRADE = "grade"  # 定级: a grade suggestion waits for the decision
    SIGN_REPORT = "sign_report"  # 签发: an information report waits for the signature
    SEND_REPORT = "send_report"  # 报送: a signed report waits for being sent
    INSTRUCTION = "instruction"  # 办理: an instruction to receive or report back on
    STEP = "step"  # 任务: an own step, overdue or due next


@dataclass(frozen=True, slots=True)
class TodoItem:
    kind: TodoKind
    subject_id: int  # incident, report, instruction or step, by kind
    incident_id: int
    title: str
    detail: str
    since: datetime
    deadline_at: datetime | None
