"""What helps a student on the way: own growth, reflections, searching and practising."""
