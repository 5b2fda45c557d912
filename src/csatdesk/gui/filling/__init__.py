"""Filling a form by keyboard, one question at a time: checklists, scorecards, questionnaires."""
