"""The provinces, a closed list: their names as letters write them, other spellings, and the time zone of each."""

import re
from difflib import SequenceMatcher

from .text import heading_key
from .times import Zone

_PROVINCES: dict[Zone, dict[str, tuple[str, ...]]] = {
    "WIB": {
        "Aceh": ("nanggroe aceh darussalam", "nad", "daerah istimewa aceh"),
        "Sumatera Utara": ("sumut",),
        "Sumatera Barat": ("sumbar",),
        "Riau": (),
        "Kepulauan Riau": ("kepri",),
        "Jambi": (),
        "Sumatera Selatan": ("sumsel",),
        "Kepulauan Bangka Belitung": ("bangka belitung", "babel"),
        "Bengkulu": (),
        "Lampung": (),
        "Banten": (),
        "DKI Jakarta": ("jakarta", "dki", "daerah khusus ibukota jakarta", "daerah khusus jakarta", "dkj"),
        "Jawa Barat": ("jabar",),
        "Jawa Tengah": ("jateng",),
        "Jawa Timur": ("jatim",),
        "Daerah Istimewa Yogyakarta": ("di yogyakarta", "diy", "yogyakarta"),
        "Kalimantan Barat": ("kalbar",),
        "Kalimantan Tengah": ("kalteng",),
    },
    "WITA": {
        "Bali": (),
        "Nusa Tenggara Barat": ("ntb",),
        "Nusa Tenggara Timur": ("ntt",),
        "Kalimantan Selatan": ("kalsel",),
        "Kalimantan Timur": ("kaltim",),
        "Kalimantan Utara": ("kaltara",),
        "Sulawesi Utara": ("sulut",),
        "Gorontalo": (),
        "Sulawesi Tengah": ("sulteng",),
        "Sulawesi Barat": ("sulbar",),
        "Sulawesi Selatan": ("sulsel",),
        "Sulawesi Tenggara": ("sultra",),
    },
    "WIT": {
        "Maluku": (),
        "Maluku Utara": ("malut",),
        "Papua": ("irian jaya",),
        "Papua Barat": ("irian jaya barat", "pabar"),
        "Papua Barat Daya": (),
        "Papua Selatan": (),
        "Papua Tengah": (),
        "Papua Pegunungan": (),
    },
}
_ZONES = {name: zone for zone, provinces in _PROVINCES.items() for name in provinces}
_SPELLINGS = {
    heading_key(spelling).replace(" ", ""): name
    for provinces in _PROVINCES.values()
    for name, others in provinces.items()
    for spelling in (name, *others)
}
"""Every known spelling, as `_key` makes it, and the name that it stands for."""
_NEAR = 0.75
"""Likeness (0 to 1) of two names from which on one may be a slip of the other: "jawa tengh" has 0.95."""


def province_named(name: str) -> str | None:
    """The province that a text names, in full or by its usual abbreviation; None for an unknown one."""
    return _SPELLINGS.get(_key(name))


def province_meant(name: str) -> str:
    """Of an unknown province the known one whose name is nearest; "" when none is near."""
    likeness = {known: SequenceMatcher(None, _key(name), _key(known)).ratio() for known in _ZONES}
    nearest = max(likeness, key=likeness.__getitem__)
    return nearest if likeness[nearest] >= _NEAR else ""


def zone_of_province(name: str) -> Zone | None:
    """The time zone of a province by its name or usual abbreviation; None for an unknown one."""
    return _ZONES.get(province_named(name) or "")


def _key(name: str) -> str:
    """What spellings of a province share: "Prov. Sumatra Utara" and "SUMATERA UTARA" are "sumaterautara"."""
    key = heading_key(name).replace("sumatra", "sumatera")
    return re.sub(r"^(?:provinsi|propinsi|prov)\s+", "", key).replace(" ", "")
