"""A picture of the page that a template of the office makes. For workers: it loads slowly."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from commandcenter.domain.reports.report import names_in
from commandcenter.outputs.papers.fittings import Fittings
from commandcenter.outputs.papers.sample import NUMBER, PATTERN, sample
from commandcenter.outputs.pdf.build import render
from commandcenter.ui.papers.pictures import Opened


def template_picture(said: Mapping[str, str], size: QSize, ratio: float) -> QImage:
    """The first page in `size` pixels of the look; `said`: the words of the form, by key."""
    formal = not said["over"]
    fit = Fittings(
        pattern=PATTERN if formal else "",
        year=2026,
        number=NUMBER if formal else "",
        head=said["head"],
        over=said["over"],
        signature=said["signature"],
        issuer=said["issuer"],
        sent_to=names_in(said["recipients"]),
        copies=names_in(said["copies"]),
    )
    opened = Opened(render(sample(fit)).data)
    try:
        picture = opened.picture(0, size * ratio)
    finally:
        opened.close()
    picture.setDevicePixelRatio(ratio)
    return picture
