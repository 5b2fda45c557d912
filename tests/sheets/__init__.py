"""Tests of csatdesk.sheets."""
