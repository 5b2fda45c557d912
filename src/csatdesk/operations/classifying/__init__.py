"""Giving cases their topics: the unclassified, and cases that get a topic split off. Stands above cases and topics."""
