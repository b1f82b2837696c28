"""What is allowed, what follows, and how it is proved: pure functions from bytes and values."""
