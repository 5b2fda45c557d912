"""Reviews: what is to be reviewed, rules that draw it, double scoring and calibration."""
