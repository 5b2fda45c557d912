"""The intake, by keyboard only, on a real store."""
