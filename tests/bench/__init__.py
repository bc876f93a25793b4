"""The budgets of the site, measured: `make bench`. Counts, bytes and ratios, and Lighthouse."""
