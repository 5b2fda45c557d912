"""Letters to customers: their templates, paper and e-mail, what waits for the post, and what to tell at once."""
