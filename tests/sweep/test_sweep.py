"""The sweep: nobody can do on the server, with plain SQL, what is not in the list; and all of it.

Every role, each column of each table, a row in each state of an incident, the own county's and
another's: put in, changed, taken away, without a line of the journal, with the own line before and
after, and under a decision of another; then all is checked, as at the commit, and taken back.
"""

from collections import defaultdict

import pytest

from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.rights import Action
from commandcenter.paths import RESOURCES
from commandcenter.store.plan.plan_files import plan_from_items, plan_items
from commandcenter.store.tables.every import Base
from commandcenter.store.write_rules import columns_of, read_rules
from tests.conftest import run_sql
from tests.seeds import chance
from tests.services.test_roles import personas
from tests.sweep.allowed import FILE, HOLES, Sweepable
from tests.sweep.runner import DELEGATED, VARIANTS, Sweep, Verdict, role_words

pytestmark = pytest.mark.early

MOST_ROWS = 330  # of the list, so that it is read
DRAWN = 240  # cells of the suite: a half of them by lot, a half of what the list names
BY_DAY = 4  # roles, of whom each takes a second to become
ROLES = [*map(role_words, personas()), DELEGATED]
# The journal stands for good, for the owner, too; and a report's mark (reporters.sql).
NEVER = {"journal", "journal_row", "bulk_digest", "pen"}
FOR_GOOD = {("complaint", "reporter_protected")}
# What a CHECK holds to another column of the row, for the owner, too.
CHECKED = {
    ("partner", "agreement"), ("training", "held_at"), ("training", "held_hours"),
    ("phone_call", "outcome"), ("phone_call", "number"),
    ("training", "called_off_at"), ("publicity", "held_at"), ("publicity", "called_off_at"),
    ("publicity", "reached"), ("research", "done_at"), ("research", "ended_at"),
    ("inspection_plan", "group"), ("risk_finding", "group"),
    ("inspection_plan", "person_id"), ("risk_finding", "person_id"), ("risk_finding", "district"),
    ("inspection_plan", "district"), ("risk_finding_check", "passed"), ("survey_answer", "count"),
    ("risk_finding_check", "next_due_at"), ("survey_answer", "base"), ("risk_assessment", "state"),
    ("risk_assessment_line", "rank"), ("risk_assessment_line", "points"),
    ("risk_finding", "closed_at"), ("risk_finding", "dropped_at"),
    ("inspection_target", "result_id"), ("risk_assessment", "signed_at"),
    # or a unique key of several columns, or of the rows in force
    ("inspection_target", "inspection_id"), ("inspection_target", "subject_id"),
    ("risk_assessment", "before_id"),
}  # fmt: skip
BY_VIEW = {"complainant"}  # written behind a view, of which rights_views.sql makes what it does
ADOPTED = ("plan_version", "adopted_at")  # with the bureau, minutes ago: that it is now, it was


@pytest.fixture(scope="module")
def sweep(cluster):
    run_sql(cluster, "CREATE DATABASE sweep TEMPLATE template")
    sweep = Sweep(cluster, "sweep", Sweepable(FILE, HOLES))
    yield sweep
    sweep.close()
    run_sql(cluster, "DROP DATABASE sweep WITH (FORCE)")


def swept(sweep, role, numbers=None, acts=True):
    """The verdict on these cells, which lie before the server, or on all."""
    verdict = Verdict(sweep, role)
    numbers = sorted(numbers or range(len(sweep.cells)))
    found = sweep.tried(role, numbers)
    for number in numbers:
        for variant, letter in zip(VARIANTS, found.get(number, "GGG"), strict=True):
            verdict.take(sweep.cells[number], variant, letter)
    if acts:
        for number, letters in sweep.under_acts(role, found).items():
            for letter in letters:
                verdict.take(sweep.cells[number], "act", letter)
    return verdict


def repeated(sweep, verdict, acts=True):
    """The faults that are there again when their cells are tried once more.

    One connection tries, so none comes from a race; what is not there again came of the machine
    (a lock that was not given in time, a clock that was put back).
    """
    numbers = verdict.at_fault()
    if not numbers:
        return []
    again = swept(sweep, verdict.role, numbers, acts)
    for number in numbers if verdict.due else ():
        again.expect(sweep.cells[number])
    return again.faults()


