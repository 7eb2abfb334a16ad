"""Pure mathematics of the product: scores, samples, episodes, estimates, working time; no Django, no clock."""
