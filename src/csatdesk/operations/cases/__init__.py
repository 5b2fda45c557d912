"""Complaints, inquiries and their kin."""
