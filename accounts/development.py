"""Pages that exist in development only: the mail that would have gone, and the demo people."""

from uuid import UUID

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from accounts import bp
from accounts.sign_in import let_in
from records.database import current_session
from records.models.account import Account
from records.queries.accounts import list_demo_accounts
from records.queries.outbox import list_newest_messages
from records.vault.people import read_for_service
from web.guards import allow_everyone
from web.mail import compose


@bp.get("/development/mail")
@allow_everyone
def list_mail() -> ResponseReturnValue:
    """Show the newest mail, as it is or would be sent."""
    _only_in_development()
    session = current_session()
    mails = [compose(message) for message in list_newest_messages(session, limit=50)]
    return render_template("accounts/list_mail.html", mails=mails)


@bp.get("/development/people")
@allow_everyone
def list_demo_people() -> ResponseReturnValue:
    """Offer the demo people by role."""
    _only_in_development()
    session = current_session()
    accounts = list_demo_accounts(session)
    people = read_for_service(session, [account.id for account, _place in accounts])
    return render_template("accounts/list_demo_people.html", accounts=accounts, people=people)


@bp.post("/development/people/<uuid:account_id>")
@allow_everyone
def sign_in_as(account_id: UUID) -> ResponseReturnValue:
    """Sign in as a demo person, without a password."""
    _only_in_development()
    account = current_session().get(Account, account_id)
    if account is None:
        abort(404)
    return let_in(account)


def _only_in_development() -> None:
    """Make the page not exist anywhere else."""
    if not current_app.config["IS_DEVELOPMENT"]:
        abort(404)
