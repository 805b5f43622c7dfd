"""The house holds: who may import whom, and what stands nowhere. Each failure names its place."""

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "commandcenter"
FLOORS = (
    "domain", "analysis", "store", "queries", "services", "intake", "outputs", "watch", "offices",
    "ui", "program",
)  # fmt: skip

# Floor: the floors it may import, beside itself. (`queries` from `outputs` and `store` from `ui`
# only for the names below.)
MAY_IMPORT = {
    "domain": set(),
    "analysis": set(),
    "store": {"domain"},
    "queries": {"domain", "analysis", "store"},
    "services": {"domain", "analysis", "store"},
    "intake": {"domain"},
    "outputs": {"domain", "queries"},
    "watch": {"domain", "analysis", "store", "queries", "services"},
    "offices": {
        "domain", "store", "queries", "services", "intake", "outputs", "watch", "settings",
    },
    "ui": {"domain", "store", "queries", "services", "intake", "outputs", "watch", "offices"},
    "program": {
        "domain", "store", "queries", "services", "intake", "outputs", "watch", "offices", "ui",
        "settings", "db",
    },
}  # fmt: skip
OUTSIDE = {
    "domain": set(),
    "analysis": {"numpy", "scipy", "numba"},
    "store": {"sqlalchemy", "psycopg", "alembic", "pysqlite3", "numpy", "argon2", "cryptography"},
    "queries": {
        "sqlalchemy", "numpy",
        "pypinyin",  # what is found by pinyin
    },
    "services": {"sqlalchemy"},
    "intake": {"python_calamine", "prcoords"},
    "outputs": {
        "reportlab", "pikepdf", "folium", "xlsxwriter", "docx",
        "fontTools",  # the fonts' own tables, for embedding
        "PIL",  # comes with reportlab: pictures on paper
        "pypdfium2",  # figures of a paper as pictures
        "branca",  # folium's own base: its elements and figure
        "platformdirs",  # where the user's fonts are
    },
    "watch": {"numpy"},
    "offices": {
        "sqlalchemy", "keyring",
        "pysqlite3",  # the doctor asks for its version
    },
    "program": {
        "typer", "PySide6", "sqlalchemy",
        "db",  # the demo city, made by the command `demo`
    },
    "ui": {
        "PySide6", "pyqtgraph", "qtawesome", "keyring",
        "shiboken6",  # whether a widget is still there
        "numpy",  # pyqtgraph's arrays
    },
}  # fmt: skip
LINKS = {"db", "resources"}  # so that they are installed with the package, and only in it
EVERYBODYS = {
    "paths",
    "own_files",
    "own_memory",
    "late",
}  # the modules beside the floors that a floor may import
SHAPES = "late_dataclass"  # what every floor has in place of the library's
UI_FROM_STORE = {
    "commandcenter.store.database": {"Database", "Query", "Command", "Lost", "TooLong", "Unable"},
    "commandcenter.store.one_moment": {"OneMoment"},
    "commandcenter.store.refusals": {"RolesEnded", "ended_in_words"},
    "commandcenter.store.journal": {"Change", "EVERYTHING"},
}
WINDOWS = [
    PACKAGE / "program" / name
    for name in (
        "windows.py",
        "pictures.py",
        "founding_window.py",
        "regular.py",
        "manual_pictures.py",
    )
]
FEED = PACKAGE / "ui" / "live.py"  # hides the journal from all other screens

