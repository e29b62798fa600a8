"""People who act: what they can do in a client, what they see, and what the client checks for them."""
