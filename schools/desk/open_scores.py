"""What a coordinator sees of scoring: what is open, and not who said what."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from placements.actors import Role
from placements.assessments.open_scores import Waits, open_scores_of
from placements.catalogue import competence
from records.database import current_session
from schools import bp
from schools.rounds import own_round_or_404
from web.guards import allow
from web.language import language_of


@bp.get("/rounds/<uuid:round_id>/scores")
@allow(Role.COORDINATOR)
def list_open_scores(round_id: UUID) -> ResponseReturnValue:
    """Show for what the texts of a round still wait, by programme and competence."""
    round_ = own_round_or_404(round_id)
    found = open_scores_of(current_session(), round_.id)
    language = language_of(get_locale())
    return render_template(
        "schools/list_open_scores.html",
        round=round_,
        waits=Waits,
        open_of={
            programme.id: [
                (competence(letter).name(language), counts)
                for (programme_id, letter), counts in sorted(found.items())
                if programme_id == programme.id
            ]
            for programme in round_.programmes
        },
    )
