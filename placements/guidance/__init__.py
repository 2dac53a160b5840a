"""What helps a student on the way: own growth, reflections, practice, and what the school knows."""
