"""The lottery of a round: who is bound to which secret, and what the public draw gave."""

import secrets
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matching.lottery import SECRET_BYTES
from placements.actors import Role
from placements.errors import Refusal
from placements.match import lottery
from placements.policy.rounds import (
    LOTTERY_ROLES,
    may_deposit_commitment,
    may_record_public_value,
    may_reveal_secret,
)
from records.database import current_session
from records.models.round import Round
from records.queries.rounds import find_own_party, list_parties
from schools import bp
from schools.forms.rounds import CommitmentForm, PublicValueForm, SecretForm
from schools.rounds import own_round_or_404
from web.forms import PageForm
from web.guards import allow, current_actor, utc_now


@bp.get("/rounds/<uuid:round_id>/lottery")
@allow(*LOTTERY_ROLES)
def show_lottery(round_id: UUID) -> ResponseReturnValue:
    """Show the parties, and to each of them what it can do now."""
    return _show(own_round_or_404(round_id))


@bp.post("/rounds/<uuid:round_id>/lottery/commitment")
@allow(*LOTTERY_ROLES)
def deposit_commitment(round_id: UUID) -> ResponseReturnValue:
    """Bind the visitor's party to a secret."""
    round_, form = own_round_or_404(round_id), CommitmentForm()
    if form.validate_on_submit():
        try:
            lottery.deposit_commitment(
                current_session(),
                current_actor(),
                round_,
                party=form.data["party"],
                secret=form.data["secret"],
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _said(round_, _("You are bound to your secret now. Keep it until the draw."))
    return _show(round_, form)


@bp.post("/rounds/<uuid:round_id>/lottery/secret")
@allow(*LOTTERY_ROLES)
def reveal_secret(round_id: UUID) -> ResponseReturnValue:
    """Show the secret of the visitor's party."""
    round_, form = own_round_or_404(round_id), SecretForm()
    if form.validate_on_submit():
        try:
            lottery.reveal_secret(
                current_session(),
                current_actor(),
                round_,
                secret=form.data["secret"],
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _said(round_, _("Thank you. Everybody can now check your secret."))
    return _show(round_, form)


@bp.post("/rounds/<uuid:round_id>/lottery/value")
@allow(Role.COORDINATOR)
def record_public_value(round_id: UUID) -> ResponseReturnValue:
    """Write down what the public draw gave."""
    round_, form = own_round_or_404(round_id), PublicValueForm()
    if form.validate_on_submit():
        try:
            lottery.record_public_value(
                current_session(), current_actor(), round_, value=form.data["value"], now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _said(round_, _("The value has been saved."))
    return _show(round_, form)


def _said(round_: Round, what: str) -> ResponseReturnValue:
    flash(what)
    return redirect(url_for("schools.show_lottery", round_id=round_.id))


def _show(round_: Round, sent: PageForm | None = None) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    commitment = sent if isinstance(sent, CommitmentForm) else _new_commitment(round_)
    status = sent.status if sent else 200
    page = render_template(
        "schools/show_lottery.html",
        form=sent or commitment,
        round=round_,
        parties=[party for party, _role in list_parties(session, round_.id)],
        own=own,
        commitment=commitment,
        fingerprint=_fingerprint(round_, commitment),
        secret=sent if isinstance(sent, SecretForm) else SecretForm(formdata=None),
        value=sent
        if isinstance(sent, PublicValueForm)
        else PublicValueForm(formdata=None, value=round_.public_value),
        may_deposit=may_deposit_commitment(actor, round_),
        may_reveal=may_reveal_secret(actor, round_) and own is not None and own.secret is None,
        may_record=may_record_public_value(actor, round_),
    )
    return page, status


def _fingerprint(round_: Round, form: CommitmentForm) -> str | None:
    """Return what the secret on the page would bind to, if it is one."""
    try:
        return lottery.commitment_to(round_, lottery.secret_from(form.secret.data or ""))
    except Refusal:
        return None


def _new_commitment(round_: Round) -> CommitmentForm:
    """Draw a secret for this one look at the page; it is not kept."""
    party = (
        round_.school.name
        if current_actor().role is Role.COORDINATOR
        else _("The students' council")
    )
    drawn = secrets.token_bytes(SECRET_BYTES).hex()
    return CommitmentForm(formdata=None, party=party, secret=drawn)
