"""The sweep over one database: who tries, what they try, and what is wrong with the answers."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from commandcenter.domain.org import Role
from tests.city import EAST
from tests.services.guarded import Bureau
from tests.services.test_roles import personas
from tests.sweep.allowed import Sweepable
from tests.sweep.cells import View, cells
from tests.sweep.filled import Rows, fill, held_back_columns
from tests.sweep.states import COMMANDER, FUTURE, ME, PAST

SCRIPT = Path(__file__).with_name("tried.sql").read_text(encoding="utf-8")
DELEGATED = "deputy+"  # a deputy to whom the commander has delegated decisions
VARIANTS = ["none", "before", "after"]  # where the line of who tries stands
OF_WHO_TRIES = ("person", "role_grant", "delegation")
CHUNK = 400  # cells in a transaction
UNDER = "SELECT * FROM sweep.under(%s, %s, %s)"
DRAWING = (
    "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE t.tgfoid = 'rights.drawn'::regproc"
)
# No number that is drawn is one that a row has been filled with: what is drawn stays drawn.
BEYOND = "SELECT setval(pg_get_serial_sequence(quote_ident(%s), 'id'), 4000000)"
VIEWS = (  # what people write through instead of a table, and which ways (pg_trigger.tgtype)
    "SELECT c.relname, bit_or(t.tgtype::integer), ARRAY(SELECT a.attname::text FROM pg_attribute a"
    " WHERE a.attrelid = c.oid AND a.attnum > 0) FROM pg_trigger t JOIN pg_class c"
    " ON c.oid = t.tgrelid WHERE c.relnamespace = 'masked'::regnamespace GROUP BY c.oid, c.relname"
)
WAYS = {"insert": 4, "delete": 8, "update": 16}
TRIED = "SELECT * FROM sweep.tried(%s, %s)"
GROUPS = "SELECT set_config('sweep.own_group', %s, true), set_config('sweep.other_group', %s, true)"
DELEGATE = (
    "INSERT INTO delegation (id, to_person, valid_from, valid_until, reason, by, at)"
    " VALUES (9000000, %s, %s, %s, '', '', now())"
)
LEVELS = ("IV", "III", "II", "I")
CALL = (
    "INSERT INTO public.oral_decision (incident_id, matter, level, asked, words, called_at,"
    " decider_id, decider, witness, recorded_by, at, due_at) SELECT"
    f" %1$s, m, l, '', '', clock_timestamp(), {COMMANDER}, '总指挥', '', '某人', clock_timestamp(),"
    " clock_timestamp() FROM unnest(ARRAY['grade', 'activate', 'raise', 'lower', 'end']) m,"
    " unnest(ARRAY['IV', 'III', NULL]) l;"
    "INSERT INTO public.journal(actor, kind, subject, incident_id, verb, clause)"
    " VALUES ('', 'oral_decision', sweep.last_id('oral_decision'), %1$s, 'registered', '')"
)
FROM_ABOVE = (
    "INSERT INTO public.level_decision (incident_id, axis, step, level, reason, facts, by, at,"
    " signature, organ, document, decided_at, caller, caller_phone, called_at, ends)"
    " SELECT %1$s, a, 'upper', l, '', '{}', '某人', clock_timestamp(), '', '省局', '1号',"
    " clock_timestamp(), '值班', '010-1', clock_timestamp(), e"
    " FROM unnest(ARRAY['grade', 'response']) a, unnest(ARRAY['IV', 'III', 'II', 'I']) l,"
    " unnest(ARRAY[true, false]) e;"
    "INSERT INTO public.journal(actor, kind, subject, incident_id, verb, clause)"
    " VALUES ('', 'incident', %1$s, %1$s, 'upper decision registered', '')"
)
ACTS = (f"{CALL};{FROM_ABOVE}", CALL, FROM_ABOVE)  # the first that the role may enter


class Sweep:
    """One bureau, filled, and all cells with their numbers; `allowed`: the list."""

    def __init__(self, cluster, name, allowed=None):
        everybody = list(personas())
        self.bureau = Bureau(cluster, name, everybody)
        self.url = cluster.url(name)
        self.link = psycopg.connect(self.url, autocommit=True)
        self.allowed = allowed or Sweepable()
        self.rows = Rows(self.link)
        fill(self.link, self.rows)
        drawing = self._drawing()
        for table in drawing:
            self.link.execute(BEYOND, [table])
        self.cells = list(cells(self.rows, self.allowed, drawing, self._views()))
        self._held_back = sorted(held_back_columns(self.rows))
        self.link.execute(SCRIPT)
        self._changing = sorted({table for table, _ in self._held_back} | set(OF_WHO_TRIES))
        for table in self._changing:
            self.link.execute(f'CREATE TABLE sweep."{table}" AS TABLE public."{table}"')
        self._tries = None  # the role of person ME
        self.roles = {role_words(p): p for p in everybody}
        self.roles[DELEGATED] = (Role.DEPUTY, None, None)

    def _drawing(self):
        """Tables whose numbers the database gives."""
        return {table for (table,) in self.link.execute(DRAWING)}

    def _views(self):
        return {
            table: View(tuple(columns), frozenset(op for op, bit in WAYS.items() if ways & bit))
            for table, ways, columns in self.link.execute(VIEWS)
        }

    def close(self):
        self.link.close()
        self.bureau.db.close()

    @property
    def is_laid(self):
        """Whether all cells lie before the server."""
        found = self.link.execute("SELECT count(*) FROM sweep.cell").fetchone()
        return found == (len(self.cells),)

    def void(self, numbers):
        """The cells that fail for the owner, too, whom no rule concerns."""
        found = {}
        with self.link.transaction():
            self._put_back()
        for first in range(0, len(numbers), CHUNK):
            some = numbers[first : first + CHUNK]
            self.tidy()
            with self.link.transaction(force_rollback=True):
                self.link.execute(GROUPS, ["opinion", "onsite"])
                found |= dict(self.link.execute(TRIED, [["after"], some]).fetchall())
        return [self.cells[number] for number in numbers if found.get(number) != "S"]

    def tidy(self):
        """What was taken back still lies in the tables, and the pen is read as a whole."""
        self.link.execute("VACUUM pen, journal, journal_row")

    def put(self, numbers):
        """Lay these cells before the server."""
        self.link.execute("TRUNCATE sweep.cell")
        with self.link.cursor() as cursor, cursor.copy("COPY sweep.cell FROM STDIN") as copy:
            for number in numbers:
                cell = self.cells[number]
                copy.write_row((number, cell.of.incident_id, cell.statement, cell.effect, cell.line,
                                cell.before, cell.draws))  # fmt: skip
        self.link.execute("ANALYZE sweep.cell")

    @contextmanager
    def signed_on(self, role):
        """A transaction as somebody of that role; nothing of it stays."""
        persona = self.roles[role]
        actor = self.bureau.actors[persona]
        if self._tries != role:
            self._become(actor, persona, role == DELEGATED)
            self._tries = role
        with self.link.transaction(force_rollback=True):
            self.link.execute(GROUPS, groups_of(persona))
            path = "wall" if actor.login in self.bureau.wall else "masked, public"
            self.link.execute(f"SET LOCAL search_path = {path}")
            self.link.execute(f"SET LOCAL SESSION AUTHORIZATION {actor.login}")
            yield self.link

    def _become(self, actor, persona, delegated):
        """Person ME is who tries: so are their drafts, their tasks, their papers."""
        with self.link.transaction():
            run = self.link.execute
            self._put_back()
            run("UPDATE person SET login = 'was me' WHERE id = %s", [actor.person_id])
            run("UPDATE role_grant SET person_id = %s WHERE person_id = %s", [ME, actor.person_id])
            self._say_whose(persona, actor.login)
            if delegated:
                run(DELEGATE, [ME, PAST, FUTURE])
        self.link.execute("VACUUM ANALYZE " + ", ".join(f'"{table}"' for table in self._changing))

    def _put_back(self):
        """Nobody tries: the tables stand as they were filled."""
        self.link.execute("SET LOCAL session_replication_role = replica")
        for table in self._changing:
            self.link.execute(f'DELETE FROM public."{table}"')
            self.link.execute(
                f'INSERT INTO public."{table}" OVERRIDING SYSTEM VALUE TABLE sweep."{table}"'
            )
        self._tries = None

    def _say_whose(self, persona, login):
        own, other = groups_of(persona)
        said = {"own": own, "other": other, "me": login}
        for table, column in self._held_back:
            names = {"t": sql.Identifier(table), "c": sql.Identifier(column)}
            change = sql.SQL("UPDATE {t} SET {c} = %s WHERE {c} = %s").format(**names)
            for word in ("me",) if column == "login" else ("own", "other"):
                self.link.execute(change, [said[word], word])

    def tried(self, role, numbers):
        """Of each cell for which there is a grant: its number, and a letter a variant.

        A grant is a matter of the column, not of the row: where it is wanting in the first row,
        one in ten of the others is tried.
        """
        first = {}
        for number in numbers:
            first.setdefault(self.cells[number].grant, number)
        there = self._tried(role, sorted(first.values()), VARIANTS[:1])
        granted = {grant for grant, number in first.items() if number in there}
        some = [n for n in numbers if n % 10 == 0 or self.cells[n].grant in granted]
        return self._tried(role, some, VARIANTS)

    def _tried(self, role, numbers, variants):
        found = {}
        for first in range(0, len(numbers), CHUNK):
            some = numbers[first : first + CHUNK]
            self.tidy()
            with self.signed_on(role) as link:
                found |= dict(link.execute(TRIED, [variants, some]).fetchall())
        return found

    def under_acts(self, role, tried):
        """The same where a decision of another was entered before, in the same transaction.

        `tried`: what came of each cell without it. It makes no grant, and what goes through goes
        through with it; it shows no row, which is tried of one in ten.
        """
        found, by_incident = {}, defaultdict(list)
        for number, letters in sorted(tried.items()):
            if letters[-1] in "S0" and number % 10:
                continue
            by_incident[self.cells[number].of.incident_id].append(number)
        by_incident.pop(None, None)
        for incident, some in by_incident.items():
            for first in range(0, len(some), CHUNK):
                found |= self._under_act(role, incident, some[first : first + CHUNK])
        return found

    def _under_act(self, role, incident, numbers):
        """Nothing where the role may enter no decision at all."""
        for act in ACTS:
            self.tidy()
            with self.signed_on(role) as link:
                if found := dict(link.execute(UNDER, [incident, act, numbers]).fetchall()):
                    return found
        return {}


def groups_of(persona):
    """The own group, and another."""
    own = str(persona[1] or "none")
    return [own, "legal" if own != "legal" else "onsite"]


def role_words(persona):
    role, group, district = persona
    if role is Role.COUNTY:
        return "county" if district == EAST else "county_west"
    return f"{role.value}:{group.value}" if group else role.value


def place_of(role, cell):
    """Of what is another county's, for a county: "other"."""
    own = {"county": "east", "county_west": "west"}.get(role)
    if not own or not cell.of.place:
        return "own"
    return "own" if cell.of.place == own else "other"


