"""The match: the lottery, the frozen input, the run and its exceptions."""
