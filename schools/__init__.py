"""The pages of school staff: rounds, the scoring desk, the match, the trials."""

from flask import Blueprint

bp = Blueprint("schools", __name__, url_prefix="/school")
