"""What the evidence is worth: rubric levels in, exact fits, bands and reliability out."""
