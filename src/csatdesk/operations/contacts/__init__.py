"""Customers and communications."""
