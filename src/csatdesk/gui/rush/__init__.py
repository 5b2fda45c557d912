"""The keys of the rush hour: the strip at the foot of the window, and what is chosen for it."""
