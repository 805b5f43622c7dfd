"""A mutant: one place of one file, with other words there."""

import difflib
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`begin` and `end` are bytes of the file's UTF-8; `new` stands there instead.

    `names` are the function, class or constant that the place lies in, the innermost first.
    """

    path: str
    kind: str
    begin: int
    end: int
    new: str
    line: int
    names: tuple[str, ...] = ()

    def applied(self, source: bytes) -> bytes:
        return source[: self.begin] + self.new.encode() + source[self.end :]

    def diff(self, source: bytes) -> str:
        before, after = source.decode(), self.applied(source).decode()
        lines = difflib.unified_diff(
            before.splitlines(True), after.splitlines(True), self.path, self.path, n=2
        )
        return "".join(lines)

    def changed(self, source: bytes) -> tuple[str, str]:
        """The lines that it takes away and those that it puts there, without indentation."""
        said = self.diff(source).splitlines()[2:]
        gone = " ".join(line[1:].strip() for line in said if line.startswith("-"))
        come = " ".join(line[1:].strip() for line in said if line.startswith("+"))
        return gone, come

    def key(self, source: bytes) -> str:
        """The same as long as the lines are: other lines of the file may move it."""
        said = "\n".join((self.path, *self.changed(source)))
        return hashlib.sha256(said.encode()).hexdigest()[:12]
