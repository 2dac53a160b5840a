"""What the service remembers. The only room that speaks SQL."""
