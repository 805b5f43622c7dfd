"""The three honest counts of an incident, always shown together."""

from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """件, 人次, 人, and what goes with them.

    A person who complains twice on one day, through two channels, is two 件, one
    人次 and one 人; on two days, two 人次 and one 人. A record that names nobody is
    one 件 and one 人次, and no 人.
    """

    complaints: int  # 件
    person_times: int  # 人次: (person, Shanghai day), and each record without a person
    people: int  # 人: distinct person keys
    last_hour: int  # 件 of the last 60 minutes that are here of each source (store.moment.lately)
    amount_cents: int  # 涉及金额 in 分, once a person and subject: the greatest stated exactly
    vague: int = 0  # 件 whose amount is said, but by no exact number (约2000): in no sum

    @property
    def left_out(self) -> str:
        """What a paper says of a sum: ，另有3件金额不是确数，未计入; "" where there is none."""
        return f"，另有{self.vague}件金额不是确数，未计入" if self.vague else ""
