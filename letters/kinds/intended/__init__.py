"""What is intended, told before it is decided for good."""
