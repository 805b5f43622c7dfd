"""What the command line knows of papers before one is made: kinds by name, and their periods."""

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.papers.paper import PAPER_WORDS, RECORDS, PaperKind
from commandcenter.domain.papers.period import PeriodKind

# Whose subject is a week (202647), a month (202610) or a day (20261124), not an incident.
PERIODS: dict[str, PeriodKind] = {
    "watch": PeriodKind.WEEK,
    "monthly": PeriodKind.MONTH,
    "dutyday": PeriodKind.DAY,
}
DRILL = PaperKind.DRILL.value  # whose subject is a drill of the register
# Whose number is no incident's.
OF_NO_INCIDENT = frozenset({*PERIODS, DRILL})
# Of which kinds each option tells what they are about; an incident is no week's and no month's.
ABOUT = {
    "week": ("watch", "roster"), "month": ("monthly",), "warning": ("notice",), "drill": (DRILL,),
    **{of.value: (kind.value,) for kind, of in RECORDS.items()},
    "day": ("dutyday",),
}  # fmt: skip
# Each kind by its code and its name.
KIND_HELP = "，".join(f"{kind.value} {words}" for kind, words in PAPER_WORDS.items())


def require_kind(kind: str) -> None:
    """Raises AskedWrongly for a paper that there is not, naming those there are."""
    if kind not in [each.value for each in PAPER_WORDS]:
        raise AskedWrongly("没有“{kind}”这种公文，现有：{known}。", kind=kind, known=KIND_HELP)


def require_fitting(kind: str, **given: object) -> None:
    """Raises AskedWrongly for an option that would be passed over: another paper was meant."""
    asked = [option for option, value in given.items() if value not in (None, "")]
    for option in asked:
        fits = kind not in OF_NO_INCIDENT if option == "incident" else kind in ABOUT[option]
        if not fits:
            raise AskedWrongly("公文“{kind}”没有 --{option} 这一项。", kind=kind, option=option)
    if len(asked) > 1:
        options = " 和 ".join(f"--{option}" for option in asked)
        raise AskedWrongly("{options} 只能写一个。", options=options)
