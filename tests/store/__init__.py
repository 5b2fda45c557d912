"""Tests of csatdesk.store."""
