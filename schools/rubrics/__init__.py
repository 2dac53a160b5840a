"""Pages of the rubric: its versions, what a school adds, and how that looks to who reads it."""
