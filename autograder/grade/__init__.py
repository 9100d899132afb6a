"""What an instructor runs: submissions in, gradebook and feedback out. It may import `learn`, never the other way."""