CATCH_ALL = {  # the outermost loops, and what must not let anything through
    PACKAGE / "ui" / "crash.py",
    PACKAGE / "ui" / "workers.py",
    PACKAGE / "ui" / "live.py",
    PACKAGE / "ui" / "map" / "web_page.py",
    PACKAGE / "offices" / "key_ring.py",  # a plug-in of others must not keep anybody out
    PACKAGE / "watch" / "attempt.py",  # a detector's bug must not cost the others their night
}
NOUNS = {
    "complaints", "watch", "incident", "command", "reports", "releases", "papers",
    "aftermath", "plan", "seat", "alarms", "drills", "support",
    "publicity", "manual",
}  # fmt: skip
# Rooms of a floor that are no noun.
ROOMS: dict[str, set[str]] = {
    "ui": {"frame", "widgets", "map", "desk", "wall"},
}
# Forms that another noun opens or is built on; all others are opened by the desk.
LENT = {
    "command.duty_form opens incident.register_form",
    "drills.drill_sign_on opens seat.sign_on_form",
    "releases.release_panel opens incident.naming_form",
    "reports.report_panel opens command.duty_form",
    "watch.signal_incident_form opens incident.register_form",
}
# What serves several nouns stands at the door of its floor.
DOOR = {
    "ui": {
        "single_worker",
        "delivery",
        "crash",
        "glyphs",
        "guards",
        "icons",
        "kept_texts",
        "live",
        "look",
        "notices",
        "phrases",
        "picture",
        "seat_words",
        "screens",  # of the wall and of the desk's floating panels
        "sitting",
        "tasks",
        "texts",
        "qt_seam",
        "theme",
        "ticker",
        "workers",
    },
    "store": {
        "quick_import",
        "quick_mapping",
        "office",
        "bulk_digests",
        "bulk_noting",
        "check_parts",
        "check_source",
        "coverage",
        "image_sql",
        "laid_parts",
        "ledger",
        "restore_mark",
        "row_check",
        "schema_check",
        "schema_check_counters",
        "schema_check_roles",
        "schema_check_server",
        "schema_state",
        "server_link",
        "timelines",
        "lost",
        "trouble",
        "schema_expected",
        "schema_parts",
        "whole_check",
        "address",
        "backup",
        "backup_file",
        "backup_key",
        "buckets",
        "bulk",
        "city_use",
        "clock",
        "closed_rules",
        "moment",
        "database",
        "deadline_rules",
        "digest",
        "embedded_file",
        "engines",
        "fence",
        "founded",
        "files",
        "line_rules",
        "shared_upgrade",
        "images",
        "journal",
        "link_trouble",
        "database_copy",
        "people",
        "private",
        "one_moment",
        "read_once",
        "public_access",
        "read_rules",
        "refusals",
        "regular_backups",
        "replay",
        "replay_copy",
        "replay_counts",
        "role_functions",
        "role_groups",
        "roles",
        "row_numbers",
        "schema",
        "sealing",
        "seed",
        "server_check",
        "stamp_rules",
        "standby",
        "transfer",
        "triggers",
        "types",
        "verify",
        "wall_views",
        "witness",
        "write_rules",
    },
    "store/tables": {
        "base",
        "city",
        "every",
        "files",
        "person",
        "journal",
        "journal_image",
        "bulk_digest",
        "setting",
        "laid_part",
        "restore_drill",
        "verification",
    },
    "domain": {
        "actions",
        "record_words",
        "as_of",
        "city",
        "conditions",
        "errors",
        "phrase",
        "export_kinds",
        "figures",
        "figures_shown",
        "file_content",
        "file_naming",
        "file_trouble",
        "late_entry",
        "legal_time",
        "level",
        "masking",
        "moments",
        "number_patterns",
        "number_reader",
        "numerals",
        "org",
        "outline",
        "place_names",
        "quotes",
        "record",
        "refusal_words",
        "right_cells",
        "rights",
        "spreadsheet",
        "tables",
        "times",
    },
    "queries": {"offers"},
    "services": {"book", "guard"},
}
LONGEST_FUNCTION, LONGEST_FILE = 45, 400
WRITTEN_BY_ALEMBIC = ROOT / "db" / "migrations" / "versions"


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found
    return [path for path in found if WRITTEN_BY_ALEMBIC not in path.parents]


@pytest.fixture(autouse=True, scope="module")
def trees_go_with_the_module():
    yield
    for kept in (tree_of, nodes_of, imports):
        kept.cache_clear()  # a hundred megabytes that every collection would walk


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def imports(path: Path) -> list[tuple[ast.stmt, str, str]]:
    """Each import as (statement, module, name); name is "" for `import module`."""
    found: list[tuple[ast.stmt, str, str]] = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found += ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{place(path, node)} imports relatively"
            found += ((node, node.module or "", alias.name) for alias in node.names)
    return found


def floor_of(module: str, name: str) -> str:
    """The floor or the module beside the floors: store, paths, …; "" for the package itself."""
    parts = module.split(".")[1:] or ([name] if (PACKAGE / name).is_dir() else [])
    if not parts and (PACKAGE / f"{name}.py").exists():
        return name
    return parts[0] if parts else ""


