"""What our letters say, one module per kind."""
