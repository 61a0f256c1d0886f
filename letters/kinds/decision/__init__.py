"""The decision about how a customer contacts the landlord."""
