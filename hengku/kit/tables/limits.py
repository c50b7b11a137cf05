"""How much of a file from outside is read, and what reading it may cost (reliability.md D7)."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Every cap in one place. Sizes in bytes, times in seconds; a cap itself is still allowed."""

    file_bytes: int = 30 * MEGABYTE
    #: Of all parts of the archive together, or of the text in a .gz.
    unpacked_bytes: int = 300 * MEGABYTE
    #: How many times larger the content may be than the archive, once it is larger than `ratio_from`.
    ratio: int = 150
    ratio_from: int = 20 * MEGABYTE
    #: Parts in the archive: a workbook has some tens.
    entries: int = 2_000
    #: By the number of the last row or column with content, not by how many are filled.
    rows: int = 200_000
    columns: int = 256
    #: Rows x columns of all sheets: the parser reserves room for the whole rectangle.
    cells: int = 6_000_000
    cell_chars: int = 1_000_000
    memory_bytes: int = 512 * 1024 * 1024
    cpu_seconds: int = 20
    #: How long the parent waits for the child altogether.
    wait_seconds: int = 60


DEFAULT = Limits()

#: For history that arrives as one long CSV and is read row by row.
STREAMING = Limits(
    file_bytes=100 * MEGABYTE,
    unpacked_bytes=1_000 * MEGABYTE,
    rows=5_000_000,
    cells=60_000_000,
    cpu_seconds=180,
    wait_seconds=600,
)
