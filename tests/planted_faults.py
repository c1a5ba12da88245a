"""Plants faults into copies of `cleaner/document.py` and `changes.py`, and tells which of them the tests do not notice.

    python tests/planted_faults.py [NUMBER ...]

A fault is one replacement of one place. Each runs against `tests/test_document*.py` in a copy of the package; a fault
that survives is a test that is missing, or an equivalent program and then no fault: take it out. Not collected by
pytest: it takes some minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("document.py", "changes.py")
TESTS = ("test_document.py", "test_document_faults.py")


class Fault(NamedTuple):
    """`old` stands in one of the modules; `new` takes its place (only the `nth`, counted from 0)."""

    old: str
    new: str
    nth: int = 0


FAULTS = (
    # restore
    Fault("if len(changes) != len(removed):", "if False:"),
    Fault("start = change.start - shift", "start = change.start"),
    Fault("if start < at or article", "if article"),
    Fault("article[start:stop] != change.text or len", "len"),
    Fault(" or len(before) != change.end - change.start:", ":"),
    Fault("shift += len(before) - len(change.text)", "shift += len(change.text) - len(before)"),
    Fault("parts.append(article[at:])", "parts.append(article[at:-1])"),
    # apply
    Fault("if not any(proposal):\n            return self", "if False:\n            return self"),
    Fault("sorted(edits, key=_by_place)", "list(edits)"),
    Fault("fields=[*self.fields, *", "fields=[*"),
    Fault("warnings=[*self.warnings, *", "warnings=[*"),
    Fault("lines=[*self.lines, *", "lines=[*"),
    # places
    Fault("len(self.source) + 1)) - 1", "0)) - 1"),
    Fault("return -source - 1", "return -source"),
    Fault("return source + position - start", "return source"),
    Fault("bisect_right(self._keys, origin) - 1", "bisect_right(self._keys, origin)"),
    Fault("if at >= 0 else None", "if at > 0 else None"),
    Fault("self.origin(item.end - 1) + 1 if", "self.origin(item.end) if"),
    Fault("if not change.aligned:\n", "if True:\n"),
    # checks
    Fault("if start < at or end < start:", "if end < start:"),
    Fault("if start < at or end < start:", "if start < at:"),
    Fault("if aligned and end - start != len(text):", "if False:"),
    Fault('if at > length else ""', 'if False else ""'),
    Fault('if at > length else ""', 'if at >= length else ""'),
    # the merge
    Fault("shift = stop - changes[i][1]", "shift = changes[i][1] - stop"),
    Fault("left = stop = len(text) + 1", "left = stop = len(text)"),
    Fault("left = stop = -1\n            elif", "pass\n            elif"),
    Fault("if left < end:", "if left <= end:"),
    Fault("if new != text[start:end]:", "if True:"),
    Fault("if start == end or (not aligned", "if (not aligned"),
    Fault("or (not aligned and (new or not self.text[start:end].isspace())):", "or (not aligned and new):"),
    Fault("or (not aligned and (new or not self.text[start:end].isspace())):", ":"),
    Fault("new[begin - start : at - start]", "new[: at - begin]"),
    Fault("if at > begin and not aligned:", "if not aligned:"),
    Fault("                if change[2]:\n                    return None", "                pass"),
    Fault("shift = at - change[1]", "shift = change[1] - at"),
    Fault("if not (edit.aligned and at", "if not (at"),
    Fault("edit.end <= stop):", "edit.end):"),
    Fault("(edit.aligned and at <= edit.start < edit.end", "(edit.aligned and edit.start < edit.end"),
    Fault("(edit.aligned and at <= edit.start < edit.end", "(edit.aligned and at <= edit.start <= edit.end"),
    Fault("        if not old.aligned:\n            return None\n", ""),
    Fault("if at < new.start:\n", "if False:\n"),
    Fault("if at < stop:\n", "if False:\n"),
    Fault("if len(now) == 1 and now == was:", "if len(now) == 1:"),
    Fault("        if text != now:\n            out", "        if True:\n            out"),
    Fault("out.extend(changes[i:])", "out.extend(changes[i + 1 :])"),
    Fault("at = min(changes[i].start + shift, edits[j].start)", "at = changes[i].start + shift"),
    Fault("first = old is None or old.aligned or at == old_from", "first = True"),
    Fault("old = None if at == old_to else old", "old = None"),
    Fault("new = None if at == new_to else new", "new = None"),
    Fault("return min(new_to, ahead)", "return new_to"),
    Fault("return min(old_to, self.edits[j].start) if j < len(self.edits) else old_to", "return old_to"),
    Fault("return min(old_to, new_to)", "return max(old_to, new_to)"),
    # who owns
    Fault("gone = old is not None and not old.text and not old.aligned", "gone = False"),
    Fault("(not new.text and self.text[new.start : new.end].isspace())", "not new.text"),
    Fault("(not new.text and self.text[new.start : new.end].isspace())", "False"),
    Fault("bound = (old is not None and not old.aligned) or", "bound = old is not None or"),
    Fault("or (new is not None and not new.aligned)", "or new is not None"),
    Fault("if self.knot is None or not self.knot.holds(old, new):", "if self.knot is None:"),
    Fault("if self.knot is None or not self.knot.holds(old, new):", "if True:"),
    Fault("(not old.aligned or now != before) and", ""),
    Fault("if piece == now:\n                return", "if False:\n                return"),
    Fault("if text == source[self.start : self.end]:\n            return", "if False:\n            return"),
    Fault("if drop is not None and not text:", "if drop is not None:"),
    Fault("if drop is not None and not text:", "if False:"),
    Fault("min(self.olds, key=lambda c: c.aligned)", "self.olds[0]"),
    Fault("for r in (c.rule, *c.via)]", "for r in (c.rule,)]"),
    Fault("if r != owner.rule)", "if True)"),
    # aligned edits
    Fault("new.text[start - new.start : start - new.start + len(now)]", "new.text[: len(now)]"),
    Fault("if second and new.rule != old.rule else old.via", "if second else old.via"),
    Fault("if second and new.rule != old.rule else old.via", "if True else old.via"),
    Fault("        elif second:\n", "        else:\n"),
    Fault("while text[a] == source[start + a]:\n        a += 1", "a = 0"),
    Fault("while text[b - 1] == source[start + b - 1]:\n        b -= 1", "b = len(text)"),
)


def planted(code: str, fault: Fault) -> str:
    """`code` with the fault in it; `code` itself where it has no such place."""
    at = -1
    for _ in range(fault.nth + 1):
        at = code.find(fault.old, at + 1)
        if at < 0:
            return code
    return code[:at] + fault.new + code[at + len(fault.old) :]


def survives(fault: Fault, folder: Path) -> bool:
    """Whether the tests stay green (a test that never ends has noticed). Raises `ValueError` where the modules have
    moved on."""
    sound = [(ROOT / "cleaner" / name).read_text("utf-8") for name in MODULES]
    ill = [planted(code, fault) for code in sound]
    if ill == sound:
        raise ValueError(f"no such place: {fault.old!r}")
    for name, code in zip(MODULES, ill, strict=True):
        (folder / "cleaner" / name).write_text(code, "utf-8")
    tests = [str(folder / name) for name in TESTS if (folder / name).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    env = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """The command; its code is the number of survivors."""
    wanted = [int(number) for number in sys.argv[1:]] or range(len(FAULTS))
    survivors = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cleaner").mkdir()
        (folder / "cleaner" / "__init__.py").touch()
        for test in TESTS:
            if (ROOT / "tests" / test).exists():
                shutil.copy(ROOT / "tests" / test, folder / test)
        for number in wanted:
            fault = FAULTS[number]
            try:
                alive = survives(fault, folder)
            except ValueError as error:
                print(f"{number}: {error}", flush=True)
                continue
            if alive:
                survivors += 1
                print(f"{number} survives: {fault.old!r} -> {fault.new!r}", flush=True)
    print(f"{len(wanted)} faults, {survivors} survive")
    return min(survivors, 100)


if __name__ == "__main__":
    sys.exit(main())
