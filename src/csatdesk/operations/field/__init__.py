"""Field work: packages given out, results brought in, what stands side by side; and the laptop, without a store."""
