"""The lottery of a round: its frozen input, who is bound to which secret, what the draw gave."""

import secrets
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matching.lottery import SECRET_BYTES
from placements.actors import Role
from placements.errors import Refusal
from placements.match import lottery
from placements.match.absence import has_every_secret, is_declared, missing_parties
from placements.match.input import has_draw_begun
from placements.policy.match import (
    may_approve_absence,
    may_drop_absence,
    may_freeze_input,
    may_reopen_input,
    may_request_absence,
)
from placements.policy.rounds import (
    LOTTERY_ROLES,
    may_deposit_commitment,
    may_record_public_value,
    may_reveal_secret,
)
from records.database import current_session
from records.models.match import FrozenInput, InputState
from records.models.round import LotterySecret, Round
from records.queries.match_runs import is_input_frozen, list_inputs_of_round
from records.queries.rounds import find_absence, find_own_party, list_parties
from schools import bp
from schools.forms.rounds import CommitmentForm, PublicValueForm, SecretForm
from schools.rounds import own_round_or_404
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now


@bp.get("/rounds/<uuid:round_id>/lottery")
@allow(*LOTTERY_ROLES)
def show_lottery(round_id: UUID) -> ResponseReturnValue:
    """Show the parties, and to each of them what it can do now."""
    return lottery_page(own_round_or_404(round_id))


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
            return said(round_, _("You are bound to your secret now. Keep it until the draw."))
    return lottery_page(round_, form)


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
            return said(round_, _said_after_secret(round_))
    return lottery_page(round_, form)


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
            return said(round_, _("The value has been saved."))
    return lottery_page(round_, form)


def said(round_: Round, what: str) -> ResponseReturnValue:
    """Go back to the page of the lottery and say what was done."""
    flash(what)
    return redirect(url_for("schools.show_lottery", round_id=round_.id))


def lottery_page(round_: Round, sent: PageForm | None = None) -> ResponseReturnValue:
    """Show the lottery with what this person may do in it, and the form that was sent."""
    session, actor = current_session(), current_actor()
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    commitment = sent if isinstance(sent, CommitmentForm) else _new_commitment(round_)
    inputs = list_inputs_of_round(session, round_.id)
    is_frozen = is_input_frozen(session, round_.id)
    page = render_template(
        "schools/show_lottery.html",
        form=sent or commitment,
        act=ActForm(),
        round=round_,
        input=inputs[-1] if inputs else None,
        states=InputState,
        is_open=has_every_secret(session, round_),
        own=own,
        commitment=commitment,
        fingerprint=_fingerprint(round_, commitment),
        secret=sent if isinstance(sent, SecretForm) else SecretForm(formdata=None),
        value=sent
        if isinstance(sent, PublicValueForm)
        else PublicValueForm(formdata=None, value=round_.public_value),
        may_deposit=may_deposit_commitment(actor, round_),
        may_record=may_record_public_value(actor, round_, is_frozen=is_frozen),
        **_may_with_input(round_, inputs[-1] if inputs else None),
        **_may_with_secrets(round_, own, is_frozen=is_frozen),
    )
    return page, sent.status if sent else 200


def _may_with_input(round_: Round, latest: FrozenInput | None) -> dict[str, object]:
    """Return what this person may do with the input."""
    session, actor = current_session(), current_actor()
    state = latest and latest.state
    return {
        "may_reopen": state is InputState.FROZEN
        and may_reopen_input(actor, round_)
        and not has_draw_begun(session, round_),
        "may_freeze": state in (None, InputState.REOPENED) and may_freeze_input(actor, round_),
    }


def _may_with_secrets(
    round_: Round, own: LotterySecret | None, *, is_frozen: bool
) -> dict[str, object]:
    """Return who is missing, and what this person may do with the own and the missing secrets."""
    session, actor = current_session(), current_actor()
    absence = find_absence(session, round_.id)
    parties = [party for party, _role in list_parties(session, round_.id)]
    missing = missing_parties(session, round_)
    is_own_missing = own is not None and own.secret is None
    return {
        "parties": parties,
        "absence": absence,
        "is_absence_declared": is_declared(absence),
        "may_reveal": is_own_missing
        and not is_declared(absence)
        and may_reveal_secret(actor, round_, is_frozen=is_frozen),
        "may_request_absence": absence is None
        and 0 < len(missing) < len(parties)
        and may_request_absence(actor, round_),
        "may_approve_absence": absence is not None
        and may_approve_absence(actor, round_, absence, is_missing=is_own_missing),
        "may_drop_absence": absence is not None and may_drop_absence(actor, round_, absence),
    }


def _said_after_secret(round_: Round) -> str:
    is_last = has_every_secret(current_session(), round_)
    return str(
        _("Thank you. Every secret is in: everybody can check them now.")
        if is_last
        else _("Thank you. Your secret stays closed until the last one is in.")
    )


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
