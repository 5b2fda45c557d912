"""Field work: at the centre what is given out and comes back, on the laptop what is filled there."""
