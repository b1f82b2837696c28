"""What the money is for: projects, grants, withdrawals, documentation, findings and refunds."""
