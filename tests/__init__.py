"""The tests mirror src/csatdesk."""