def by_lot(sweep):
    """Cells for some roles: some of all; and for two, all that some keys of the list are about."""
    lot, drawn = chance("cells of the sweep"), defaultdict(set)
    roles = lot.sample(ROLES, BY_DAY)
    for _ in range(DRAWN // 2):
        drawn[lot.choice(roles)].add(lot.randrange(len(sweep.cells)))
    for role in roles[:2]:
        found, most = keys_of(sweep, role), len(drawn[role]) + DRAWN // 4
        keys = lot.sample(sorted(found), len(found))
        while keys and len(drawn[role]) < most:
            drawn[role] |= set(found[keys.pop()])
    return drawn


def keys_of(sweep, role):
    """The numbers of the cells by what the list says of them, for one role."""
    verdict, found = Verdict(sweep, role), defaultdict(list)
    for number, cell in enumerate(sweep.cells):
        for _, key in verdict.keys(cell):
            found[key].append(number)
    return found


def test_the_list_is_short_and_gives_its_reasons(tmp_path):
    rows = [row for rows in Sweepable().rows.values() for row in rows]
    assert len({row.number for row in rows}) <= MOST_ROWS
    file = tmp_path / "list.txt"
    for line in ("tally | insert | duty | |", "tally | insert, upsert | duty | | they count"):
        file.write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="1: "):
            Sweepable(FILE, file)


def test_for_all_of_the_list_there_is_a_rule_under_which_its_roles_may(rights):
    """Whatever the row's state: else it would be refused to who needs it, in each state."""
    rules, refused = read_rules(), set()
    actors = {role_words(p): Actor(1, "", "", frozenset({Grant(*p)})) for p in personas()}
    deputy = frozenset({Grant(Role.DEPUTY, None, None)})
    actors[DELEGATED] = Actor(1, "", "", deputy, delegated=True)
    for (name, op), rows in Sweepable().rows.items():
        table, its = Base.metadata.tables[name], rules[name]
        for row in rows if name not in BY_VIEW else ():
            columns = {column.partition(":")[0] for column in row.columns} & set(table.c.keys())
            for column in columns if op == "update" else ("",):
                fit = [r for r in its if r.op == op and column in ("", *columns_of(table, its, r))]
                held = {role for role in row.roles for r in fit if holds(rights, actors[role], r)}
                refused |= {(name, op, column, role) for role in row.roles - held}
    assert refused == set()


@pytest.fixture(scope="module")
def rights():
    return plan_from_items(plan_items(RESOURCES / "plan")).rights


def holds(rights, actor, rule):
    """Whether the actor has a right that the rule names, for some matter."""
    roles = {grant.role.value for grant in actor.grants}
    named = {Action(right.removeprefix("~")) for right in rule.rights if right[0] not in "*@"
             and right != "nobody"}  # fmt: skip
    if "call" in rule.matter:
        named.add(Action.REGISTER_ORAL_DECISION)
    return (
        "*" in rule.rights
        or any(f"@{role}" in rule.rights for role in roles)
        or any(rights.scope(actor, action) for action in named)
    )


def test_what_is_drawn_by_lot_is_as_the_list_says(sweep):
    drawn = by_lot(sweep)
    sweep.put(sorted(set().union(*drawn.values())))
    faults = []
    for role, numbers in drawn.items():
        verdict = swept(sweep, role, numbers, acts=False)
        faults += repeated(sweep, verdict, acts=False)
    assert faults == []


def test_each_cell_goes_through_where_nothing_is_asked(sweep):
    """Else its refusal would say nothing: the owner, whom no rule concerns, tries them first."""
    numbers = sorted(chance("cells of the owner").sample(range(len(sweep.cells)), DRAWN))
    sweep.put(numbers)
    assert unexpected(sweep.void(numbers)) == []


