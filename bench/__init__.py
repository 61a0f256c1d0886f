"""What is measured, and kept within limits."""
