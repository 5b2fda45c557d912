"""Reviews of real contacts: rules by which they are drawn, what each person is to review, double scoring."""
