"""A small dossier made by hand: one facilitator, two groups of three, two months of work with full evidence.

`typical()` is the everyday case; `hard()` the same world with long names, acting signers, a dozen copies, no logo, no
photo, hostile characters, and letters whose numbers the mail desk fills in. All people and offices are invented.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from pipeline import knowledge
from pipeline.files import FileFacts
from pipeline.flow import Dossier
from pipeline.records import (
    Advice,
    Assignment,
    AttendanceSheet,
    Basis,
    Delivery,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    MonthCard,
    Numbering,
    Obstacle,
    Office,
    Partnership,
    PlanMark,
    Presence,
    Record,
    Session,
    Signer,
)

TODAY = date(2015, 7, 31)
STARTS, ENDS = date(2015, 5, 4), date(2015, 7, 3)
SPK_KEY, SPM_KEY = "spk/facilitator:M-001", "spm/facilitator:M-001"
NUMBERS = {
    SPK_KEY: "021/SPK/BBPPK/IV/2015",
    SPM_KEY: "560/0147/V/2015",
    "cover_letter/office:D-01/2015-04-29": "B.118/BBPPK/IV/2015",
    "certificate/facilitator:M-001": "021/SRT/BBPPK/VII/2015",
}
"""What the register would give in the typical case."""


def picture(name: str) -> FileFacts:
    """A photo as stage 1 sees it; there is no such file."""
    return FileFacts(name, None, media="image/jpeg", size=90_000, sha256=f"sha-of-{name}", width=1200, height=1600)


def typical() -> Dossier:
    """Everything is there; the term is over and every target is met."""
    return dossier([*offices(), *people(), *letters(), *work()])


def hard() -> Dossier:
    """The typical world at its worst that can still be issued."""
    changes: dict[tuple[type[Record], str], dict[str, object]] = {
        (Office, "office:P-00"): {
            "logo": None,
            "signing": "TTE",
            "stamped": ("spk",),
            "letterhead": (
                "Kementerian Ketenagakerjaan Republik Indonesia",
                "Direktorat Jenderal Pembinaan Penempatan Tenaga Kerja dan Perluasan Kesempatan Kerja",
            ),
            "contact": "Telepon (022) 9000001, 9000002; Faksimile (022) 9000003; "
            "laman balaibesar.contoh.id; pos-el persuratan@balaibesar.contoh.id",
        },
        (Office, "office:D-01"): {
            "logo": None,
            "paper": "F4",
            "stamped": ("spm", "partnership_statement"),
            "margins": (2.5, 3.0, 3.0, 2.5),
            "name": "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Tenaga Kerja, dan Transmigrasi "
            "Kabupaten Wanasari",
            "head": "Kepala Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Tenaga Kerja, dan Transmigrasi "
            "Kabupaten Wanasari",
            "copies_to": (
                "Yth. Bupati Wanasari",
                "Sekretaris Daerah Kabupaten Wanasari",
                *(f"Camat {name} Kabupaten Wanasari" for name in ("Telukagung", "Sukamekar", "Karangjaya")),
                *(f"Kepala Desa {name}" for name in ("Telukagung", "Sukamekar", "Mekarwangi", "Cempaka")),
                "Kepala Kepolisian Sektor Telukagung",
                "Ketua Asosiasi Pengusaha <Muda> & Mandiri",
            ),
        },
        (Facilitator, "facilitator:M-001"): {
            "name": "Prof. Dr. Ir. H. Muhammad Ma'ruf Al-Qadri Wirakusumah Nata'atmadja, S.E., S.Pd., M.M., M.Si.",
            "npwp": None,
            "phone": None,
            "photo": None,
            "address": "Perumahan Griya Asri Permai Blok CC-12 Nomor 7, RT 012/RW 004, Kelurahan Mekarwangi, "
            "Kecamatan Telukagung, Kabupaten Wanasari, Provinsi Jawa Lestari 45999",
        },
        (Group, "group:K-01"): {
            "name": "Kelompok Usaha Bersama Nelayan & Pengolah Hasil Laut «Tirta Bahari Sejahtera Mandiri»",
            "business": "Pengolahan ikan asin, terasi, dan kerupuk < 5 kg {{ 7*7 }}",
            "village": "Telukagung Kidul Pesisir",
        },
        (Partnership, "partnership:M-001/KM-01"): {
            "partner": "PT. Maju & Jaya <Persero>",
            "value": None,
            "value_in_words": None,
        },
    }
    signers = [
        Signer(
            office="P-00", name="Drs. Bagus Wiratama Sastrodiningrat, M.Si.", nip="196503121990031901",
            rank="Pembina Utama Muda (IV/c)", kind="Plt.", position="Kepala Balai Besar Pengembangan Pasar Kerja dan "
            "Perluasan Kesempatan Kerja", valid_from=date(2015, 3, 1),
        ),
        Signer(
            office="D-01", name="Ratna Kusumawardhani Puspitaningrum, S.Sos., M.A.P.", nip="197407211999032902",
            rank="Penata Tingkat I (III/d)", kind="u.b.", through="Sekretaris Dinas Penanaman Modal, Pelayanan "
            "Terpadu Satu Pintu, Tenaga Kerja, dan Transmigrasi",
            position="Kepala Bidang Penempatan dan Perluasan Kesempatan Kerja", valid_from=date(2015, 3, 1),
        ),
    ]  # fmt: skip
    numbering = Numbering(office="D-01", kind="spm", source="blank")
    kept = [record for record in typical().records if not isinstance(record, Signer | Numbering)]
    changed = [record.model_copy(update=changes.get((type(record), record.key), {})) for record in kept]
    return dossier([*changed, *signers, numbering])


def dossier(records: Iterable[Record], today: date = TODAY) -> Dossier:
    return Dossier(knowledge.programme("motivator-2015"), today, tuple(records))


def offices() -> list[Record]:
    return [
        Office(
            code="P-00", level="centre",
            name="Balai Besar Pengembangan Pasar Kerja dan Perluasan Kesempatan Kerja",
            head="Kepala Balai Besar Pengembangan Pasar Kerja dan Perluasan Kesempatan Kerja",
            letterhead=("Kementerian Ketenagakerjaan R.I.",),
            address="Jalan Raya Pinus Nomor 100, Lembah Hijau, Kabupaten Bukit Sari 40900",
            contact="Telepon (022) 9000001, Faksimile (022) 9000003",
            city="Bukit Sari", region="Kabupaten Bukit Sari", paper="A4", margins=(2.0, 2.5, 3.0, 2.0), font="Arial",
            logo=picture("logo-balai.png"), signing="wet",
        ),
        Office(
            code="V-01", level="province", name="Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Lestari",
            head="Kepala Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Lestari", city="Kota Lestari",
            region="Provinsi Jawa Lestari", province="Jawa Lestari",
        ),
        Office(
            code="D-01", level="district", name="Dinas Tenaga Kerja Kabupaten Wanasari",
            head="Kepala Dinas Tenaga Kerja Kabupaten Wanasari", letterhead=("Pemerintah Kabupaten Wanasari",),
            address="Jalan Melati Nomor 8, Wanasari 45900", contact="Telepon (0299) 900100", city="Wanasari",
            region="Kabupaten Wanasari", province="Jawa Lestari", province_office="V-01", paper="A4",
            logo=picture("logo-wanasari.png"), signing="wet", copies_to=("Bupati Wanasari", "Camat Telukagung"),
        ),
        Signer(
            office="P-00", name="Dra. Retno Palupi, M.M.", nip="196206151988032901", rank="Pembina Utama Muda (IV/c)",
            kind="direct", position="Kepala Balai Besar Pengembangan Pasar Kerja dan Perluasan Kesempatan Kerja",
            valid_from=date(2014, 1, 2),
        ),
        Signer(
            office="D-01", name="H. Surya Adiputra, S.H., M.Si.", nip="196809091994031902",
            rank="Pembina Tingkat I (IV/b)", kind="direct",
            position="Kepala Dinas Tenaga Kerja Kabupaten Wanasari", valid_from=date(2013, 6, 3),
        ),
        Numbering(
            office="P-00", kind="spk", source="register", pattern="{urut:03}/SPK/BBPPK/{bulan_romawi}/{tahun}", first=21
        ),
        Numbering(
            office="D-01", kind="spm", source="register", pattern="{klas}/{urut:04}/{bulan_romawi}/{tahun}", first=147,
            classification="560",
        ),
    ]  # fmt: skip


def letters() -> list[Record]:
    """What the letters rest on, and the assignment itself."""
    return [
        Basis(
            kind="Daftar Isian Pelaksanaan Anggaran (DIPA)", number="SP DIPA-026.04.2.900001/2015",
            dated=date(2014, 12, 5), subject="Tahun Anggaran 2015", office="P-00",
        ),
        Basis(
            kind="Keputusan Direktur Jenderal", number="KEP.90/PPTK/II/2015", dated=date(2015, 2, 16),
            subject="Petunjuk Pelaksanaan Kegiatan Pendampingan Pemberdayaan",
        ),
        Basis(
            kind="Perjanjian Kerja Sama", number="07/PKS/BBPPK/III/2015", dated=date(2015, 3, 9),
            subject="Pelaksanaan Pendampingan Pemberdayaan di Kabupaten Wanasari", office="D-01", letters=("spm",),
        ),
        Assignment(
            facilitator="M-001", centre="P-00", district="D-01", starts=STARTS, ends=ENDS,
            allowance=Decimal(2_200_000), budget_line="026.04.08.2185.003.521213",
            insurer="PT Asuransi Bina Sentosa", policy="AK-2015-000917",
            insured_from=date(2015, 5, 1), insured_to=date(2015, 7, 31),
            spk_dated=date(2015, 4, 29), spm_dated=date(2015, 5, 4), certificate_dated=date(2015, 7, 10),
        ),
        *(
            Delivery(
                facilitator="M-001", kind="monthly", month=month, made_on=made, delivered_on=made + timedelta(days=1),
                received_by="Bidang Penempatan Tenaga Kerja",
            )
            for month, made in ((1, date(2015, 6, 4)), (2, date(2015, 7, 4)))
        ),
        Delivery(
            facilitator="M-001", kind="final", made_on=date(2015, 7, 6), delivered_on=date(2015, 7, 7),
            received_by="Bidang Penempatan Tenaga Kerja",
        ),
    ]  # fmt: skip


def people() -> list[Record]:
    members = [
        ("K-01", 1, "Asep Ridwan", "L", date(1988, 2, 14), "istri nelayan", "ketua"),
        ("K-01", 2, "Nurhayati", "P", date(1991, 7, 3), "istri nelayan", "sekretaris"),
        ("K-01", 3, "Siti Ma'rifah", "P", date(1993, 11, 25), "penganggur", "anggota"),
        ("K-02", 1, "Bambang Sutrisno", "L", date(1985, 4, 9), "korban PHK", "ketua"),
        ("K-02", 2, "Dewi Lestari Ningsih", "P", date(1990, 9, 17), "TKI purna", "bendahara"),
        ("K-02", 3, "Yohanes", "L", date(1994, 12, 1), "penganggur", "anggota"),
    ]
    return [
        Facilitator(
            code="M-001", name="Siti Aminah, S.E.", nik=nik("P", date(1979, 8, 21), 9001), birth_place="Wanasari",
            birth_date=date(1979, 8, 21), sex="P", education="S-1 Ekonomi Manajemen",
            address="Jalan Kenanga Nomor 12, Desa Telukagung, Kecamatan Telukagung, Kabupaten Wanasari",
            phone="+6281290001234", npwp="092345678901000", bank="Bank Nusantara Cabang Wanasari",
            account="0090012345", account_holder="Siti Aminah", photo=picture("M-001.jpg"),
        ),
        Group(
            code="K-01", facilitator="M-001", name="Tirta Bahari", sector="Maritim", business="Pengolahan ikan asin",
            address="Jalan Pantai Nomor 3", village="Desa Telukagung", subdistrict="Kecamatan Telukagung",
            district="Kabupaten Wanasari", turnover_before=Decimal(6_000_000), turnover_after=Decimal(8_400_000),
            workers_before=3, workers_after=5, permits_after="SIUP, P-IRT",
        ),
        Group(
            code="K-02", facilitator="M-001", name="Anyaman Lestari", sector="Industri Kreatif",
            business="Anyaman bambu dan pandan", address="Jalan Bambu Nomor 21", village="Desa Sukamekar",
            subdistrict="Kecamatan Sukamekar", district="Kabupaten Wanasari", turnover_before=Decimal(4_500_000),
            turnover_after=Decimal(5_250_000), workers_before=3, workers_after=4, permits_before="SIUP",
            permits_after="SIUP",
        ),
        *(
            Member(
                group=group, number=number, name=name, nik=nik(sex, born, 9100 + place), sex=sex, birth_date=born,
                background=background, position=position, address=f"RT {place:03}/RW 002",
                phone=f"+62812900055{place:02}",
            )
            for place, (group, number, name, sex, born, background, position) in enumerate(members, start=1)
        ),
    ]  # fmt: skip


def nik(sex: str, born: date, serial: int) -> str:
    """A NIK of right structure that no person has: serials from 9000 are never reached."""
    return f"331705{born.day + 40 * (sex == 'P'):02}{born:%m%y}{serial}"


def work() -> list[Record]:
    """Two months: per group and month two motivations and one dynamics session, two partnerships in all."""
    found: list[Record] = []
    for month, first in ((1, date(2015, 5, 6)), (2, date(2015, 6, 8))):
        whose: dict[str, Any] = {"facilitator": "M-001", "month": month}
        found.append(MonthCard(**whose, name="Siti Aminah, S.E."))
        found += (PlanMark(**whose, activity="motivation", week=4 * month - 4 + week) for week in (1, 3))
        found += (PlanMark(**whose, activity="dynamics", week=4 * month - 2),)
        plans = [
            (group, activity) for activity in ("motivation", "motivation", "dynamics") for group in ("K-01", "K-02")
        ]
        for place, (group, activity) in enumerate(plans):
            found += session(whose, f"S-{place + 1:02}", group, activity, first + timedelta(days=3 * place))
        found += [
            Obstacle(
                **whose, kind="problem", text="Bahan baku sukar diperoleh pada musim hujan.",
                cause="Pemasok hanya satu.", solution="Mencari pemasok kedua.",
            ),
            Obstacle(**whose, kind="obstacle", text="Jarak antarkelompok jauh.", solution="Menjadwalkan sehari."),
            Advice(**whose, text="Menambah pelatihan.", addressees=("Dinas Tenaga Kerja Kabupaten Wanasari",)),
        ]  # fmt: skip
    return [*found, *partnerships()]


def session(whose: dict[str, Any], code: str, group: str, activity: str, held_on: date) -> list[Record]:
    """A session with everything that its activity asks for."""
    motivation = activity == "motivation"
    presences = ("H", "H", "I") if motivation else ("H", "H", "H")
    found: list[Record] = [
        Session(
            **whose, code=code, group=group, activity=activity, held_on=held_on, starts=time(8, 30), ends=time(10, 30),
            venue="Balai Desa Telukagung" if group == "K-01" else "Rumah ketua kelompok",
            lesson="Membangun semangat wirausaha" if motivation else "Pembagian tugas pengurus",
            resume="Berbagi pengalaman memulai usaha.\nMenyusun target penjualan mingguan.",
            outcome="Anggota menyepakati target penjualan.",
        ),
        AttendanceSheet(**whose, session=code, group=group, held_on=held_on),
        *(
            Presence(**whose, session=code, group=group, number=number, presence=presence)
            for number, presence in enumerate(presences, start=1)
        ),
        Evidence(
            **whose, kind="photo", session=code, file=picture(f"{whose['month']}-{code}.jpg"),
            caption="Suasana pertemuan",
        ),
        Evidence(**whose, kind="attendance_scan", session=code, file=picture(f"hadir-{whose['month']}-{code}.jpg")),
    ]  # fmt: skip
    if not motivation:
        return [
            *found,
            Discussion(
                **whose, session=code, problem="Tugas pengurus belum terbagi.", solution="Menyusun uraian tugas.",
                follow_up="Uraian tugas ditempel di sekretariat.", in_charge="Ketua",
                deadline=held_on + timedelta(days=7),
            ),
        ]  # fmt: skip
    return [
        *found,
        Minutes(
            **whose, session=code, chair="Siti Aminah, S.E.", note_taker="Nurhayati", present=2,
            agenda="Pembukaan\nMateri\nTanya jawab", opening="Pertemuan dibuka oleh ketua kelompok.",
            discussion="Peserta membahas cara memulai usaha.", decisions="Mencatat penjualan setiap hari.",
            closing="Pertemuan ditutup dengan doa.",
        ),
        FollowUp(
            **whose, session=code, action="Membuat buku kas", in_charge="Bendahara",
            deadline=held_on + timedelta(days=7),
        ),
    ]  # fmt: skip


def partnerships() -> list[Record]:
    first: dict[str, Any] = {"facilitator": "M-001", "month": 1}
    second: dict[str, Any] = {"facilitator": "M-001", "month": 2}
    return [
        Partnership(
            **first, code="KM-01", group="K-01", partner="PT Samudra Niaga Abadi", partner_kind="swasta",
            address="Jalan Pelabuhan Nomor 5, Wanasari", phone="0299900200", representative="Hendra Gunawan",
            representative_position="Manajer Pemasaran", cooperation=("pemasaran produk/jasa",),
            description="Pembelian ikan asin 200 kg setiap bulan.", value=Decimal(12_000_000),
            value_in_words="dua belas juta rupiah", starts=date(2015, 6, 1), ends=date(2015, 12, 31),
            evidence="Perjanjian Kerja Sama", evidence_number="011/SNA/V/2015", evidence_dated=date(2015, 5, 28),
        ),
        Evidence(**first, kind="document", partnership="KM-01", file=picture("pks-1.jpg"), caption="Perjanjian"),
        Partnership(
            **second, code="KM-02", group="K-02", partner="Koperasi Mitra Usaha Wanasari", partner_kind="koperasi",
            address="Jalan Pasar Nomor 2, Wanasari", representative="Lina Marlina", representative_position="Ketua",
            cooperation=("akses modal usaha", "akses bahan"), description="Pinjaman lunak dan bahan baku bambu.",
            value=Decimal(5_000_000), starts=date(2015, 6, 15), ends=date(2016, 6, 14),
            evidence="MoU", evidence_dated=date(2015, 6, 15),
        ),
        Evidence(**second, kind="document", partnership="KM-02", file=picture("mou-2.jpg"), caption="MoU"),
    ]  # fmt: skip
