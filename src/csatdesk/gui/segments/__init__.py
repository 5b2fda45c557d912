"""One page for each segment of customers: read by everybody, written by who leads surveys."""
