"""The tables of the register. What must never happen is refused here, whichever program writes to the file.

Triggers guard against a key or number that exists already, because `INSERT OR REPLACE` and `UPDATE OR REPLACE` remove
the older row without running its delete trigger. `date(x)` alone would let 30 February pass; adding no days does not.

Every n of a series belongs to one row: to the entry that got it, or in `passed` to the entry whose number, typed by
hand, already was the text of that n.
"""

APPLICATION_ID = 0x4265726B
"""`application_id` of the file ("Berk"): tells a register from any other SQLite file."""

_TABLES = (
    """
    CREATE TABLE series (
        id INTEGER PRIMARY KEY,
        issuer TEXT NOT NULL CHECK (issuer <> ''),
        kind TEXT NOT NULL CHECK (kind <> ''),
        year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
        first INTEGER NOT NULL CHECK (first >= 1),
        UNIQUE (issuer, kind, year)
    ) STRICT
    """,
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        issuer TEXT NOT NULL CHECK (issuer <> ''),
        kind TEXT NOT NULL CHECK (kind <> ''),
        subject TEXT NOT NULL CHECK (subject <> ''),
        source TEXT NOT NULL CHECK (source IN ('none', 'blank', 'given', 'register')),
        series INTEGER REFERENCES series (id),
        n INTEGER,
        number TEXT NOT NULL,
        dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days')),
        state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'void')),
        reissue INTEGER NOT NULL DEFAULT 0 CHECK (reissue IN (0, 1)),
        path TEXT NOT NULL DEFAULT '',
        content_hash TEXT NOT NULL DEFAULT '',
        template_hash TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT '',
        written TEXT CHECK (written IS date(written, '+0 days')),
        reason TEXT NOT NULL DEFAULT '',
        voided TEXT CHECK (voided IS date(voided, '+0 days')),
        CHECK ((source IN ('given', 'register')) = (number <> '')),
        CHECK ((source = 'register') = (n IS NOT NULL)),
        CHECK ((source = 'register') = (series IS NOT NULL)),
        CHECK ((state = 'void') = (trim(reason) <> '')),
        CHECK ((state = 'void') = (voided IS NOT NULL)),
        CHECK (reissue = 0 OR state = 'issued'),
        CHECK (state <> 'issued' OR (sha256 <> '' AND written IS NOT NULL))
    ) STRICT
    """,
    """
    CREATE TABLE passed (
        series INTEGER NOT NULL REFERENCES series (id),
        n INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (id),
        PRIMARY KEY (series, n)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        entry INTEGER NOT NULL REFERENCES entry (id),
        action TEXT NOT NULL CHECK (action IN ('reserved', 'numbered', 'passed', 'issued', 'reissue', 'void')),
        number TEXT NOT NULL,
        reason TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL CHECK (at IS date(at, '+0 days')),
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT
    """,
)

_WAIVERS = """
    CREATE TABLE waiver (
        id INTEGER PRIMARY KEY,
        code TEXT NOT NULL CHECK (code <> ''),
        about TEXT NOT NULL CHECK (about <> ''),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''),
        approved_by TEXT NOT NULL CHECK (trim(approved_by) <> ''),
        dated TEXT NOT NULL CHECK (dated IS date(dated, '+0 days')),
        at TEXT NOT NULL CHECK (at IS date(at, '+0 days')),
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT
    """

_AWAITS_PAGES = "ALTER TABLE entry ADD COLUMN awaits_pages INTEGER NOT NULL DEFAULT 0 CHECK (awaits_pages IN (0, 1))"

_PDFS = "ALTER TABLE entry ADD COLUMN pdf_sha256 TEXT NOT NULL DEFAULT ''"

_INDEXES = (
    "CREATE UNIQUE INDEX entry_live ON entry (issuer, kind, subject) WHERE state <> 'void'",
    "CREATE INDEX entry_key ON entry (issuer, kind, subject)",
    "CREATE INDEX entry_by_hand ON entry (issuer, kind) WHERE source = 'given'",
    "CREATE UNIQUE INDEX entry_n ON entry (series, n)",
    # A voided number of an own series is never given again. A voided given one may be: it was a slip of the workbook.
    """
    CREATE UNIQUE INDEX entry_number ON entry (issuer, kind, substr(dated, 1, 4), number)
    WHERE number <> '' AND (state <> 'void' OR source = 'register')
    """,
)


def _refused(name: str, moment: str, condition: str = "") -> str:
    when = f"WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {moment} {when} BEGIN SELECT RAISE(ABORT, 'refused: {name}'); END"


def _append_only(log: str) -> tuple[str, ...]:
    """Triggers of a log: nothing is deleted or changed, and each new line carries the hash of the last."""
    return (
        _refused(f"{log}_delete", f"DELETE ON {log}"),
        _refused(f"{log}_update", f"UPDATE ON {log}"),
        _refused(
            f"{log}_chain",
            f"INSERT ON {log}",
            f"new.previous <> coalesce((SELECT hash FROM {log} ORDER BY id DESC LIMIT 1), '')"
            f" OR EXISTS (SELECT 1 FROM {log} WHERE id = new.id)",
        ),
    )


def next_n(series: str) -> str:
    """SQL: the n that comes next in a series, given by an SQL expression of its id."""
    return f"""
    max((SELECT first - 1 FROM series AS begun WHERE begun.id = {series}),
        coalesce((SELECT max(n) FROM entry WHERE series = {series}), 0),
        coalesce((SELECT max(n) FROM passed WHERE series = {series}), 0)) + 1
"""


_IS_NEXT = f"""
    new.n = {next_n("new.series")}
    AND EXISTS (SELECT 1 FROM series WHERE id = new.series AND issuer = new.issuer AND kind = new.kind
                AND year = CAST(substr(new.dated, 1, 4) AS INTEGER))
"""

# The pattern is not known here; but whatever it is, the text of n contains n.
_IS_PASSED_NEXT = f"""
    new.n = {next_n("new.series")}
    AND EXISTS (SELECT 1 FROM entry JOIN series USING (issuer, kind)
                WHERE entry.id = new.entry AND series.id = new.series
                AND year = CAST(substr(dated, 1, 4) AS INTEGER) AND instr(number, new.n))
"""

_NUMBER_TAKEN = """
    EXISTS (SELECT 1 FROM entry WHERE issuer = new.issuer AND kind = new.kind
            AND substr(dated, 1, 4) = substr(new.dated, 1, 4) AND number = new.number
            AND number <> '' AND (state <> 'void' OR source = 'register'))
"""

_KEY_TAKEN = """
    EXISTS (SELECT 1 FROM entry WHERE id = new.id)
    OR EXISTS (SELECT 1 FROM entry
               WHERE issuer = new.issuer AND kind = new.kind AND subject = new.subject AND state <> 'void')
"""

_TRIGGERS = (
    _refused("series_delete", "DELETE ON series"),
    _refused("series_update", "UPDATE ON series"),
    _refused(
        "series_again",
        "INSERT ON series",
        "EXISTS (SELECT 1 FROM series WHERE id = new.id"
        " OR (issuer = new.issuer AND kind = new.kind AND year = new.year))",
    ),
    _refused("entry_delete", "DELETE ON entry"),
    _refused("entry_again", "INSERT ON entry", _KEY_TAKEN),
    _refused("entry_number_again", "INSERT ON entry", _NUMBER_TAKEN),
    _refused("entry_number_again_later", "UPDATE OF number ON entry", _NUMBER_TAKEN),
    _refused("entry_begins_reserved", "INSERT ON entry", "new.state <> 'reserved'"),
    _refused("entry_identity", "UPDATE OF id, issuer, kind, subject, dated ON entry"),
    _refused("entry_number_stays", "UPDATE OF source, series, n, number ON entry", "old.number <> ''"),
    _refused("entry_void_stays", "UPDATE ON entry", "old.state = 'void'"),
    _refused("entry_state_back", "UPDATE OF state ON entry", "old.state = 'issued' AND new.state = 'reserved'"),
    _refused("entry_gap", "INSERT ON entry", f"new.n IS NOT NULL AND NOT ({_IS_NEXT})"),
    _refused("entry_gap_later", "UPDATE OF n ON entry", f"new.n IS NOT NULL AND NOT ({_IS_NEXT})"),
    _refused("passed_delete", "DELETE ON passed"),
    _refused("passed_update", "UPDATE ON passed"),
    _refused("passed_gap", "INSERT ON passed", f"NOT ({_IS_PASSED_NEXT})"),
    *_append_only("event"),
)

_STEPS: tuple[tuple[str, ...], ...] = (
    (*_TABLES, *_INDEXES, *_TRIGGERS, f"PRAGMA application_id = {APPLICATION_ID}"),
    (_WAIVERS, *_append_only("waiver")),
    (_AWAITS_PAGES,),
    (_PDFS,),
)
"""What each version adds to the one before, from the empty file on."""

VERSION = len(_STEPS)
"""`user_version` of the file: an older one is brought up to it when it is written to, a newer one is not opened."""


def statements(held: int, wanted: int = VERSION) -> tuple[str, ...]:
    """What brings a register from one version (0: an empty file) to another, run in this order in one transaction."""
    return (*(line for step in _STEPS[held:wanted] for line in step), f"PRAGMA user_version = {wanted}")
