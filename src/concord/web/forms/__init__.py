"""Forms: from what a person writes to the shape of a command; what is allowed is not judged."""
