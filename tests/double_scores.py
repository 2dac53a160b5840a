"""Tables of double scores, row by row, that stand on each step of the ladder."""

GREEN = [15, 4, 0, 0, 4, 15, 4, 0, 0, 4, 15, 4, 0, 0, 4, 15]
ORANGE = [12, 5, 0, 2, 5, 12, 5, 0, 0, 5, 12, 5, 2, 0, 5, 12]
FEW_ORANGE = [5, 3, 0, 2, 3, 5, 3, 0, 0, 3, 5, 3, 2, 0, 3, 5]
RED = [2, 3, 0, 3, 3, 2, 3, 0, 0, 3, 2, 3, 3, 0, 3, 2]
