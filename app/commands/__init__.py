"""The commands of the service: ``flask --help`` lists them."""

from flask import Flask

from app.commands.demo import demo
from app.commands.evidence import evidence
from app.commands.matching import matching
from app.commands.monitoring import monitoring
from app.commands.schools import school
from app.commands.vault import vault
from app.commands.work import work


def register_commands(app: Flask) -> None:
    """Put every command on the application."""
    app.cli.add_command(demo)
    app.cli.add_command(evidence)
    app.cli.add_command(matching)
    app.cli.add_command(monitoring)
    app.cli.add_command(school)
    app.cli.add_command(vault)
    app.cli.add_command(work)
