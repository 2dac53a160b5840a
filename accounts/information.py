"""Pages for everyone: what this is, privacy, accessibility, how to report a hole."""

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from accounts import bp
from web.guards import allow_everyone


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


@bp.get("/.well-known/security.txt")
@allow_everyone
def show_security_contact() -> ResponseReturnValue:
    """Tell finders of a hole where to go."""
    lines = f"Contact: mailto:{current_app.config['MAIL_FROM']}\nPreferred-Languages: nl, en\n"
    return Response(lines, mimetype="text/plain")
