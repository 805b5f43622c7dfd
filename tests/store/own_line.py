"""A line as it must be, for whoever tries something with plain psql: it names what was changed."""

from commandcenter.store.line_rules import ANY, read_namings


def _kinds():
    """For each table a kind that names its rows, and where the subject stands."""
    found = {}
    for naming in sorted(read_namings(), key=lambda n: (n.column != "", n.column == ANY)):
        if naming.table and naming.verb == ANY:
            found.setdefault(naming.table, (naming.kind, naming.column))
    return found


_VALUES = ", ".join(f"('{t}', '{kind}', '{column}')" for t, (kind, column) in _kinds().items())
LINE = (
    "INSERT INTO journal(actor, kind, subject, verb, clause) SELECT '', l.kind,"
    " CASE l.col WHEN '*' THEN 0 WHEN '' THEN split_part(r.row_key, '-', 1)::bigint"
    " ELSE (coalesce(r.after, r.before)::jsonb ->> l.col)::bigint END, 'x', ''"
    f" FROM public.journal_row r JOIN (VALUES {_VALUES}) AS l(of_table, kind, col)"
    " ON l.of_table = r.table_name"
    " WHERE r.line = (SELECT number + 1 FROM public.pen) ORDER BY r.id DESC LIMIT 1"
)
