"""The compressor of papers and of what they are made of: isal's level 1, ten times faster than zlib's level 6 for
files 5 % larger.

isal is among the locked dependencies; where it cannot be imported zlib serves, and what is written then differs in
bytes but not in content.
"""

try:
    from isal import isal_zlib as deflater
except ImportError:  # no wheel for this machine
    import zlib as deflater  # type: ignore[no-redef]

__all__ = ["QUICK", "deflater"]

QUICK = 1
"""The level."""
