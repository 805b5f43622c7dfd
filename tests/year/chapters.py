"""The chapters of a bureau's year: what its people do of each, and what its pages must say then.

Whoever keeps a new book adds a chapter here, and no more.
"""

from tests.year.drills import Drills
from tests.year.money import Money
from tests.year.plan import PlanWork
from tests.year.publicity import Publicity
from tests.year.risk import Assessments
from tests.year.stock import Stock
from tests.year.system import System
from tests.year.team import Partners, Team, Training

CHAPTERS = (
    Team,
    Training,
    Partners,
    Stock,
    Money,
    PlanWork,
    Drills,
    System,
    Publicity,
    Assessments,
)
