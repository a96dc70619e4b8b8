"""ID card (tanda pengenal): who is sent, by whom, under which SPM and until when; worn on duty.

One card of 85.6 × 54 mm (ISO/IEC 7810 ID-1) a document, unsigned. Source: handbook, Tahapan-Tahapan Penugasan 4.
"""

from pipeline import indonesian
from pipeline.documents import parts
from pipeline.documents.assigned import Assigned, assigned, cites, location
from pipeline.flow import Context, Document, Dossier, Draft, PhotoSlot, QrSlot

KIND = "id_card"
PHOTO_WIDTH_MM, PHOTO_HEIGHT_MM = 18.0, 24.0
QR_MM = 18.0


class IdCard(Context):
    """What the ID card prints."""

    centre: str
    """The name of the office that gave the SPK."""
    district: str
    """The name of the office that gave the SPM, with its region."""
    photo: PhotoSlot | None
    """18 × 24 mm; an empty frame where there is none."""
    name: str
    """The facilitator's, with titles."""
    role: str
    """"Motivator Pemberdayaan"."""
    spm_number: str = ""
    location: str
    """The regencies where the groups are."""
    valid_until: str
    """The last day of the work in the field."""
    qr: QrSlot


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One card for each assignment."""
    return tuple(_draft(dossier, one) for one in assigned(dossier))


def _draft(dossier: Dossier, one: Assigned) -> Draft:
    key = f"{KIND}/{one.facilitator.key}"
    return Draft(
        document=KIND,
        subject=one.facilitator.key,
        title=f"Tanda Pengenal {one.name}",
        issuer=one.district.code,
        dated=one.spm_dated,
        about=frozenset((key, one.centre.key, one.district.key, one.facilitator.key, *one.group_keys)),
        context=IdCard(
            centre=one.centre.name or "",
            district=_on_one_line(parts.office_name(one.district), one.district.region or ""),
            photo=parts.photo(one.facilitator.photo, PHOTO_WIDTH_MM, PHOTO_HEIGHT_MM, f"Foto {one.name}"),
            name=one.name,
            role=dossier.programme.wording.role,
            location=location(one.groups, one.district),
            valid_until=indonesian.long_date(one.term[1]) if one.term else "",
            qr=QrSlot(size_mm=QR_MM),
        ),
        path=parts.paper_path(one.district.code, one.code, f"Tanda-Pengenal_{one.code}"),
        cites=cites(dossier, one, "spm"),
    )


def _on_one_line(name: str, region: str) -> str:
    """An office's name in which the line does not break within the region."""
    return name.replace(region, region.replace(" ", "\N{NO-BREAK SPACE}"))


REQUIRED = ("name", "role", "spm_number", "valid_until")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Tanda Pengenal", IdCard, drafts, required=REQUIRED, card=True)
