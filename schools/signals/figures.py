"""How many messages the confidants had: published by them, read by all staff."""

from collections import Counter

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.choices import labels
from placements.days import day_of
from placements.errors import Refusal
from placements.policy.signals import may_publish_figures
from placements.signals.figures import COUNTED, figures_of, openings_in, publish_figures
from placements.signals.keys import reads_here
from placements.signals.kinds import SignalKind, period_of, week_of
from placements.signals.threads import open_threads
from records.database import current_session
from records.queries.signals import (
    find_confidant_key,
    list_figures_of_school,
    list_signals_of_school,
)
from schools import bp
from schools.forms.messages import PeriodForm
from schools.signals.opened import confidant_or_404, opened_key
from web.guards import ALL_STAFF, EVERYONE_SIGNED_IN, allow, current_actor, utc_now
from web.language import language_of
from web.quiet import padded


@bp.get("/figures")
@allow(*ALL_STAFF)
def list_figures() -> ResponseReturnValue:
    """Show every half year that was published, as it was published."""
    return render_template(
        "schools/list_figures.html",
        figures=list_figures_of_school(current_session(), school_id=current_actor().school_id),
        counted=COUNTED,
        kinds=dict(labels(SignalKind, language_of(get_locale()))),
    )


@bp.route("/messages/figures", methods=["GET", "POST"])
@allow(*EVERYONE_SIGNED_IN)
def publish_message_figures() -> ResponseReturnValue:
    """Let a confidant see what a half year that is over would say, and publish it once."""
    actor, records, now = confidant_or_404(), current_session(), utc_now()
    private = opened_key(actor, now=now)
    key = find_confidant_key(records, actor.account_id)
    if private is None or key is None:
        return redirect(url_for("schools.open_messages"))
    if not may_publish_figures(actor, reads=reads_here(key)):
        abort(404)
    signals = list_signals_of_school(records, actor.school_id)
    threads = open_threads(records, signals, private, key.id)
    out = {one.period for one in list_figures_of_school(records, school_id=actor.school_id)}
    over = {period_of(one.week) for one in signals} - out - {period_of(week_of(day_of(now)))}
    form = PeriodForm(sorted(over))
    if form.validate_on_submit():
        try:
            publish_figures(records, actor, threads, form.period.data, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Published. It stays as it is."))
            return redirect(url_for("schools.list_figures"))
    kinds = {period: [] for period in sorted(over)}  # type: dict[str, list[SignalKind]]
    for one in threads:
        if period_of(one.signal.week) in kinds:
            kinds[period_of(one.signal.week)].append(one.kind)
    page = render_template(
        "schools/publish_message_figures.html",
        form=form,
        previews=[
            (period, Counter(found), figures_of(found), openings_in(threads, period))
            for period, found in kinds.items()
        ],
        counted=COUNTED,
        kinds=dict(labels(SignalKind, language_of(get_locale()))),
    )
    return padded(page), form.status
