"""The page of reports, by keyboard."""