def offences_of(floor: str) -> Iterator[str]:
    for path in python_files(f"commandcenter/{floor}"):
        for node, module, name in imports(path):
            top = module.split(".")[0]
            if top == "commandcenter":
                wanted = floor_of(module, name)
                allowed = MAY_IMPORT[floor] | {floor, SHAPES}
                if floor not in ("domain", "analysis"):
                    allowed = allowed | EVERYBODYS | {""}
                if wanted not in allowed:
                    yield f"{place(path, node)}: {floor} imports {module} ({wanted})"
            elif top not in sys.stdlib_module_names and top not in OUTSIDE[floor]:
                yield f"{place(path, node)}: {floor} imports {module}"


@pytest.mark.parametrize("floor", [f for f in FLOORS if (PACKAGE / f).exists()])
def test_every_floor_imports_only_what_lies_below_it(floor):
    assert list(offences_of(floor)) == []


def test_no_imports_run_in_a_circle():
    modules = {module_of(path): path for path in python_files("commandcenter")}
    wanted = {
        name: {
            each
            for _, module, imported in imports(path)
            for each in (f"{module}.{imported}", module)
            if each in modules and each != name
        }
        for name, path in modules.items()
    }
    while free := {name for name, needs in wanted.items() if not needs & wanted.keys()}:
        wanted = {name: needs for name, needs in wanted.items() if name not in free}
    assert sorted(wanted) == [], "in a circle, or above one"


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_every_folder_of_the_package_is_a_floor():
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - LINKS <= set(FLOORS)


def test_the_folders_beside_the_package_lie_in_it_by_links():
    for name in LINKS:
        assert (PACKAGE / name).readlink() == Path("..", name)


OTHER_DEMO = re.compile(r"^\s*(?:import|from)\s+db\b", re.MULTILINE)


def test_the_demo_goes_by_one_name():
    # From the root of a checkout `db.demo` can be imported too, and would be a second demo.
    for path in python_files("commandcenter", "db", "tests", "benchmarks", "packaging"):
        found = OTHER_DEMO.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found[0].strip()}"


@pytest.mark.parametrize("folder", DOOR)
def test_a_floor_has_the_ten_nouns_as_rooms(folder):
    """A new file goes into the room of its noun; only what several nouns need stays outside."""
    inside = [path for path in (PACKAGE / folder).iterdir() if path.name != "__pycache__"]
    rooms = {path.name for path in inside if any(path.glob("*.py"))}  # not what a cache left
    below = {name.split("/")[1] for name in DOOR if name.startswith(f"{folder}/")}
    assert rooms - ROOMS.get(folder, set()) - below <= NOUNS
    assert {path.stem for path in inside if path.suffix == ".py"} - {"__init__"} == DOOR[folder]


def test_a_noun_opens_no_form_of_another():
    found = set()
    for path in python_files(*(f"commandcenter/ui/{noun}" for noun in sorted(NOUNS))):
        for _, module, _ in imports(path):
            theirs = module.split(".")[2:]
            form = len(theirs) == 2 and module.startswith("commandcenter.ui.")
            if form and theirs[1].endswith("_form") and theirs[0] in NOUNS - {path.parent.name}:
                found.add(f"{path.parent.name}.{path.stem} opens {'.'.join(theirs)}")
    assert found == LENT


def test_papers_know_of_the_queries_only_their_answers():
    for path in python_files("commandcenter/outputs"):
        for node, module, name in imports(path):
            if module.startswith("commandcenter.queries"):
                found = getattr(importlib.import_module(module), name)
                assert not inspect.isroutine(found), f"{place(path, node)} imports {name}()"


def test_the_screens_know_of_the_store_only_its_handles():
    for path in python_files("commandcenter/ui"):
        for node, module, name in imports(path):
            if not module.startswith("commandcenter.store"):
                continue
            allowed = name in UI_FROM_STORE.get(module, ())
            feed = path == FEED and (module, name) == ("commandcenter.store", "journal")
            assert allowed or feed, f"{place(path, node)} imports {module}.{name}"


