"""The pages of training companies: they see requirement rows, never a person before the reveal."""

from flask import Blueprint

bp = Blueprint("employers", __name__, url_prefix="/employer")
