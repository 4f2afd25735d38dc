"""What the operations of the API do, family by family."""