@pytest.mark.nightly(minutes=4)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_can_do_what_the_list_says_and_nothing_else(sweep, role, record_property):
    if not sweep.is_laid:
        sweep.put(range(len(sweep.cells)))
    verdict = swept(sweep, role)
    for cell in sweep.cells:
        verdict.expect(cell)
    record_property("sweep", [verdict.figures["cells"], verdict.figures["S"]])
    faults = repeated(sweep, verdict)
    assert not faults, "\n".join(faults)


@pytest.mark.nightly(minutes=4)
@pytest.mark.timeout(3600)
def test_every_cell_goes_through_where_nothing_is_asked(sweep):
    sweep.put(range(len(sweep.cells)))
    assert unexpected(sweep.void(list(range(len(sweep.cells))))) == []


def unexpected(void):
    """Where the owner fails and should not: other rows hang on a row and its key, and the journal
    stands. (A role that gets as far as the owner counts as one that succeeds.)
    """
    return [
        f"{cell.of.table} {cell.op} {cell.column} {cell.value}"
        for cell in void
        if cell.of.table not in NEVER
        and not cell.by_view  # which shows an owner, who is nobody there, nothing
        and (cell.of.table, cell.column) not in FOR_GOOD | CHECKED
        and ((cell.of.table, cell.column) != ADOPTED or cell.value != "now")
        and cell.op != "delete"
        and cell.column not in cell.of.keys
    ]


# The sweep itself: what is taken away, given, loosened, or said too much is found, by name.

SPOILED = {
    "a trigger is gone": (
        "ALTER TABLE legal_question DISABLE TRIGGER aa_rights_legal_question_update",
        "ALTER TABLE legal_question ENABLE TRIGGER aa_rights_legal_question_update",
        "member:onsite", "legal_question",
        "not in the list: member:onsite legal_question update answer",
    ),
    "a grant too many": (
        "GRANT UPDATE (text) ON log_entry TO cc_duty",
        "REVOKE UPDATE (text) ON log_entry FROM cc_duty",
        "duty", "log_entry", "not in the list: duty log_entry update text",
    ),
    "a right without its group": (
        "UPDATE rights.cell SET groups = '{}' WHERE action = 'answer_legal'",
        "UPDATE rights.cell SET groups = '{legal}' WHERE action = 'answer_legal'",
        "member:onsite", "legal_question",
        "not in the list: member:onsite legal_question update answer",
    ),
    "a change that needs no line": (
        "ALTER TABLE team DISABLE TRIGGER journal_team_update",
        "ALTER TABLE team ENABLE TRIGGER journal_team_update",
        "duty", "team", "not in the list: duty team update label other none",
    ),
    "another's county": (
        "CREATE POLICY spoiled ON incident TO cc_county USING (true) WITH CHECK (true)",
        "DROP POLICY spoiled ON incident",
        "county", "incident", "not in the list: county incident update",
    ),
}  # fmt: skip


@pytest.mark.lot(5)
@pytest.mark.parametrize("name", SPOILED)
def test_the_sweep_finds(sweep, name):
    spoil, mend, role, table, said = SPOILED[name]
    numbers = [n for n, cell in enumerate(sweep.cells) if cell.of.table == table]
    sweep.put(numbers)
    sweep.link.execute(spoil)
    try:
        faults = swept(sweep, role, numbers, acts=False).not_listed()
    finally:
        sweep.link.execute(mend)
    assert any(fault.startswith(said) for fault in faults), faults
    assert swept(sweep, role, numbers, acts=False).not_listed() == []


def test_the_sweep_finds_a_row_of_the_list_that_never_succeeds(sweep, tmp_path):
    more = tmp_path / "more.txt"
    more.write_text("tally | insert | clerk | incident:ended | not in the page of roles\n", "utf-8")
    allowed = sweep.allowed
    numbers = [n for n, cell in enumerate(sweep.cells) if cell.of.table == "tally"]
    sweep.put(numbers)
    try:
        sweep.allowed = Sweepable(FILE, HOLES, more)
        verdict = swept(sweep, "clerk", numbers, acts=False)
        for number in numbers:
            verdict.expect(sweep.cells[number])
        assert [f.split(" [")[0] for f in verdict.faults()] == [
            "never succeeds: clerk 1 tally insert"
        ]
    finally:
        sweep.allowed = allowed
