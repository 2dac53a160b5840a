"""The demo: made-up people and eight rounds, played act by act up to today.

Nothing is put in a later state by hand: every form, text, level, proposal and trial came about
through the same acts as on the pages, on a clock that moves from the first day of a round to now.
Only the people, schools and companies themselves are loaded as rows.
"""
