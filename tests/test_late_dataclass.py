"""Shapes whose methods come late are, to all who use them, the library's."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, field
from threading import Barrier
from typing import ClassVar

import pytest

import commandcenter
from commandcenter import late_dataclass
from commandcenter.paths import ROOT

SHAPE = {"frozen": True, "slots": True}
LEFT_OUT = ("commandcenter.__main__", "commandcenter.db", "commandcenter.resources")


def family(dataclass):
    """Whatever a shape of ours may have, made by one of the two decorators."""

    @dataclass(**SHAPE)
    class Plain:
        SCALE: ClassVar[int] = 7
        number: int
        word: str = "字"
        parts: tuple[int, ...] = field(default_factory=lambda: (1, 2))
        seen: int = field(default=0, compare=False)
        secret: str = field(default="", repr=False, kw_only=True)
        twice: int = field(init=False, default=2)

        @property
        def scaled(self) -> int:
            return self.number * self.SCALE

    @dataclass(**SHAPE)
    class Derived(Plain):
        more: str = "再"
        unhashed: int = field(default=1, hash=False)

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError("negative")

    @dataclass(**SHAPE)
    class Own:
        one: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    @dataclass(**SHAPE)
    class Empty:
        pass

    return Plain, Derived, Own, Empty


LATE = family(late_dataclass.dataclass)
LIBRARY = family(dataclasses.dataclass)
PAIRS = list(zip(LATE, LIBRARY, strict=True))


def parameters(shape):
    said = inspect.signature(shape).parameters.values()
    return [(p.name, p.kind, p.default is inspect.Parameter.empty) for p in said]


def refused(act):
    try:
        act()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)
    return None


@pytest.mark.parametrize("of", [lambda s: s(1), lambda s: s(1, "a"), lambda s: s(one=3)])
@pytest.mark.parametrize(("late", "library"), PAIRS)
def test_its_objects_are_the_librarys(late, library, of):
    assert refused(lambda: of(late)) == refused(lambda: of(library))
    if refused(lambda: of(library)):
        return
    ours, theirs = of(late), of(library)
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    if late is not LATE[2]:  # an own `__eq__`: both hash as ever
        assert (ours == of(late), ours == theirs) == (True, False)
    assert hash(ours) == hash(theirs)
    assert copy.copy(ours) == ours
    assert copy.deepcopy(ours) == ours
    assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize(
    ("late", "library"),
    # Of these no object was made yet.
    list(zip(family(late_dataclass.dataclass), LIBRARY, strict=True)),
)
def test_its_class_is_the_librarys(late, library):
    assert parameters(late) == parameters(library)
    assert late.__match_args__ == library.__match_args__
    assert late.__slots__ == library.__slots__
    assert late.__qualname__ == library.__qualname__
    names = [[f.name for f in dataclasses.fields(shape)] for shape in (late, library)]
    assert names[0] == names[1]
    assert dataclasses.is_dataclass(late)


def test_what_is_left_out_of_comparing_and_telling():
    plain, derived, *_ = LATE
    assert plain(1, seen=1) == plain(1, seen=2)
    assert hash(plain(1, seen=1)) == hash(plain(1, seen=2))
    assert plain(1, secret="x") != plain(1)
    assert "secret" not in repr(plain(1))
    assert hash(derived(1, unhashed=2)) == hash(derived(1))
    assert derived(1, unhashed=2) != derived(1)
    assert plain(1) != derived(1)
    assert plain(2).scaled == 14
    with pytest.raises(ValueError, match="negative"):
        derived(-1)


def test_nothing_of_an_object_can_be_changed():
    one = LATE[1](1)
    for name in ("number", "more", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(one, name)
    assert dataclasses.replace(one, number=5) == LATE[1](5)
    assert one == LATE[1](1)


def test_it_is_matched_by_place():
    plain = LATE[0]
    match plain(3, "b"):
        case plain(number, word):
            assert (number, word) == (3, "b")
        case _:
            pytest.fail("not matched")


@late_dataclass.dataclass(frozen=True, slots=True)
class Sent:
    number: int
    words: tuple[str, ...] = ()


def test_it_goes_through_a_pickle():
    sent = pickle.dumps(Sent(1, ("a",)))
    assert pickle.loads(sent) == Sent(1, ("a",))


def test_whoever_comes_first_all_get_whole_objects():
    for _ in range(20):
        shape = family(late_dataclass.dataclass)[1]
        together = Barrier(6)

        def first(number, shape=shape, together=together):
            together.wait()
            made = shape(number)
            return made.number, made == shape(number), len({made, shape(number)}), repr(made)

        with ThreadPoolExecutor(6) as pool:
            for number, (kept, equal, hashed, told) in enumerate(pool.map(first, range(6))):
                assert (kept, equal, hashed) == (number, True, 1)
                assert f"number={number}," in told


def every_shape():
    """In a process of its own, where none was made yet: all of them beside the library's."""
    defined, as_ever = [], late_dataclass._late

    def noted(plain):
        defined.append((plain, dict(vars(plain)), as_ever(plain)))
        return defined[-1][-1]

    late_dataclass._late = noted
    for module in pkgutil.walk_packages(commandcenter.__path__, "commandcenter."):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)
    for plain, body, shape in defined:
        twin = type(plain)(plain.__name__, plain.__bases__, body)
        library = dataclasses.dataclass(**SHAPE)(twin)
        dataclasses.fields(shape)  # makes it
        assert parameters(shape) == parameters(library), shape
        assert shape.__match_args__ == library.__match_args__, shape
        assert shape.__slots__ == library.__slots__, shape
    sys.stdout.write(str(len(defined)))


def test_every_shape_of_the_program_is_the_librarys():
    command = "from tests.test_late_dataclass import every_shape; every_shape()"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 1_000


def test_the_program_has_no_other_way():
    others = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "commandcenter").rglob("*.py")
        if path.name != "late_dataclass.py"
        and any(
            line.startswith("from dataclasses import") and "dataclass" in line.split()[3:]
            for line in path.read_text().replace(",", "").splitlines()
        )
    ]
    assert others == []


def test_what_is_only_for_the_making_of_an_object_is_handed_on():
    @late_dataclass.dataclass(frozen=True, slots=True)
    class Length:
        metres: int
        feet: dataclasses.InitVar[int] = 0

        def __post_init__(self, feet):
            object.__setattr__(self, "metres", self.metres + feet // 3)

    assert Length(1, feet=6).metres == 3
