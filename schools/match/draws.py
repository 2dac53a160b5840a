"""When a draw does not go as planned: the input is opened again, or a party is absent."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.match import absence, input
from placements.policy.match import ABSENCE_APPROVERS, ABSENCE_DROPPERS
from records.database import current_session
from schools import bp
from schools.forms.match import AbsenceForm, ReopenForm
from schools.match.lottery import lottery_page, said
from schools.rounds import own_round_or_404
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now


@bp.post("/rounds/<uuid:round_id>/lottery/input")
@allow(Role.COORDINATOR)
def freeze_input(round_id: UUID) -> ResponseReturnValue:
    """Freeze the input again after it was opened."""
    round_, form = own_round_or_404(round_id), ActForm()
    if form.validate_on_submit():
        try:
            input.freeze_input(current_session(), current_actor(), round_, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return said(round_, _("The input is being frozen. You get a mail when that is done."))
    return lottery_page(round_, form)


@bp.route("/rounds/<uuid:round_id>/lottery/input/reopen", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def reopen_input(round_id: UUID) -> ResponseReturnValue:
    """Open the input again with a reason, so that what is wrong can be mended."""
    round_, form = own_round_or_404(round_id), ReopenForm()
    if form.validate_on_submit():
        try:
            input.reopen_input(
                current_session(), current_actor(), round_, form.data["reason"], now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return said(round_, _("The input is open. Freeze it again once it is right."))
    return render_template("schools/reopen_input.html", form=form, round=round_), form.status


@bp.route("/rounds/<uuid:round_id>/lottery/absence", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def request_absence(round_id: UUID) -> ResponseReturnValue:
    """Ask a second person to agree that whoever handed in no secret is absent."""
    session, round_, form = current_session(), own_round_or_404(round_id), AbsenceForm()
    if form.validate_on_submit():
        try:
            absence.request_absence(session, current_actor(), round_, form.terms(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return said(round_, _("This waits for a second person: a confidant or administrator."))
    page = render_template(
        "schools/request_absence.html",
        form=form,
        round=round_,
        missing=absence.missing_parties(session, round_),
    )
    return page, form.status


@bp.post("/rounds/<uuid:round_id>/lottery/absence/approve")
@allow(*ABSENCE_APPROVERS)
def approve_absence(round_id: UUID) -> ResponseReturnValue:
    """Agree, as the second person, that the draw goes on without a secret."""
    round_, form = own_round_or_404(round_id), ActForm()
    if form.validate_on_submit():
        try:
            absence.approve_absence(current_session(), current_actor(), round_, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return said(round_, _("You agreed. The draw goes on with the later public value."))
    return lottery_page(round_, form)


@bp.post("/rounds/<uuid:round_id>/lottery/absence/drop")
@allow(*ABSENCE_DROPPERS)
def drop_absence(round_id: UUID) -> ResponseReturnValue:
    """Take back that a party is absent, before a second person agrees."""
    round_, form = own_round_or_404(round_id), ActForm()
    if form.validate_on_submit():
        try:
            absence.drop_absence(current_session(), current_actor(), round_, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return said(round_, _("This has been taken back. The draw waits for every secret."))
    return lottery_page(round_, form)
