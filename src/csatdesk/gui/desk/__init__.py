"""My desk: a clerk's first page."""
