"""What is made known to SQLAlchemy at less cost behaves as what it makes known by itself."""

import subprocess
import sys

import pytest

from commandcenter.paths import ROOT
from commandcenter.store import quick_mapping

TRIED = """
import pickle, sys
from typing import Optional, Union
from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, configure_mappers, mapped_column
if sys.argv[1] == "quick":
    from commandcenter.store import quick_mapping
    quick_mapping.apply()
class Base(DeclarativeBase): pass
class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="none")
    note: Mapped[str | None]
    size: Mapped[Optional[Union[int, None]]]
    parts: Mapped[float]
class Own(Base):
    __tablename__ = "own"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    def __init__(self, name, *, times=1):
        self.name = name * times
print([(column.name, repr(column.type), column.nullable) for column in Plain.__table__.c])
heard = []
event.listen(Plain.name, "set", lambda row, new, old, sign: heard.append(new))
event.listen(Plain, "init", lambda row, args, named: heard.append(sorted(named)))
configure_mappers()
event.listen(Own.name, "set", lambda row, new, old, sign: heard.append(new))
told = lambda row, args, named: heard.append(type(row).__name__)
event.listen(Base, "init", told, propagate=True)
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Plain(name="a", parts=0.5), Plain(parts=1), Own("b", times=2)])
    session.commit()
    print([(row.id, row.name) for row in session.scalars(select(Plain))], session.get(Own, 1).name)
    own = session.get(Own, 1)
    print(inspect(own).persistent, pickle.loads(pickle.dumps(session.get(Plain, 1))).name)
for wrong in (lambda: Plain(nobody=1), lambda: Plain("a"), lambda: Own(), lambda: Plain.nobody):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
print(heard)
class Odd(Base):
    __tablename__ = "odd"
    id: Mapped[int] = mapped_column(primary_key=True)
row = Odd.__new__(Odd)
Odd.__init__(row, id=3)
print(row.id, Odd.__init__.__doc__ == Base.__init__.__doc__)
print(len(list(Plain.name.dispatch.set)), Plain.name.dispatch is Plain.name.dispatch)
"""


def test_a_table_that_is_made_known_quickly_is_the_same():
    quick, usual = (
        subprocess.run(
            [sys.executable, "-c", TRIED, way],
            capture_output=True, text=True, cwd=ROOT, check=True,
        ).stdout
        for way in ("quick", "usual")
    )  # fmt: skip
    assert quick == usual
    assert len(usual.splitlines()) == 10


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("instrumentation", "_generate_init"), ("base", "slots_dispatcher"),
        ("properties", "includes_none"),
    ],
)  # fmt: skip
def test_an_sqlalchemy_that_calls_it_otherwise_is_left_as_it_is(monkeypatch, where, name):
    assert quick_mapping.is_known()
    module = getattr(quick_mapping, where)
    monkeypatch.delattr(module, name)
    assert not quick_mapping.is_known()
    quick_mapping.apply()  # does not ask for it, nor put its own there
    assert not hasattr(module, name)


@pytest.mark.parametrize("name", ["UtcTime", "Degrees", "JsonText"])
def test_columns_of_a_type_are_compared_by_one_thing(name):
    from commandcenter.store import types

    of = getattr(types, name)
    assert of().comparator_factory is of().comparator_factory
