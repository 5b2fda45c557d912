"""Surveys: setting up, asking, taking answers, and what they come to."""
