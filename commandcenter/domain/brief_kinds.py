"""What the command line knows of papers before one is made: kinds by name, and their periods."""

from commandcenter.domain.paper import PAPER_WORDS
from commandcenter.domain.period import PeriodKind

# Whose subject is a week (202647) or a month (202610), not an incident.
PERIODS: dict[str, PeriodKind] = {"watch": PeriodKind.WEEK, "monthly": PeriodKind.MONTH}
# Each kind by its code and its name.
KIND_HELP = "，".join(f"{kind.value} {words}" for kind, words in PAPER_WORDS.items())
