"""The store of what students answered about a group: its own tables, role and key.

The match and the pages of companies and assessors never read it; on PostgreSQL their role cannot.
"""
