"""Customers: the list, and the page of one of them."""
