"""The process that makes one document and ends: JSON on standard input, the file on standard output.

It holds no key and no database, may fill two gigabytes and take twenty seconds, and is killed when it hangs. The
drawing program reserves far more addresses than it fills, so what is filled is limited and not what is reserved.
"""

from __future__ import annotations

import resource
import sys

from connectors.documents.shapes import DOCX, PICTURES, XLSX, DocumentError, PlanDocument

MEMORY = 2 * 1024**3
SECONDS = 20
REFUSED = 3
"""The exit code when the reason, free of the plan's words, stands on standard error."""


def main() -> int:
    """Make what the first argument names (``pdf``, ``docx``, ``xlsx``, ``pictures``); ``REFUSED`` when it cannot be."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.buffer.write(_make(sys.stdin.buffer.read().decode(), sys.argv[1]))
    except DocumentError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def _make(text: str, kind: str) -> bytes:
    if kind == XLSX:
        from connectors.documents.book.shapes import Book
        from connectors.documents.book.writer import make_xlsx

        return make_xlsx(Book.from_json(text))
    if kind == PICTURES:
        from connectors.documents.drawing import svgs_of

        return svgs_of(text)
    document = PlanDocument.from_json(text)
    if kind == DOCX:
        from connectors.documents.docx import make_docx

        return make_docx(document)
    from connectors.documents.pdf import make_pdf

    return make_pdf(document)


if __name__ == "__main__":
    sys.exit(main())
