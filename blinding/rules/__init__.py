"""The rules: each finds one sort of thing that tells who somebody is, and gives spans."""
