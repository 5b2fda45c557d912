"""Figures over many rows at once: arrays in, arrays out; numpy and its kin load when first used, never at start-up."""
