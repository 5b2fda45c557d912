"""Tests of csatdesk.gui.intake."""
