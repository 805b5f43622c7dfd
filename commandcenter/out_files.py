"""Files that a command writes: whole or not at all; a paper as what the file is called."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import own_files
from commandcenter.doctor import stand_ins

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.document import Document


def put_paper(made: "Document", out: Path) -> str:
    """Word by its suffix, else PDF. Returns what is to be said of it."""
    if out.suffix.lower() == ".docx":
        from commandcenter.outputs.word import to_docx  # loaded for a Word file only

        save(out, to_docx(made))
        return f"{out}：Word 文件。"
    from commandcenter.outputs.pdf.build import render  # loaded for a paper only
    from commandcenter.outputs.pdf.fonts import chosen_fonts

    printed = render(made)
    save(out, printed.data)
    lent = stand_ins(chosen_fonts())
    told = [*printed.warnings, *([f"{lent}。"] if lent else [])]
    return "\n注意：".join([f"{out}：{printed.pages} 页。", *told])


def save(out: Path, data: bytes) -> None:
    """Write the whole file or none: what stood there before stays until all is written."""
    if out.exists() and not out.is_file():
        own_files.write(out, data)  # a folder is refused; a device or a pipe takes it
        return
    part = out.with_name(f".{out.name}.part")
    try:
        own_files.write(part, data)
        part.replace(out)
    except OSError as error:
        error.filename = str(out)
        raise
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
