"""All about the program stands in pyproject.toml; here each wheel gets its bill of materials, and
the texts of other languages compiled."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

SCRIPTS = Path(__file__).parent / "packaging"


def script_of(name):
    """The folder's name is that of a library, so it is no package."""
    spec = importlib.util.spec_from_file_location(f"commandcenter_{name}", SCRIPTS / f"{name}.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


class WithBill(bdist_wheel):
    """The card of the wheel has the bill beside it when the archive is written."""

    def write_wheelfile(self, wheelfile_base, *told, **named):
        super().write_wheelfile(wheelfile_base, *told, **named)
        script_of("sbom").lay(Path(wheelfile_base) / "sboms")


class WithTexts(build_py):
    """What is compiled of the catalogues is there when the files of the package are gathered."""

    def run(self):
        script_of("compile_translations").compile_all()
        super().run()


setup(cmdclass={"bdist_wheel": WithBill, "build_py": WithTexts})
