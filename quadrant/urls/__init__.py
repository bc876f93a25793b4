"""The addresses of the map: `pages` in both languages, `data` without a language prefix."""
