"""What a paper of one kind is read for by the misuse check: the office's lists, who holds what."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from commandcenter.domain.papers.word_lists import ListKind, WordList
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Leaders:
    """Who holds which post: names by rank, with every title that each may be called by."""

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.titles)


NOBODY = Leaders()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a paper of one kind is read for."""

    lists: tuple[WordList, ...] = ()
    leaders: Leaders = NOBODY

    def of_kind(self, kind: ListKind) -> Iterator[WordList]:
        return (each for each in self.lists if each.kind is kind)


NOTHING = Usage()
