"""Who may publish about drugs, and about what only the incident's kind calls food."""

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.releases.release_authority import rule_for


@pytest.mark.parametrize(
    ("about", "kind", "level", "code"),
    [
        ("某注射液不良反应", "tip", Level.III, "drug_warning"),
        ("某胶囊 药械化妆品", "tip", Level.IV, "drug_warning"),
        ("某疫苗", "notice", Level.II, "drug_major"),
        ("某药品", "notice", Level.III, "city"),
        ("某餐厅多名顾客呕吐 餐饮食品", "tip", Level.III, "food_warning"),
        ("某餐厅多名顾客呕吐", "tip", Level.III, "city"),
        ("婴幼儿配方奶粉", "tip", Level.IV, "food_warning"),
    ],
)
def test_the_first_rule_that_fits_is_taken(plan, about, kind, level, code):
    rules = [rule for rule in plan.release_rules.values() if not rule.warning]
    found = rule_for(rules, ReleaseKind(kind), level, about)
    assert found.code == code
    assert found.document is code.startswith(("drug", "food"))
