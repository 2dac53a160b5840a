"""The vault: who people are, encrypted with a key from outside the database.

Only the functions of this room open it, and every look at a student's identity by somebody else
leaves a line in that student's reveal ledger, in the same transaction.
"""
