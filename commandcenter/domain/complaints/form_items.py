"""The forms (文书) of a complaint or a report by 令121: which there are, and what the plan sets."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class FormKind(StrEnum):
    """The codes are those of the command line: `forms KIND`."""

    INTAKE = "intake"
    REPORT_INTAKE = "reportintake"
    FORWARD = "forward"
    IDENTITY = "identity"
    ACCEPT = "accept"
    DECLINE = "decline"
    MEDIATE = "mediate"
    END = "end"
    AGREEMENT = "agreement"
    RESULT = "result"


FORM_WORDS: dict[FormKind, str] = phrases(
    {
        FormKind.INTAKE: "投诉登记表",
        FormKind.REPORT_INTAKE: "举报登记表",
        FormKind.FORWARD: "投诉举报分送通知书",
        FormKind.IDENTITY: "限期提供身份证明材料通知书",
        FormKind.ACCEPT: "投诉受理决定书",
        FormKind.DECLINE: "投诉不予受理决定书",
        FormKind.MEDIATE: "投诉调解通知书",
        FormKind.END: "投诉终止调解决定书",
        FormKind.AGREEMENT: "投诉调解书",
        FormKind.RESULT: "举报处理结果告知书",
    }
)
# Each kind by its code and its name, for the command line.
FORM_HELP = "，".join(f"{kind.value} {words}" for kind, words in FORM_WORDS.items())


@dataclass(frozen=True, slots=True)
class FormItem:
    """A form as the plan has it.

    `number`: its number with {code}, {year} and a gap that is filled in by hand, "" for one that
    bears the complaint's own; `laws`: what it is based on, in the words of a paper; `days`: the
    working days that it gives, 0 where it gives none.
    """

    code: FormKind
    title: str
    laws: tuple[str, ...]
    source: str
    number: str = ""
    days: int = 0
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class FormAsked:
    """Which form is wanted, and what no row knows; what is empty stays a line to be written on.

    `full`: who complained in full, where the asker may see it; `ground`: code of a reason of the
    plan, for a record that names none; `to`: to whom it is passed on; `place`, `at`: of a
    mediation, aware UTC.
    """

    kind: FormKind
    full: bool = False
    ground: str = ""
    to: str = ""
    place: str = ""
    at: datetime | None = None


def require_form(kind: str) -> None:
    """Raises AskedWrongly for a form that there is not, naming those there are."""
    if kind not in list(FormKind):
        raise AskedWrongly("没有“{kind}”这种文书，现有：{known}。", kind=kind, known=FORM_HELP)
