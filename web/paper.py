"""Documents on paper, and files to keep: what they are called and what stands in them."""

from flask import Response, render_template
from flask_babel import force_locale

from placements.trials.agreements import Agreement


def agreement_pdf(agreement: Agreement) -> bytes:
    """Return the agreement in Dutch; the same bytes every time."""
    from web.pdf import pdf_of

    with force_locale("nl"):
        return pdf_of(render_template("documents/agreement.html", agreement=agreement))


def download(content: bytes, name: str, kind: str) -> Response:
    """Answer with a file whose name tells nobody anything."""
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
