"""What headings and paragraphs say before they are set, whatever the file they go into."""

from dataclasses import field, replace

from commandcenter.domain.numerals import chinese
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean

HEADING_FACE = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}


def heading_face(level: int, *, western: bool) -> Face:
    """Latin letters look alike in the faces of Chinese titles, and worst in that of the first."""
    return Face.HEI if western else HEADING_FACE[level]


@dataclass(slots=True)
class Numbering:
    """Numbers headings by their place: 一、（一）1.（1）, or `western` 1, 1.1, 1.1.1."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    western: bool = False

    def mark(self, level: int) -> str:
        """The number of the next heading of this level (1 to 4)."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        if self.western:
            return ".".join(map(str, self.counts[:level])) + "  "
        count = self.counts[level - 1]
        return {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}."}.get(
            level, f"（{count}）"
        )

    def copy(self) -> "Numbering":
        return Numbering(list(self.counts), self.western)


def paragraphs(runs: tuple[Run, ...]) -> list[list[Run]]:
    """The runs cut where their text has a line end; empty paragraphs are left out."""
    made: list[list[Run]] = [[]]
    for run in runs:
        first, *others = clean(run.text).split("\n")
        made[-1].append(Run(first, run.face))
        made += [[Run(part, run.face)] for part in others]
    kept = [part for part in made if any(run.text.strip() for run in part)]
    return [_stripped(part) for part in kept]


def _stripped(part: list[Run]) -> list[Run]:
    return [replace(part[0], text=part[0].text.lstrip(" \u3000")), *part[1:]]
