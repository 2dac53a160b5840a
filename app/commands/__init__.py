"""The commands of the service: ``flask --help`` lists them."""

from flask import Flask

from app.commands.matching import matching


def register_commands(app: Flask) -> None:
    """Put every command group on the application."""
    app.cli.add_command(matching)
