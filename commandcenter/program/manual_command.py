"""`commandcenter manual`: the manual as a PDF set by the program itself, or as one HTML file."""

from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import __version__, own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.late import late, late_name
from commandcenter.offices.manual import manual
from commandcenter.offices.written_files import require_place, set_paper
from commandcenter.paths import default_url
from commandcenter.settings import Settings
from commandcenter.store.clock import system_clock

if TYPE_CHECKING:
    from commandcenter.outputs.manual_html import whole_html
    from commandcenter.outputs.papers.manual import manual_paper
    from commandcenter.outputs.small_picture import small
    from commandcenter.program import manual_pictures
else:
    whole_html = late_name("outputs.manual_html", "whole_html")
    manual_paper = late_name("outputs.papers.manual", "manual_paper")
    manual_pictures = late("program.manual_pictures")
small = late_name("outputs.small_picture", "small")

HTML = (".html", ".htm")


def write(
    settings: Settings, out: Path, language: str | None = None, *, html: bool, pictures: bool
) -> str:
    """In a language of its own, or that of the screens. Raises AskedWrongly for one that is not
    spoken, and where the file's suffix says something else than it will be."""
    if language is not None:
        settings = settings.with_language(language)
    suffix = out.suffix.lower()
    if html != (suffix in HTML) or not (html or suffix in (".pdf", ".docx", ".ofd")):
        raise AskedWrongly("手册写成 .pdf、.docx、.ofd 文件，有 --html 时写成 .html 文件。")
    require_place(out, default_url())
    book = manual(settings.spoken)
    found = manual_pictures.drawn(book, settings) if pictures else {}
    drawn = {name: small(png) for name, png in found.items()}
    if html:
        data = whole_html(book, drawn).encode()
        said = f"{out}：{len(book.pages)} 篇，{len(drawn)} 幅画面。"
    else:
        data, said = set_paper(manual_paper(book, drawn, __version__, system_clock()), out)
    own_files.write(out, data)
    return said
