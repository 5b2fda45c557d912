"""Deadlines and targets: the rules in their order, their form, the tester, the starting profiles."""
