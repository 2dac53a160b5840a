"""Where somebody works, learns or lives: firms, schools, towns."""
