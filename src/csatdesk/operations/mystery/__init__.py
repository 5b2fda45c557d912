"""Mystery shopping: programmes, waves, plans and visits, and who may see them when."""
