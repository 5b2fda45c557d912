"""How fast things are; run by hand, one by one."""
