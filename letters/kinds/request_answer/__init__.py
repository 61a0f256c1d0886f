"""What somebody asked about an essential service: that we have it, or the answer."""
