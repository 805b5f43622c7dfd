"""先办 of the page 宣传: what is late or at a gate, what soon falls due; its count for the rail."""

from collections.abc import Mapping

from commandcenter.domain.publicity.cases import CaseAct
from commandcenter.queries.publicity.first import publicity_first_board
from commandcenter.queries.support.first import FirstBoard
from commandcenter.store.database import Query
from commandcenter.ui.support.first_count import FirstCount
from commandcenter.ui.support.first_panel import FirstPanel


class PublicityFirst(FirstPanel):
    kinds = frozenset({"publicity", "typical_case", "research", "partner", "plan", "person"})

    def query(self) -> Query[FirstBoard]:
        return self.seat.query(publicity_first_board, self.seat.clock())

    def words(self) -> Mapping[str, str]:
        return {
            "hold": self.tr("登记活动…"),
            "finish": self.tr("登记结题…"),
            CaseAct.LEGAL.value: self.tr("审核…"),
            CaseAct.SECRECY.value: self.tr("审查…"),
            CaseAct.APPROVE.value: self.tr("签发…"),
            CaseAct.PUBLISH.value: self.tr("登记发布…"),
        }


class PublicityCount(FirstCount):
    kinds, page = PublicityFirst.kinds, "publicity"

    def query(self) -> Query[FirstBoard]:
        return self.seat.query(publicity_first_board, self.seat.clock())
