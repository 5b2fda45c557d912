"""The list of customers and the page of one, by keyboard only, on a real store."""
