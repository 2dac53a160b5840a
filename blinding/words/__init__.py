"""What is known of words: the lists and what is read from them."""
