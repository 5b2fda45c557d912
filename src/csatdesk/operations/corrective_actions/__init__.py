"""Corrective actions, on screen measures: made, done, judged by what came of them."""
