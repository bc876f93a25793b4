"""The pages of the map and of its theory."""
