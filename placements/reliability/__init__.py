"""How far scores can be relied on, and what follows when they cannot."""
