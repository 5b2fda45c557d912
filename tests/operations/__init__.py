"""Tests of csatdesk.operations."""
