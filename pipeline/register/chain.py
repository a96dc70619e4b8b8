"""The hash that ties a line of a log to the line before: change or remove one, and none after it fits."""

import hashlib
import json

_ENCODER = json.JSONEncoder(ensure_ascii=True, check_circular=False)


def digest(*fields: str | int) -> str:
    """Over what a line says, with the hash of the line before as its last field."""
    return hashlib.sha256(_ENCODER.encode(fields).encode("ascii")).hexdigest()
