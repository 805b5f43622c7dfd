"""The plan's items on papers: each kind's way, the series of numbers, the office's templates."""

from collections.abc import Collection, Mapping
from dataclasses import field

from commandcenter.domain.org import Group
from commandcenter.domain.papers.paper import Life, PaperKind, PaperStep, Subject, way_order
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass

FILE = "papers.toml"


@dataclass(frozen=True, slots=True)
class PaperFlow:
    """The way of a kind. `sign` and `draft`: the rights its signer, at the incident's level,
    and its drafter must hold.

    `upward`: 上行文, so its signer stands on the page and its addressee must be named.
    `countersign`: the groups asked unless the drafter names others.
    """

    code: PaperKind
    title: str
    subject: Subject
    steps: tuple[PaperStep, ...]
    sign: Action
    source: str
    draft: Action = Action.DRAFT_PAPER
    life: Life = Life.PAPER
    series: str = ""
    template: str = ""
    upward: bool = False
    countersign: tuple[Group, ...] = ()
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class PaperSeries:
    """A series of numbers, begun anew each year. `pattern` with {year} and {number}.

    `taken`: by year, the last number given before the program kept the series.
    """

    code: str
    title: str
    pattern: str
    source: str
    taken: Mapping[str, int] = field(default_factory=dict)
    clause: str = ""
    proposal: bool = False

    def written(self, year: int, number: int) -> str:
        return self.pattern.replace("{year}", str(year)).replace("{number}", str(number))

    def taken_in(self, year: int) -> int:
        return self.taken.get(str(year), 0)


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """How the office's papers look. {office} is the bureau's name.

    `head`: what stands in red; `over`: the office above it, "" for a 文件 whose head is the
    office's own mark. `phrases`: standing words by name (amends, with {paper}). `recipients`
    and `copies` are offered, never set.
    """

    code: str
    title: str
    head: str
    source: str
    over: str = ""
    signature: str = ""
    issuer: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    clause: str = ""
    proposal: bool = False


def check_papers(
    flows: Mapping[PaperKind, PaperFlow],
    series: Mapping[str, PaperSeries],
    templates: Mapping[str, PaperTemplate],
) -> None:
    """Raises ValueError naming the item that does not fit the others."""
    for flow in flows.values():
        where = f"{FILE}, {flow.code}"
        if not way_order(flow.steps):
            raise ValueError(f"{where}: steps are out of order, or lack draft or sign")
        wants = PaperStep.NUMBER in flow.steps
        if flow.life is Life.PAPER and wants != bool(flow.series):
            raise ValueError(f"{where}: a number wants both the step and the series")
        _require_known(where, "series", flow.series, series)
        _require_known(where, "template", flow.template, templates)
    for each in series.values():
        if each.pattern.count("{number}") != 1:
            raise ValueError(f"{FILE}, {each.code}: the pattern wants {{number}} once")


def _require_known(where: str, what: str, code: str, known: Collection[str]) -> None:
    if code and code not in known:
        raise ValueError(f"{where}: no such {what}: {code}")


def check_flows(flows: Collection[PaperKind]) -> None:
    """Raises ValueError for a kind that has no way."""
    if missing := [kind.value for kind in PaperKind if kind not in flows]:
        raise ValueError(f"{FILE}, paper_flow: nothing for {', '.join(missing)}")
