"""Papers read back: their words, pages, outline and letters."""
