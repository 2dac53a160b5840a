"""From a published match to a shared name."""
