"""The pages on which a school reads what its rounds do."""
