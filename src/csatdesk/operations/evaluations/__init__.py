"""Evaluations: begun, filled, sent, scored, contested, and who sees which."""
