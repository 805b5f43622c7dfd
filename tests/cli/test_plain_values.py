"""What stands on the command line, read without a typer's own reader or with it."""

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from commandcenter.program.help_page import App

read = {}
app = App()


@app.command()
def call(
    files: Annotated[list[Path], typer.Argument(readable=False)],
    name: Annotated[str | None, typer.Option()] = None,
    number: Annotated[int, typer.Option(min=1, max=9)] = 5,
    out: Annotated[Path | None, typer.Option()] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    read.update(files=files, name=name, number=number, out=out, yes=yes)


@app.command()
def other() -> None:
    """So that there are commands."""


def run(*words):
    read.clear()
    return CliRunner().invoke(app, ["call", *words])


def test_each_kind_of_word_comes_as_what_it_is():
    assert (
        run("a.csv", "b.csv", "--name", "12", "--number", "7", "--out", "c", "--yes").exit_code == 0
    )
    assert read == {
        "files": [Path("a.csv"), Path("b.csv")], "name": "12", "number": 7, "out": Path("c"),
        "yes": True,
    }  # fmt: skip


def test_what_is_not_written_is_as_before():
    run("a.csv")
    assert read == {
        "files": [Path("a.csv")], "name": None, "number": 5, "out": None, "yes": False
    }  # fmt: skip


@pytest.mark.parametrize("words", [("--number", "0"), ("--number", "10"), ("--number", "x")])
def test_what_is_wrong_is_refused_by_the_typer_itself(words):
    assert run("a.csv", *words).exit_code == 2
    assert read == {}


def test_a_number_may_be_written_as_a_typer_reads_it():
    assert run("a.csv", "--number", " 7 ").exit_code == 0
    assert read["number"] == 7
