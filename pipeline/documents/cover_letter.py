"""Cover letter (surat pengantar): the centre forwards the SPKs of one day to the office that sends the people out.

Signed by the head of the centre, copy to the province. It goes to the district or the province, as the programme says,
and is made last, of the SPKs that were issued. Source: handbook, Tahapan-Tahapan Penugasan 1.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline import indonesian
from pipeline.documents import parts
from pipeline.documents.assigned import Assigned, assigned, head_of, location
from pipeline.flow import Context, Document, Dossier, Draft
from pipeline.records import Office

KIND = "cover_letter"


class SpkRow(Context):
    """One forwarded SPK in the letter's table."""

    key: str
    """The SPK's key, by which its number is found."""
    name: str
    """The facilitator's, with titles."""
    number: str = ""
    dated: str
    location: str


class CoverLetter(Context):
    """What the cover letter prints."""

    letterhead: parts.Letterhead
    """Of the centre."""
    number: str = ""
    """Its own number."""
    attachment: str = ""
    """"2 (dua) berkas"."""
    subject: str
    """"Penyampaian Surat Perintah Kerja Motivator Pemberdayaan"."""
    addressee: str
    """The position of the head to whom it goes."""
    addressee_place: str
    """The town in "di Wanasari"."""
    activity: str
    """The budget activity."""
    spk_name: str
    """"Surat Perintah Kerja"."""
    role: str
    """"Motivator Pemberdayaan"."""
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    asked: str
    """Who is to issue the SPM: "Saudara", or the district's head where the letter goes to the province."""
    letters: tuple[SpkRow, ...]
    """The SPKs that are forwarded."""
    missing: tuple[str, ...] = ()
    """Names of those whose SPK could not be issued yet."""
    signature: parts.Signature
    copies_to: tuple[str, ...]

    def completed(self, number: str, cites: Mapping[str, str], cited: Mapping[str, str]) -> "CoverLetter":
        """With the SPKs' numbers; withheld SPKs leave the table for the list of the missing."""
        letters = [row for row in self.letters if cited.get(row.key)]
        update = {
            "number": number,
            "attachment": indonesian.count_of(len(letters), "berkas"),
            "letters": tuple(row.model_copy(update={"number": cited[row.key]}) for row in letters),
            "missing": tuple(row.name for row in self.letters if row not in letters),
        }
        return self.model_copy(update=update)


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One cover letter for each district and date of SPKs."""
    batches: dict[tuple[str, date], list[Assigned]] = {}
    for one in assigned(dossier):
        batches.setdefault((one.district.code, one.spk_dated), []).append(one)
    return tuple(_draft(dossier, batch) for batch in batches.values())


def _draft(dossier: Dossier, batch: Sequence[Assigned]) -> Draft:
    """The batch shares centre, district and date; the letter bears the date of the SPKs that it forwards."""
    centre, district, dated = batch[0].centre, batch[0].district, batch[0].spk_dated
    subject = f"{district.key}/{dated}"
    region, words = district.region or district.code, dossier.programme.wording
    return Draft(
        document=KIND,
        subject=subject,
        title=f"Surat Pengantar {words.spk_short} {region} {indonesian.long_date(dated)}",
        issuer=centre.code,
        dated=dated,
        about=frozenset((f"{KIND}/{subject}", *batch[0].office_keys)),
        context=_context(dossier, batch),
        path=parts.paper_path(centre.code, "", f"Surat-Pengantar_{district.code}_{dated}"),
        numbered=parts.numbered(dossier, centre, KIND, None),
        cites={f"spk_number_{place}": one.spk_key for place, one in enumerate(batch, start=1)},
        paper=parts.paper(centre),
    )


def _context(dossier: Dossier, batch: Sequence[Assigned]) -> CoverLetter:
    words = dossier.programme.wording
    centre, district, dated = batch[0].centre, batch[0].district, batch[0].spk_dated
    addressee = _office(batch[0], dossier.programme.letters.forward_to) or district
    copied = _office(batch[0], dossier.programme.letters.forward_copy_to)
    spk_name = indonesian.initial_capitals(words.spk_title)
    return CoverLetter(
        letterhead=parts.letterhead(centre),
        subject=f"Penyampaian {spk_name} {words.role}",
        addressee=head_of(addressee),
        addressee_place=addressee.city or "",
        activity=words.activity,
        spk_name=spk_name,
        role=words.role,
        spm_name=words.spm_name,
        asked="Saudara" if addressee is district else head_of(district),
        letters=tuple(
            SpkRow(
                key=one.spk_key,
                name=one.name,
                dated=indonesian.long_date(one.spk_dated),
                location=location(one.groups, district),
            )
            for one in batch
        ),
        signature=parts.signature(dossier, centre, dated),
        copies_to=parts.copies_to(centre, [head_of(copied)] if copied and copied is not addressee else []),
    )


def _office(one: Assigned, level: str) -> Office | None:
    return one.province if level == "province" else one.district


REQUIRED = ("number", "subject", "addressee", "letters[].name", "letters[].number", "signature.name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Surat Pengantar", CoverLetter, drafts, collective=True, required=REQUIRED)
