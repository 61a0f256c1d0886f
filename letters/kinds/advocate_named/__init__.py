"""How it stands with somebody who is to speak for the customer: asked, accepted, declined, or refused with reasons."""
