"""Pages on how far scores can be relied on."""
