"""The process that makes one document and ends: JSON on standard input, the file on standard output.

It holds no key and no database, may use two gigabytes and twenty seconds, and is killed when it hangs.
"""

from __future__ import annotations

import resource
import sys

from connectors.documents.shapes import DOCX, DocumentError, PlanDocument

MEMORY = 2 * 1024**3
SECONDS = 20
REFUSED = 3
"""The exit code when the reason, free of the plan's words, stands on standard error."""


def main() -> int:
    """Make the document named by the first argument (``pdf`` or ``docx``); ``REFUSED`` when it cannot be made."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    document = PlanDocument.from_json(sys.stdin.buffer.read().decode())
    try:
        sys.stdout.buffer.write(_make(document, sys.argv[1]))
    except DocumentError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return 0


def _make(document: PlanDocument, kind: str) -> bytes:
    if kind == DOCX:
        from connectors.documents.docx import make_docx

        return make_docx(document)
    from connectors.documents.pdf import make_pdf

    return make_pdf(document)


if __name__ == "__main__":
    sys.exit(main())
