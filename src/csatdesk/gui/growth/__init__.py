"""Coaching, trainings, recognition and probation of a person."""