class Verdict:
    """What came of the cells of a role; `faults`: in words, the same of many states together."""

    def __init__(self, sweep, role):
        self._sweep, self.role = sweep, role
        self._listed = "county" if role == "county_west" else role
        self.figures = Counter()
        self._wrong, self._cells = defaultdict(set), set()
        self.due, self._done = {}, set()

    def expect(self, cell):
        """The rows of the list that speak of it must succeed somewhere."""
        for row, key in self.keys(cell):
            if not row.marks & {"known"}:
                self.due.setdefault(key, (row, cell))

    def keys(self, cell):
        """The rows of the list that speak of it, each with what it then says must succeed."""
        place = place_of(self.role, cell)
        for row in self._sweep.allowed.rows_of(cell, self._listed, place):
            valued = f"{cell.column}:{cell.value}"
            column = valued if valued in row.columns else cell.column
            yield row, (row.number, cell.of.table, cell.op, column, cell.of.own, cell.of.incident,
                        cell.of.place)  # fmt: skip

    def take(self, cell, variant, letter):
        self.figures["cells"] += 1
        self.figures[letter] += 1
        if letter != "S" and not (letter == "V" and variant in ("none", "after")):
            return  # what a reference alone stops has been let through
        rows = list(self.keys(cell))
        silent = [row for row, _ in rows if "silent" in row.marks]
        after = [row for row, _ in rows if "act" not in row.marks]
        free = variant == "act" or (variant == "after" and after)  # it goes through without one
        self._done |= {key for row, key in rows if free or "act" not in row.marks}
        # A reference stops it at once, the line is asked for at the end: V says nothing of lines.
        silent = after if letter == "V" else silent
        fit = {"none": silent, "before": silent, "after": after}.get(variant, rows)
        if not fit:
            words = (self.role, cell.of.table, cell.op, cell.column, cell.value, variant)
            self._wrong[words].add((cell.of.own, cell.of.incident, cell.of.place, cell.statement))
            self._cells.add(id(cell))

    def at_fault(self):
        """The numbers of the cells that the faults are about."""
        due = self.due.keys() - self._done
        return [
            number
            for number, cell in enumerate(self._sweep.cells)
            if id(cell) in self._cells or due & {key for _, key in self.keys(cell)}
        ]

    def missing(self):
        grouped = defaultdict(set)
        for key, (row, cell) in self.due.items():
            if key not in self._done:
                words = (self.role, row.number, cell.of.table, cell.op, key[3])
                grouped[words].add((cell.of.own, cell.of.incident, cell.of.place, cell.statement))
        return grouped

    def not_listed(self):
        return [f"not in the list: {in_words(*each)}" for each in self._wrong.items()]

    def faults(self):
        never = [f"never succeeds: {in_words(*each)}" for each in self.missing().items()]
        return self.not_listed() + never


def in_words(words, states):
    """Who, what, in which states of the row, its incident and its county, and one statement."""
    own, incident, place, statements = (sorted(set(each)) for each in zip(*states, strict=True))
    said = " ".join(str(word) for word in words if word != "")
    return f"{said} [{' '.join(own)}] [{' '.join(incident)}] [{' '.join(place)}] {statements[0]}"
