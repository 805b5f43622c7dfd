"""All about the program stands in pyproject.toml; here each wheel gets its bill of materials."""

import importlib.util
from pathlib import Path

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel

SCRIPT = Path(__file__).parent / "packaging" / "sbom.py"


def sbom():
    """The script; the folder's name is that of a library, so it is no package."""
    spec = importlib.util.spec_from_file_location("commandcenter_sbom", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


class WithBill(bdist_wheel):
    """The card of the wheel has the bill beside it when the archive is written."""

    def write_wheelfile(self, wheelfile_base, *told, **named):
        super().write_wheelfile(wheelfile_base, *told, **named)
        sbom().lay(Path(wheelfile_base) / "sboms")


setup(cmdclass={"bdist_wheel": WithBill})
