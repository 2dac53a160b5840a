"""From a page to a PDF. Loading the renderer takes a second: only who prints imports this."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app, g, url_for
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


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


def pdf_of(page: str) -> bytes:
    """Return a page on paper, readable by screen readers; the same bytes every time."""
    g.printed_text = page
    pdf = HTML(
        string=page,
        base_url=url_for("static", filename="paper.css", _external=True),
        url_fetcher=OwnFiles(),
    ).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)  # noqa: S101 - it was not asked to write to a file
    return pdf