def test_qt_is_imported_by_the_screens_alone():
    for path in python_files("commandcenter"):
        for node, module, _ in imports(path):
            if module.split(".")[0] == "PySide6":
                home = path.relative_to(PACKAGE).parts[0]
                allowed = home == "ui" or path in WINDOWS
                assert allowed, f"{place(path, node)} imports Qt"


def test_an_import_inside_a_function_says_why():
    for path in python_files("commandcenter"):
        lines = path.read_text(encoding="utf-8").splitlines()
        tried = set(guarded(path))
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and node not in tried:
                    around = lines[node.lineno - 2 : node.end_lineno]
                    assert any("#" in line for line in around), f"{place(path, node)} says no why"


def guarded(path: Path) -> Iterator[ast.stmt]:
    """Statements of a `try` that expects an ImportError."""
    for node in nodes_of(path):
        if isinstance(node, ast.Try) and any("ImportError" in caught(h) for h in node.handlers):
            yield from node.body


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"everything"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def test_nothing_but_the_outermost_loops_catches_everything():
    for path in python_files("commandcenter", "db", "packaging"):
        for node in nodes_of(path):
            if not isinstance(node, ast.ExceptHandler):
                continue
            names = caught(node)
            passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if names & {"Exception", "everything"}:
                assert path in CATCH_ALL, f"{place(path, node)} catches everything"
            if "BaseException" in names:
                assert passed_on, f"{place(path, node)} swallows everything"


BOOK = PACKAGE / "services" / "book.py"  # settles the obligations, then writes the line


def test_every_verb_ends_by_settling_the_book():
    """What a verb records goes through services/book.py: none can forget the obligations."""
    for path in python_files("commandcenter/services"):
        for node in nodes_of(path):
            named = (
                isinstance(node, ast.ImportFrom) and node.module == "commandcenter.store.journal"
            )
            taken = named and any(alias.name == "record" for alias in node.names)
            called = isinstance(node, ast.Attribute) and ast.unparse(node) == "journal.record"
            assert path == BOOK or not (taken or called), f"{place(path, node)} records by itself"


WRITERS = {
    "write_text", "write_bytes", "touch", "mkdir", "makedirs", "chmod", "fdopen", "copy", "copy2",
    "copyfile", "copytree", "mkstemp", "mkdtemp", "NamedTemporaryFile", "FileHandler",
    "RotatingFileHandler", "QSaveFile",
}  # fmt: skip
HARMLESS = {"copy"}  # of values; of files it is shutil's
PRIVATE = PACKAGE / "own_files.py"


def writes(node: ast.Call) -> bool:
    """Whether a call makes or writes a file or a folder by another way than own_files."""
    owner, _, called = ast.unparse(node.func).rpartition(".")
    if owner == "own_files":
        return False
    if called == "open":
        if owner == "os":
            return "O_RDONLY" not in ast.unparse(node)
        named = [k.value for k in node.keywords if k.arg == "mode"]
        modes = named or (node.args[:1] if owner else node.args[1:2])
        told = [str(mode.value) for mode in modes if isinstance(mode, ast.Constant)]
        return any(re.fullmatch("[rwaxbt+]{1,3}", mode) and set(mode) - set("rbt") for mode in told)
    return called in WRITERS and (called not in HARMLESS or owner == "shutil")


def test_files_are_written_by_the_one_way_that_keeps_them_private():
    for path in python_files("commandcenter", "db/demo"):
        if path in (PRIVATE, ROOT / "db" / "demo" / "borders.py"):  # that one makes our own sources
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                assert not writes(node), f"{place(path, node)} writes a file past own_files"


@pytest.mark.parametrize(
    "line",
    [
        "open('a', 'w')", "path.open('ab')", "path.open(mode='r+')", "path.write_text('a')",
        "path.mkdir(parents=True)", "os.open(path, os.O_CREAT | os.O_WRONLY)", "path.touch()",
        "shutil.copy(a, b)", "logging.FileHandler(path)", "tempfile.mkstemp()",
    ],
)  # fmt: skip
def test_another_way_to_write_a_file_is_found(line):
    assert writes(ast.parse(line).body[0].value)


def test_reading_a_file_is_no_writing():
    for line in ("open('a')", "path.open('rb')", "archive.open(name)", "counts.copy()"):
        assert not writes(ast.parse(line).body[0].value)


