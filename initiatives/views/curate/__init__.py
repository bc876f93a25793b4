"""Pages for curators: the queue, the case, and what they decide."""
