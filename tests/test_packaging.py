"""The wheel carries everything that the checkout has, and works where there is no checkout."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DATA_SUFFIXES = {".css", ".docx", ".html", ".js", ".json", ".toml"}


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command to success and return what it wrote to stdout."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def build_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a source tree without the network, with the build backend that the lock pins."""
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", folder, source),
        cwd=folder,
    )
    (wheel,) = folder.glob("berkas-*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def data_files(folder: Path, prefix: str) -> dict[str, bytes]:
    """The data files of a folder of the checkout, under the names that they are to have in the wheel."""
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in DATA_SUFFIXES and not path.name.startswith("~$")
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing but the installed wheel; its libraries come from the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    run(
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel),
        cwd=folder,
    )
    return folder


def test_the_wheel_carries_templates_knowledge_and_the_page(wheel):
    templates = data_files(ROOT / "templates", "pipeline/templates")
    package = data_files(ROOT / "pipeline", "pipeline")
    assert templates
    assert {"pipeline/knowledge/outcome.schema.json", "pipeline/stage6_report/page.html"} <= package.keys()
    assert {**templates, **package}.items() <= contents(wheel).items()


def test_the_wheel_holds_the_package_alone(wheel):
    tops = {name.partition("/")[0] for name in contents(wheel)}
    assert tops == {"pipeline", "berkas-0.1.0.dist-info"}


def test_the_source_distribution_gives_the_same_wheel(wheel, tmp_path):
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path, cwd=ROOT)
    (archive,) = tmp_path.glob("berkas-*.tar.gz")
    with tarfile.open(archive) as sources:
        sources.extractall(tmp_path, filter="data")
    (tree,) = (path for path in tmp_path.glob("berkas-*") if path.is_dir())
    folder = tmp_path / "wheel"
    folder.mkdir()
    assert contents(build_wheel(tree, folder)) == contents(wheel)


def test_the_installed_package_is_what_runs_outside_the_checkout(installed, tmp_path):
    where = "import pipeline.cli; print(pipeline.cli.__file__)"
    printed = run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(printed.strip()).is_relative_to(installed)


def test_the_command_answers_outside_the_checkout(installed, tmp_path):
    command = shutil.which("berkas", path=str(installed / "bin"))
    assert command is not None
    assert "reports" in run(command, "--help", cwd=tmp_path, PYTHONPATH=str(installed))


def test_the_module_answers_outside_the_checkout(installed, tmp_path):
    printed = run(sys.executable, "-m", "pipeline", "--help", cwd=tmp_path, PYTHONPATH=str(installed))
    assert "reports" in printed


def test_every_paper_is_made_outside_the_checkout(installed, tmp_path):
    given = shutil.copytree(ROOT / "input_samples" / "complete", tmp_path / "in")
    arguments = ("reports", given, "-o", tmp_path / "out", "--date", "2015-08-01", "--no-page-numbers", "-q")
    printed = run(sys.executable, "-m", "pipeline", *arguments, cwd=tmp_path, PYTHONPATH=str(installed))
    assert "119 terbit" in printed
