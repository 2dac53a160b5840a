"""Monitoring: what the service says about its own rounds, and what a model says about its rules."""
