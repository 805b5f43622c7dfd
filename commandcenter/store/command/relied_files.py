"""Whether what people said of an obligation relies on a file that hangs on it."""

from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.files import AttachmentRow


def relies_on(row: ObligationRow, file: AttachmentRow) -> bool:
    """It was there when somebody said by hand that the obligation is done."""
    return bool(row.hand_words and row.done_at and file.at <= row.done_at)
