"""csatdesk: the desk program of customer-service centres."""

__version__ = "0.1.0"
