"""Imports only go down, heavy libraries stay behind their doors, and the command line starts at once."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"findings", "failures", "files", "deflating", "scratch", "indonesian"}),
    frozenset(
        {
            "guard",
            "knowledge",
            "records",
            "excel",
            "word",
            "pdf",
            "register",
            "images",
            "charts",
            "language",
            "webpage",
            "results",
        }
    ),
    frozenset({"flow"}),
    frozenset({"progress", "snapshots"}),
    frozenset({"rules", "documents", "blanks", "fitting", "doctor", "waivers", "bundles"}),
    frozenset({"stage1_read", "stage2_normalise", "stage3_validate", "stage4_draft", "stage5_render", "stage6_report"}),
    frozenset({"checking", "explaining"}),
    frozenset({"run", "desk", "preview", "printing", "template_check"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS, start=1) for room in rooms}
FRONT_DOOR = "__init__"
"""The room of pipeline/__init__.py, which every import passes through: it imports nothing."""

DOORS = frozenset({"excel", "word", "pdf", "images", "charts", "webpage"})
HEAVY = frozenset(
    {
        "PIL",
        "docx",
        "docxtpl",
        "jinja2",
        "lxml",
        "matplotlib",
        "numpy",
        "openpyxl",
        "pandas",
        "pillow_heif",
        "pypdf",
        "python_calamine",
    }
)
HIDDEN_IMPORTS = frozenset({"import_module", "__import__"})


class Module(NamedTuple):
    """One source file of the package: its dotted name, its room, whether it is all or the front of that room."""

    name: str
    room: str
    is_front: bool
    tree: ast.Module


class Import(NamedTuple):
    """One imported module: dotted name, line, whether a function does it, whether only the type checker sees it."""

    target: str
    line: int
    in_function: bool
    for_types: bool


def parse(relative: Path, source: str) -> Module:
    """Read the source of a file whose path is given relative to the package folder."""
    parts = relative.with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(["pipeline", *(parts[:-1] if is_package else parts)])
    is_front = len(parts) == 1 or (len(parts) == 2 and is_package)
    return Module(name + (".__init__" if is_package else ""), parts[0], is_front, ast.parse(source))


def modules() -> list[Module]:
    return [
        parse(path.relative_to(PACKAGE), path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
    ]


def imports(module: Module) -> list[Import]:
    return list(imports_below(module.tree, module, in_function=False, for_types=False))


def imports_below(node: ast.AST, module: Module, *, in_function: bool, for_types: bool) -> Iterator[Import]:
    in_function = in_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for_types = for_types or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    if isinstance(node, ast.Import | ast.ImportFrom):
        for target in targets(node, module):
            yield Import(target, node.lineno, in_function, for_types)
    for child in ast.iter_child_nodes(node):
        yield from imports_below(child, module, in_function=in_function, for_types=for_types)


def targets(node: ast.Import | ast.ImportFrom, module: Module) -> list[str]:
    """Absolute names of what is imported; a name taken from `pipeline` itself is taken for a room."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        package = module.name.split(".")[: -node.level]
        base = ".".join([*package, *([node.module] if node.module else [])])
    if base == "pipeline":
        return [f"pipeline.{alias.name}" for alias in node.names]
    return [base]


def library_of(target: str) -> str:
    return target.partition(".")[0]


def room_of(target: str) -> str:
    """The room that a dotted name of the package lies in."""
    parts = target.split(".")
    return parts[1] if len(parts) > 1 else FRONT_DOOR


def climbs(module: Module) -> list[str]:
    """Imports that do not go down: to a higher floor, to another room of the same floor, or to no known room."""
    if module.room == FRONT_DOOR:
        return [f"{module.name}:{item.line} imports {item.target}" for item in imports(module)]
    found = []
    for item in imports(module):
        if library_of(item.target) != "pipeline":
            continue
        room = room_of(item.target)
        if room == module.room:
            continue
        if FLOOR_OF.get(room, len(FLOORS)) >= FLOOR_OF.get(module.room, 0):
            found.append(f"{module.name}:{item.line} imports {item.target}")
    return found


def heavy_imports(module: Module) -> list[str]:
    """Heavy libraries imported outside a door, or by the front of a door as soon as it is itself imported."""
    found = []
    for item in imports(module):
        inside_door = module.room in DOORS and (not module.is_front or item.in_function or item.for_types)
        if library_of(item.target) in HEAVY and not inside_door:
            found.append(f"{module.name}:{item.line} imports {item.target}")
    return found


