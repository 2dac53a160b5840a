"""Who gets which place: possible pairs, lots and wishes in, a checked assignment out."""
