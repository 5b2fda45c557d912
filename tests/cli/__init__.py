"""Tests of csatdesk.cli."""
