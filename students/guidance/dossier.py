"""The career file that a student takes along, as a PDF or for another program."""

import json

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from placements.actors import Role
from placements.guidance.dossier import Dossier, dossier_facts, dossier_of
from placements.guidance.reflections import asked, list_reflections, occasions
from records.database import current_session
from students import bp
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import download

YES = "yes"


@bp.get("/career-file")
@allow(Role.STUDENT)
def show_dossier() -> ResponseReturnValue:
    """Say what goes into the career file, and let the visitor choose."""
    count = len(list_reflections(current_session(), current_actor()))
    return render_template("students/show_dossier.html", dossier=_own(), reflection_count=count)


@bp.get("/career-file.pdf")
@allow(Role.STUDENT)
def download_dossier() -> Response:
    """Give the visitor the own career file on paper."""
    from web.pdf import pdf_of

    page = render_template(
        "documents/dossier.html", dossier=_own(), asked=asked(), occasions=occasions()
    )
    return download(pdf_of(page), "loopbaandossier.pdf", "application/pdf")


@bp.get("/career-file.json")
@allow(Role.STUDENT)
def download_dossier_facts() -> Response:
    """Give the visitor the own career file for another program."""
    facts = dossier_facts(_own(), language_of(get_locale()))
    content = json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    return download(content.encode(), "loopbaandossier.json", "application/json")


def _own() -> Dossier:
    """Return the visitor's own file; reflections are in it only where the visitor asked so."""
    return dossier_of(
        current_session(),
        current_actor(),
        with_reflections=request.args.get("reflections") == YES,
        now=utc_now(),
    )
