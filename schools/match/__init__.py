"""The match of a round: its lottery, its runs and what a person changes in them."""
