"""What the customer is asked before anything is decided."""