def test_foreign_text_never_meets_reportlabs_markup():
    for path in python_files("commandcenter"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).split(".")[-1]
                assert called != "Paragraph", f"{place(path, node)} uses Paragraph()"


# Words of the program itself, a name of a file, words that are searched.
CUT = {
    "services/papers/paper_drafts.py: storable(key)[:60]",
    "services/papers/paper_drafts.py: storable(made)[:TEXT_CHARS]",
    "services/seat/backups.py: storable(tried.words)[:LONGEST]",
    "services/seat/verification.py: storable(found.words)[:LONGEST]",
    "services/watch/survey_answers.py: storable(file_name)[:120]",
    "ui/complaints/complaint_view.py: self.field.setMaxLength(100)",
    "ui/complaints/follow_bars.py: self.field.setMaxLength(100)",
    "ui/complaints/join_complaints_form.py: self.field.setMaxLength(100)",
    "ui/widgets/row_header.py: field.setMaxLength(60)",
}


def _cuts(node):
    """`storable(words).strip()[:500]`, and an editor that takes no more than so many characters."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return "storable" in ast.unparse(node.value)
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setMaxLength"


def test_no_word_of_a_person_is_cut_in_silence():
    """What is too long is refused in words (`text_of`, `text_if_any`), and stays in its form."""
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {ast.unparse(node)}"
        for path in python_files("commandcenter/services", "commandcenter/ui")
        for node in nodes_of(path)
        if _cuts(node)
    }
    assert found == CUT


def test_a_tooltip_is_plain_text():
    """Qt takes what begins like markup for markup: a name or a telephone from a file, too."""
    kept = {"window.windowTitle()", "before"}  # of the program itself; what stood there before
    for path in python_files("commandcenter/ui"):
        for node in nodes_of(path):
            if getattr(getattr(node, "func", None), "attr", "") == "setToolTip":
                words = node.args[-1]
                ways = [words.body, words.orelse] if isinstance(words, ast.IfExp) else [words]
                for way in ways:
                    said = ast.unparse(way)
                    plain = said == "''" or said.startswith(("tip(", "self.tr("))
                    assert plain or said in kept, f"{place(path, node)}: tip({said})"


def test_colours_have_names_in_the_screens():
    hexadecimal = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b")
    for path in python_files("commandcenter/ui"):
        for node in nodes_of(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = hexadecimal.search(node.value)
                assert not found, f"{place(path, node)} has the colour {found and found[0]}"


@pytest.mark.parametrize("word", ["commit", "rollback"])
def test_a_service_never_commits(word):
    for path in python_files("commandcenter/services", "commandcenter/queries"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != word, f"{place(path, node)} calls {word}()"


def test_a_rule_never_takes_the_time_itself():
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"}
    for path in python_files("commandcenter/domain", "commandcenter/services"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call):
                called = ".".join(ast.unparse(node.func).split(".")[-2:])
                assert called not in clocks, f"{place(path, node)} calls {called}()"


def test_every_module_says_what_it_is_for():
    for path in python_files("commandcenter", "db"):
        tree = tree_of(path)
        assert not tree.body or ast.get_docstring(tree), f"{path.relative_to(ROOT)} does not say"


IGNORED = re.compile(r"# *type: *ignore\b(.*)")
REASON = re.compile(r"\[[\w,-]+\]  # \w.*")


def test_a_type_that_is_ignored_says_why():
    """That it is still needed is checked by mypy: --strict warns of unused ones."""
    mute = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files("commandcenter", "db", "packaging", "benchmarks", "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := IGNORED.search(line)) and not REASON.fullmatch(found[1])
    ]
    assert mute == []


def test_functions_and_files_stay_short():
    for path in python_files("commandcenter", "db", "packaging", "benchmarks"):
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {length} lines"
        for node in functions(path):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{place(path, node)} {node.name} has {length} lines"


def test_the_rules_themselves_find_what_breaks_them(tmp_path, monkeypatch):
    bad = tmp_path / "commandcenter" / "domain" / "bad.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("import numpy\nfrom commandcenter.store import journal\nfrom os import path\n")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert list(offences_of("domain")) == [
        "commandcenter/domain/bad.py:1: domain imports numpy",
        "commandcenter/domain/bad.py:2: domain imports commandcenter.store (store)",
    ]
