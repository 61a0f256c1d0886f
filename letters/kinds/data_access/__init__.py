"""What goes with a customer's own record."""
