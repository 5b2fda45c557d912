"""The kiosk on the second screen: one question at a time, by touch, mouse or keys."""
