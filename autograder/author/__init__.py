"""What the makers of notebooks run: execute the lessons, lint, add exercises, build and publish what students get."""
