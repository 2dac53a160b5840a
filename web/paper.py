"""Documents on paper: a template and the paper's own style sheet become a PDF."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, url_for
from flask_babel import force_locale
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from placements.trials.agreements import Agreement


class OwnFiles(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Gives the renderer the files of this service, and nothing from anywhere else."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - the library's own signature
        """Return a file from the static folder."""
        prefix, path = f"{current_app.static_url_path}/", urlsplit(url).path
        folder = Path(str(current_app.static_folder))
        file = (folder / path.removeprefix(prefix)).resolve()
        if not path.startswith(prefix) or not file.is_relative_to(folder):
            raise FatalURLFetchingError(f"a document may not fetch {url}")
        return URLFetcherResponse(url, body=file.read_bytes(), headers={"Content-Type": "text/css"})


def agreement_pdf(agreement: Agreement) -> bytes:
    """Return the agreement in Dutch, readable by screen readers; the same bytes every time."""
    with force_locale("nl"):
        page = render_template("documents/agreement.html", agreement=agreement)
    pdf = HTML(
        string=page,
        base_url=url_for("static", filename="paper.css", _external=True),
        url_fetcher=OwnFiles(),
    ).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)  # noqa: S101 - it was not asked to write to a file
    return pdf


def download(content: bytes, name: str, kind: str) -> Response:
    """Answer with a file whose name tells nobody anything."""
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
