"""One place of a text that the misuse check marks."""

from commandcenter.domain.papers.word_lists import Severity
from commandcenter.domain.phrase import joined, phrase
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """`text[start:end]` is `found`; `better`: what to write instead, "" to leave it out or say it
    otherwise. `label`: of what sort; `why`: the reason, "" where the label tells it.
    """

    start: int
    end: int
    found: str
    better: str
    label: str
    why: str = ""
    weight: Severity = Severity.WARN

    @property
    def words(self) -> str:
        """For who wrote it: “布署”宜作“部署”（错别字）。"""
        reason = joined("，", (part for part in (self.label, self.why) if part))
        if self.better:
            return phrase(
                "“{found}”宜作“{better}”（{reason}）。",
                found=self.found,
                better=self.better,
                reason=reason,
            )
        return phrase("“{found}”请删去或者改写（{reason}）。", found=self.found, reason=reason)
