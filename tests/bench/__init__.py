"""The budgets of the site, measured: `make bench`. Counts and bytes, and what Lighthouse says."""
