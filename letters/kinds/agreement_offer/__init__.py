"""The offer of a contact agreement: what each side would promise, and that the customer is free to say no."""
