"""Everybody's deadlines."""
