"""Word files of papers that were edited, read back."""

import io
import zipfile

from commandcenter.domain.papers.word_marks import mark_of
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.outputs.papers.information_report import information_report
from commandcenter.outputs.pdf.fonts import find_fonts
from commandcenter.outputs.word import to_docx
from tests.fuzz.judge import Refused, require, twice
from tests.fuzz.mutate import packed
from tests.fuzz.targets import Target
from tests.outputs import paper_samples

KEPT = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def seeds():
    """A report as it leaves, without the parts that nobody reads back; and a small one."""
    whole = to_docx(information_report(paper_samples.first_report()), find_fonts(open_only=True))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = [(name, archive.read(name)) for name in KEPT]
    return [packed(parts), packed([("word/document.xml", SMALL.encode())])]


def _paragraph(key, text, number):
    mark = mark_of(key, text)
    return (
        f'<w:p><w:bookmarkStart w:id="{number}" w:name="{mark}"/><w:r><w:t>{text}</w:t></w:r>'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


SMALL = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body>'
    + _paragraph("k1_p", "第一段。", 1) + _paragraph("k2_title", "标题", 2)
    + "<w:p><w:r><w:t>新增</w:t><w:br/><w:tab/></w:r></w:p></w:body></w:document>"
)  # fmt: skip


def opened(folder):
    def take(data, thorough):
        found = twice(lambda: texts_from_docx(data, "a.docx"))
        if isinstance(found, Refused):
            return
        require(set(found.texts) == set(found.made), "texts and marks differ")
        require(set(found.edited) <= set(found.texts), "edited, and not there")
        require(found.texts, "nothing, and not refused")
        for key, text in found.texts.items():
            require(isinstance(key, str) and isinstance(text, str), key)
        for stray in found.strays:
            require(len(stray) < 200, "a stray of", len(stray), "characters")

    return take


TARGETS = {
    "docx": Target(
        "docx", "zip", ("commandcenter.intake.word_file", "commandcenter.intake.guard",
                        "commandcenter.domain.papers.word_marks"), seeds, opened, 2,
    ),
}  # fmt: skip
