"""履职清单 as a table: what the sheet of duties is when it leaves the program."""

from commandcenter.domain.command.duties import DUTY_WORDS
from commandcenter.domain.phrase import for_record
from commandcenter.outputs.tables_out import Cell, write_csv
from commandcenter.queries.command.duties import DutySheet

HEADER = (
    "条款", "条款内容", "职责", "履行情况", "说明", "履行人", "履行时间",
    "佐证", "佐证办理人", "佐证时间", "逾期", "日志行", "条款日志行数",
)  # fmt: skip


def duty_rows(sheet: DutySheet) -> list[tuple[Cell, ...]]:
    """A row for each record that shows a duty done; one for a duty without any."""
    rows: list[tuple[Cell, ...]] = []
    for line in sheet.lines:
        duty: tuple[Cell, ...] = (
            line.clause, line.clause_title, line.title, DUTY_WORDS[line.state], line.words,
            line.by, line.at,
        )  # fmt: skip
        for proof in reversed(line.proofs):
            numbers = "、".join(map(str, proof.lines))
            late = "是" if proof.late else ""
            shown = (proof.words, proof.by, proof.at, late, numbers)
            rows.append((*duty, *shown, line.journal.count))
        if not line.proofs:
            rows.append((*duty, "", "", None, "", "", line.journal.count))
    return rows


@for_record
def duty_csv(sheet: DutySheet) -> bytes:
    return write_csv(duty_rows(sheet), HEADER, sheet.now)