def late_imports(module: Module) -> list[str]:
    """Imports inside a function, save those by which a door loads a heavy library or its own inner modules, and the
    program's entrance the program."""
    found = []
    for item in imports(module):
        own = library_of(item.target) == "pipeline" and room_of(item.target) == module.room
        of_a_door = module.room in DOORS and (own or library_of(item.target) in HEAVY)
        if item.in_function and not of_a_door and module.room != "__main__":
            found.append(f"{module.name}:{item.line} imports {item.target} inside a function")
    return found


def hidden_imports(module: Module) -> list[str]:
    """Imports by a call, which the other checks cannot see."""
    return [
        f"{module.name}:{node.lineno} calls {ast.unparse(node.func)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in HIDDEN_IMPORTS
    ]


def exits(module: Module) -> list[str]:
    """Calls and exceptions that end the program."""
    return [
        f"{module.name}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id in {"exit", "quit", "SystemExit"})
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.exit", "os._exit"})
    ]


def test_every_module_has_a_room():
    homeless = [module.name for module in modules() if module.room not in {*FLOOR_OF, FRONT_DOOR}]
    assert homeless == []


@pytest.mark.parametrize("check", [climbs, heavy_imports, late_imports, hidden_imports])
def test_the_package_keeps_the_floors(check):
    assert [fault for module in modules() for fault in check(module)] == []


def test_only_the_command_line_ends_the_program():
    faults = [fault for module in modules() if module.room not in {"cli", "__main__"} for fault in exits(module)]
    assert faults == []


def test_the_command_line_starts_without_heavy_libraries():
    code = "import sys, pipeline.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert HEAVY.intersection(result.stdout.split()) == set()


@pytest.mark.parametrize(
    ("check", "path", "source"),
    [
        (climbs, "__init__.py", "import sys"),
        (climbs, "findings.py", "import pipeline.failures"),
        (climbs, "findings.py", "import pipeline"),
        (climbs, "records.py", "from pipeline.flow import Row"),
        (climbs, "records/people.py", "from ..knowledge import forms"),
        (climbs, "records/__init__.py", "from .. import excel"),
        (climbs, "stage2_normalise.py", "from pipeline import findings, stage1_read"),
        (climbs, "rules/letters.py", "def late():\n    from pipeline.documents import spm"),
        (climbs, "run.py", "from pipeline.somewhere import anything"),
        (climbs, "somewhere.py", "from pipeline.findings import Finding"),
        (heavy_imports, "progress.py", "import pandas as pd"),
        (heavy_imports, "blanks.py", "def late():\n    from openpyxl.styles import Font"),
        (heavy_imports, "pdf.py", "import docx"),
        (heavy_imports, "word/__init__.py", "from lxml import etree"),
        (late_imports, "run.py", "def late():\n    import json"),
        (late_imports, "excel.py", "def late():\n    import json"),
        (late_imports, "word/render.py", "def late():\n    from pipeline.findings import Finding"),
        (hidden_imports, "run.py", "import importlib\nimportlib.import_module('pandas')"),
        (exits, "run.py", "import sys\nsys.exit(1)"),
        (exits, "run.py", "raise SystemExit"),
    ],
)
def test_a_breach_is_seen(check, path, source):
    assert len(check(parse(Path(path), source))) == 1


@pytest.mark.parametrize(
    ("check", "path", "source"),
    [
        (climbs, "records/people.py", "from .places import Village\nfrom pipeline.records import money"),
        (climbs, "records/__init__.py", "from .people import Member\nfrom ..findings import Place"),
        (climbs, "stage5_render.py", "from pipeline import word, pdf\nimport pipeline.register"),
        (climbs, "__main__.py", "from pipeline.cli import main"),
        (heavy_imports, "excel.py", "def read():\n    import openpyxl"),
        (heavy_imports, "word/__init__.py", "if TYPE_CHECKING:\n    from docxtpl import DocxTemplate"),
        (heavy_imports, "word/render.py", "from lxml import etree"),
        (late_imports, "word/__init__.py", "def render():\n    from . import render\n    from docx import Document"),
        (late_imports, "word/__init__.py", "def render():\n    from pipeline.word.render import render"),
    ],
)
def test_what_is_allowed_passes(check, path, source):
    assert check(parse(Path(path), source)) == []
