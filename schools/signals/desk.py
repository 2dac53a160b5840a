"""The confidant's desk: opening it, the cases, one case, and the letters that may go out.

Everybody else, whoever asks, hears that there is no such page; nothing here is in the log.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Actor
from placements.choices import labels
from placements.days import day_of
from placements.errors import Refusal
from placements.signals import desk
from placements.signals.keys import admit_key, make_key, open_key, reads_here
from placements.signals.kinds import Route, SignalEnding, SignalKind, Step
from placements.signals.threads import Thread, open_threads
from records.database import current_session
from records.models.school import School
from records.models.signal import Signal, SignalState
from records.queries.accounts import find_account_of_school
from records.queries.signals import (
    find_confidant_key,
    find_signal_of_school,
    list_confidant_keys,
    list_signals_of_school,
)
from records.vault.people import read_for_service
from schools import bp
from schools.forms.messages import REPLY, EntryForm, NewKeyForm, PassphraseForm
from schools.signals.opened import confidant_or_404, keep_open, opened_key
from web.forms import ActForm
from web.guards import EVERYONE_SIGNED_IN, allow, opens_vault, utc_now
from web.language import language_of
from web.quiet import padded
from web.transaction import keep_despite_refusal


@bp.route("/messages/key", methods=["GET", "POST"])
@allow(*EVERYONE_SIGNED_IN)
def make_message_key() -> ResponseReturnValue:
    """Let a confidant make a key, or another one when the passphrase is lost."""
    actor, form = confidant_or_404(), NewKeyForm()
    has_key = find_confidant_key(current_session(), actor.account_id) is not None
    if form.validate_on_submit():
        try:
            private = make_key(
                current_session(),
                actor,
                form.data["passphrase"],
                replaces=form.replaces.data,
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            keep_open(actor, private, now=utc_now())
            return redirect(url_for("schools.list_messages"))
    return render_template("schools/make_message_key.html", form=form, has_key=has_key), form.status


@bp.route("/messages/open", methods=["GET", "POST"])
@allow(*EVERYONE_SIGNED_IN)
def open_messages() -> ResponseReturnValue:
    """Take the passphrase, and read for half an hour."""
    actor, form = confidant_or_404(), PassphraseForm()
    if find_confidant_key(current_session(), actor.account_id) is None:
        return redirect(url_for("schools.make_message_key"))
    if form.validate_on_submit():
        try:
            private = open_key(current_session(), actor, form.data["passphrase"], now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if private is not None:
                keep_open(actor, private, now=utc_now())
                return redirect(url_for("schools.list_messages"))
            keep_despite_refusal()
            form.passphrase.errors = [
                _("This is not your passphrase. Look at capitals and spaces.")
            ]
    return render_template("schools/open_messages.html", form=form), form.status


@bp.get("/messages")
@allow(*EVERYONE_SIGNED_IN)
def list_messages() -> ResponseReturnValue:
    """Show every case of the school with what waits, and colleagues who cannot read yet."""
    actor, records = confidant_or_404(), current_session()
    private = opened_key(actor, now=utc_now())
    if private is None:
        return redirect(url_for("schools.open_messages"))
    keys = list_confidant_keys(records, actor.school_id)
    people = read_for_service(records, [key.account_id for key in keys])
    signals = list_signals_of_school(records, actor.school_id)
    threads = _threads(actor, signals, private)
    reads = reads_here(find_confidant_key(records, actor.account_id))
    page = render_template(
        "schools/list_messages.html",
        threads=threads,
        closed_count=len(signals) - len(threads) if reads else 0,
        kinds=dict(labels(SignalKind, language_of(get_locale()))),
        readers=[people[key.account_id].full_name for key in keys if key.admitted_by],
        waiting=[(key.account_id, people[key.account_id]) for key in keys if not key.admitted_by],
        reads=reads,
        states=SignalState,
    )
    return padded(page)


@bp.post("/messages/readers/<uuid:account_id>")
@allow(*EVERYONE_SIGNED_IN)
def admit_message_reader(account_id: UUID) -> ResponseReturnValue:
    """Vouch for another confidant, who reads every case from now on."""
    actor, records = confidant_or_404(), current_session()
    colleague = find_account_of_school(records, account_id, school_id=actor.school_id)
    key = find_confidant_key(records, colleague.id) if colleague else None
    if key is None:
        abort(404)
    private = opened_key(actor, now=utc_now())
    if private is None:
        return redirect(url_for("schools.open_messages"))
    if ActForm().validate_on_submit():
        try:
            admit_key(records, actor, private, key, now=utc_now())
        except Refusal:
            abort(403)
        flash(_("Your colleague reads everything from now on."))
    return redirect(url_for("schools.list_messages"))


@bp.post("/messages/close")
@allow(*EVERYONE_SIGNED_IN)
def lock_messages() -> ResponseReturnValue:
    """Put the key away before the half hour is over."""
    confidant_or_404()
    session.pop("desk", None)
    return redirect(url_for("schools.show_home"))


@bp.route("/messages/<uuid:message_id>", methods=["GET", "POST"])
@allow(*EVERYONE_SIGNED_IN)
@opens_vault
def show_message(message_id: UUID) -> ResponseReturnValue:
    """Show one case with what was done, and let a confidant add to it."""
    actor = confidant_or_404()
    thread = own_thread(actor, message_id)
    if thread is None:
        return redirect(url_for("schools.open_messages"))
    now = utc_now()
    form = EntryForm(today=day_of(now), is_open=thread.signal.state is SignalState.OPEN)
    if form.validate_on_submit():
        try:
            _add(actor, thread, form, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Added."))
            return redirect(url_for("schools.show_message", message_id=message_id))
    locale = language_of(get_locale())
    page = render_template(
        "schools/show_message.html",
        thread=thread,
        form=form,
        kinds=dict(labels(SignalKind, locale)),
        routes=dict(labels(Route, locale)),
        steps=dict(labels(Step, locale)),
        today=day_of(now),
    )
    return padded(page), form.status


@bp.get("/messages/<uuid:message_id>/letters")
@allow(*EVERYONE_SIGNED_IN)
@opens_vault
def show_message_letters(message_id: UUID) -> ResponseReturnValue:
    """Show the letters that may go out: one per desk to which the writer said yes."""
    actor = confidant_or_404()
    thread = own_thread(actor, message_id)
    if thread is None:
        return redirect(url_for("schools.open_messages"))
    letters = {route: desk.letter_facts(thread, route) for route in Route}
    page = render_template(
        "schools/show_message_letters.html",
        thread=thread,
        letters={route: facts for route, facts in letters.items() if facts is not None},
        routes=dict(labels(Route, language_of(get_locale()))),
        school=current_session().get_one(School, actor.school_id),
        confidant=read_for_service(current_session(), [actor.account_id])[actor.account_id],
        today=day_of(utc_now()),
    )
    return padded(page)


def own_thread(actor: Actor, message_id: UUID) -> Thread | None:
    """Return a case of the confidant's school, or None as long as no key is open.

    That this confidant opened it, whatever page of it, stands in the case from then on.
    """
    signal = find_signal_of_school(current_session(), message_id, school_id=actor.school_id)
    if signal is None:
        abort(404)
    private = opened_key(actor, now=utc_now())
    if private is None:
        return None
    (thread,) = _threads(actor, [signal], private) or abort(404)
    name = read_for_service(current_session(), [actor.account_id])[actor.account_id].full_name
    if desk.note_opening(current_session(), actor, thread, name, now=utc_now()):
        current_session().flush()
        (thread,) = _threads(actor, [signal], private)
    return thread


def _threads(actor: Actor, signals: Sequence[Signal], private: X25519PrivateKey) -> list[Thread]:
    key = find_confidant_key(current_session(), actor.account_id)
    return open_threads(current_session(), signals, private, key.id) if key else []


def _add(actor: Actor, thread: Thread, form: EntryForm, *, now: datetime) -> None:
    """Add what the confidant chose to a case."""
    records, text = current_session(), form.text.data or ""
    verb, _colon, name = form.what.data.partition(":")
    if verb == REPLY:
        desk.reply(records, actor, thread, text, now=now)
    elif verb == "step":
        on: date = form.on.data or day_of(now)
        desk.note_step(records, actor, thread, Step(name), text, on, now=now)
    elif verb == "ask":
        desk.ask_word(records, actor, thread, Route(name), text, now=now)
    else:
        desk.close_signal(records, actor, thread, SignalEnding(name), text, now=now)
