"""Students and companies meet: what is offered, who comes, and what is kept of it.

Nothing here is read by whoever scores or matches: having met changes no fit.
"""
