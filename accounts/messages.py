"""Something does not feel right: writing to the confidants, and reading what they write back.

Both addresses say nothing, and neither has a receipt in it. What is done here leaves no line in
the log and mails nobody by itself.
"""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from accounts import bp
from accounts.message_forms import MessageForm, ReceiptForm
from placements.choices import labels
from placements.errors import Refusal
from placements.signals.kinds import Route
from placements.signals.places import take_seat
from placements.signals.writing import (
    ALLOWED_PARTS,
    OpenSignal,
    allow_route,
    decline_route,
    hand_over,
    open_signal,
    read_again,
    readers_of,
    take_back,
    write_more,
    write_signal,
)
from records.database import current_session
from records.models.account import Role
from records.models.school import School
from records.queries.signals import list_schools
from records.queries.trials import list_trials_of_student
from records.vault.letters import draw_receipt
from records.vault.people import read_for_service
from web.guards import allow_everyone, current_actor, utc_now
from web.language import language_of
from web.quiet import padded
from web.transaction import keep_despite_refusal


@bp.route("/bericht", methods=["GET", "POST"])
@allow_everyone
def write_message() -> ResponseReturnValue:
    """Let anybody ask, keep a note, tell or ask for another place; the answer is a receipt."""
    schools = _schools()
    form = MessageForm(
        [(school.id, school.name) for school in schools],
        knows_writer=_is_of_school(),
        may_wait=_is_student(),
        company=_own_company() if request.method == "GET" else "",
    )
    receipt = None
    if form.validate_on_submit():
        chosen = form.school_id.data if "school_id" in form else str(schools[0].id)
        school = next(one for one in schools if str(one.id) == chosen)
        digits = draw_receipt()
        try:
            write_signal(current_session(), school, form.terms(_own_name()), digits, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            receipt = " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))
    page = render_template(
        "accounts/write_message.html",
        form=form,
        receipt=receipt,
        readers=[(school, _names_of_readers(school)) for school in schools],
    )
    return padded(page), form.status


@bp.route("/bericht/lezen", methods=["GET", "POST"])
@allow_everyone
def read_message() -> ResponseReturnValue:
    """Let whoever has a receipt read what came back, answer, and decide what goes further."""
    form = ReceiptForm()
    own: OpenSignal | None = None
    if form.validate_on_submit():
        try:
            own = open_signal(current_session(), form.digits, now=utc_now())
            if own is None:
                keep_despite_refusal()
                form.receipt.errors = [
                    _("We do not know these digits. Look at them again, four by four.")
                ]
            else:
                own = _do(form, own, request.form.get("act", "open"))
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template(
        "accounts/read_message.html",
        form=form,
        thread=own.thread if own else None,
        is_student=current_user.is_authenticated and current_actor().role is Role.STUDENT,
        routes=dict(labels(Route, language_of(get_locale()))),
    )
    return padded(page), form.status


def _do(form: ReceiptForm, own: OpenSignal, act: str) -> OpenSignal | None:
    """Do what the writer chose and return what there is to read then."""
    session, now = current_session(), utc_now()
    verb, _colon, name = act.partition(":")
    route = Route(name) if name in set(Route) else None
    if verb == "write":
        if not form.text.data:
            form.text.errors = [_("Write something, however short")]
            return own
        write_more(session, own, form.text.data, now=now)
        flash(_("Added."))
    elif verb == "hand_over":
        hand_over(session, own, now=now)
        flash(_("The confidants have your message now."))
    elif verb == "take_back":
        take_back(session, own)
        flash(_("Your message is gone. Nobody has read it."))
        return None
    elif verb == "allow" and route:
        parts = [part for part in ALLOWED_PARTS if form[part].data]
        allow_route(session, own, route, parts, now=now)
        flash(_("The confidant may write now. You can say no as long as nothing has gone."))
    elif verb == "decline" and route:
        decline_route(session, own, route, now=now)
        flash(_("Nothing goes there."))
    elif verb == "take" and current_user.is_authenticated:
        take_seat(session, current_actor(), own, now=now)
        flash(_("It is proposed to you now: see your own first page."))
    else:
        return own
    form.text.data = None
    return read_again(session, own.signal, own.receipt)


def _schools() -> Sequence[School]:
    """Return the own school of whoever belongs to one, else every school."""
    session = current_session()
    if _is_of_school():
        return [session.get_one(School, current_actor().school_id)]
    return list_schools(session)


def _is_of_school() -> bool:
    return current_user.is_authenticated and current_actor().school_id is not None


def _is_student() -> bool:
    """Return whether a report of the visitor may wait for another one about the same company.

    Who wrote it sees when it is handed over, and so that there is another: nobody who would fish
    for that, for a company or for a school, can let one wait.
    """
    return _is_of_school() and current_actor().role is Role.STUDENT


def _own_name() -> str:
    return str(current_user.full_name) if _is_of_school() else ""


def _own_company() -> str:
    """Return where a student is now, so that the name need not be typed."""
    if not _is_student():
        return ""
    trials = list_trials_of_student(current_session(), student_id=current_actor().account_id)
    return trials[-1].proposal.vacancy.employer.name if trials else ""


def _names_of_readers(school: School) -> list[str]:
    """Return who reads what is written to this school: whoever is not on it does not."""
    ids = [key.account_id for key in readers_of(current_session(), school)]
    people = read_for_service(current_session(), ids)
    return sorted(people[one].full_name for one in ids)
