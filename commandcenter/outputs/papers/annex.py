"""附件 that stands behind the paper in the same file (GB/T 9704-2012, 7.3.8)."""

from collections.abc import Iterable, Iterator

from commandcenter.outputs.pdf.document import Align, Block, PageBreak, Para, Run
from commandcenter.outputs.pdf.faces import Face


def annex(title: str, blocks: Iterable[Block], number: str = "") -> Iterator[Block]:
    """On a page of its own: 附件 in 黑体 at the upper left, its title in the middle.

    `number`: where there are several.
    """
    yield PageBreak()
    yield Para((Run(f"附件{number}", Face.HEI),), indent=0)
    yield Para((Run(title, Face.TITLE),), indent=0, align=Align.CENTER)
    yield from blocks
