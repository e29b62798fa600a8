"""What an operator watches, counted where it happens; `operating` writes it down when somebody asks."""
