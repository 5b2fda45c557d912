"""Mystery shopping: waves and programmes for their owner, and the visits of who makes them."""
