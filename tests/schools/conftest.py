"""What the tests of the school's pages share."""

from io import BytesIO

import pytest
from pypdf import PdfReader


@pytest.fixture
def pdf_text():
    """A function that returns what stands in a PDF."""

    def read(response):
        pages = PdfReader(BytesIO(response.data)).pages
        return " ".join("\n".join(page.extract_text() for page in pages).split())

    return read
