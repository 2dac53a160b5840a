"""The scoring desk: what an assessor reads, answers and looks at again."""
