"""What a school adds to the rubric: examples of its own beside the words that all schools share."""
