"""Pages for everyone: what this is, privacy, accessibility, how to report a hole."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from accounts import bp
from web.guards import allow_everyone, current_actor


@bp.get("/about")
@allow_everyone
def show_about() -> ResponseReturnValue:
    """Show how the match works, in plain words."""
    return render_template("accounts/show_about.html")


@bp.get("/privacy")
@allow_everyone
def show_privacy() -> ResponseReturnValue:
    """Show what is kept, who sees it and for how long."""
    return render_template("accounts/show_privacy.html")


@bp.get("/accessibility")
@allow_everyone
def show_accessibility() -> ResponseReturnValue:
    """Show how accessible the service is and what to do when it is not."""
    return render_template("accounts/show_accessibility.html")


@bp.get("/works-council")
@allow_everyone
def show_works_council() -> ResponseReturnValue:
    """Show a works council what the service does with people at work, and what it does not."""
    return render_template("accounts/show_works_council.html")


@bp.get("/bystanders")
@allow_everyone
def show_bystander_tips() -> ResponseReturnValue:
    """Show what to do when you see something that is not right happen to somebody else."""
    is_staff = current_user.is_authenticated and current_actor().is_staff
    return render_template("accounts/show_bystander_tips.html", may_guide=is_staff)


@bp.get("/.well-known/security.txt")
@allow_everyone
def show_security_contact() -> ResponseReturnValue:
    """Tell finders of a hole where to go."""
    lines = f"Contact: mailto:{current_app.config['MAIL_FROM']}\nPreferred-Languages: nl, en\n"
    return Response(lines, mimetype="text/plain")
