"""The pages of students."""

from flask import Blueprint

bp = Blueprint("students", __name__, url_prefix="/student")
