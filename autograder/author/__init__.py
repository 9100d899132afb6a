"""What the makers of notebooks run: execute the lessons, lint, build the release."""
