"""The commands of the service: ``flask --help`` lists them."""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Put every command group on the application."""
