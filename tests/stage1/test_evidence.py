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

    @pytest.mark.parametrize(
        ("name", "nearly"),
        [
            ("foto/b1-s-03.jpg", "foto/B1-S-03.JPG"),
            ("foto\\B1-S-03.jpeg", "foto/B1-S-03.JPG"),
            ("foto/B1-S-03", "foto/B1-S-03.JPG"),
            ("foto/b1-s-04.PNG", "foto/B1-S-04.png"),
            ("foto/B1-S-05.jpg", ""),
            ("tidak ada/B1-S-03.jpg", "foto/B1-S-03.JPG"),
            ("../B1-S-03.jpg", ""),
        ],
    )
    def test_a_file_that_is_called_nearly_so_is_named(self, tmp_path, name, nearly):
        (tmp_path / "foto").mkdir()
        for there in ("B1-S-03.JPG", "B1-S-04.pdf", "B1-S-04.png"):
            (tmp_path / "foto" / there).write_bytes(b"x")
        facts = self.facts(tmp_path, name)
        assert (facts.usable, facts.nearly) == (False, nearly)
