"""Files that cells name: photos and scans beside the workbook."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.files import FileFacts, FileProblem
from tests.stage1.reading import reading


class TestEvidence:
    SHEET = "| Jenis Bukti | Kode Pertemuan | Nama Berkas |\n| Foto | S-01 | {name} |"

    def facts(self, folder: Path, name: str) -> FileFacts:
        found = reading(folder, {"Bukti": self.SHEET.format(name=name)})
        value = found.rows[0].cells["file"].value
        assert isinstance(value, FileFacts)
        return value

    @pytest.mark.parametrize("name", ["foto/a.jpg", "foto\\a.jpg", " foto/a.jpg "])
    def test_a_photo_beside_the_workbook(self, tmp_path, name):
        (tmp_path / "foto").mkdir()
        Image.new("RGB", (40, 30)).save(tmp_path / "foto" / "a.jpg")
        facts = self.facts(tmp_path, name)
        assert (facts.problem, facts.media, facts.width) == (FileProblem.NONE, "image/jpeg", 40)

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("foto.jpg", FileProblem.MISSING),
            ("../foto.jpg", FileProblem.OUTSIDE),
            ("/etc/passwd", FileProblem.OUTSIDE),
            ("C:\\foto.jpg", FileProblem.OUTSIDE),
            ("7", FileProblem.MISSING),
        ],
    )
    def test_files_that_cannot_be_used(self, tmp_path, name, problem):
        assert self.facts(tmp_path, name).problem is problem
