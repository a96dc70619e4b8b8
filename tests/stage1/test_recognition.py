"""Which form a sheet is, and which sheets are no data."""

from tests.stage1.reading import CARD, MEMBERS, codes, furniture, reading


class TestRecognition:
    def test_by_a_name_with_a_slip_and_by_headings(self, tmp_path):
        found = reading(tmp_path, {"Angota": MEMBERS, "Sheet1": "| Saran | Kepada | x |\n| a | b | c |"})
        assert codes(found) == [("G25", "Angota"), ("G24", "Sheet1")]
        found = reading(tmp_path, {"Sheet1": MEMBERS}, "b.xlsx")
        assert codes(found) == [("G25", "Sheet1")]
        assert len(found.rows) == 2

    def test_the_mark_of_a_standard_workbook_decides_its_kind(self, tmp_path):
        found = reading(
            tmp_path, {"Daftar": "| berkas | monthly/1 |\n| L |", "Petunjuk": "Cara mengisi", "Identitas": CARD}
        )
        assert codes(found) == []
        assert found.inputs[0].form == "monthly/1"
        assert furniture(found, "Daftar") + furniture(found, "Petunjuk") == [1, 2, 1]

    def test_a_workbook_of_another_kind(self, tmp_path):
        found = reading(tmp_path, {"Belanja": "| Barang | Harga |\n| Beras | 5 |"})
        assert codes(found) == [("G24", "Belanja"), ("G23", "")]
        assert found.inputs[0].form == ""

    def test_empty_sheets_are_ignored(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS, "Sheet2": "", "Sheet3": "|  |"})
        assert codes(found) == []
