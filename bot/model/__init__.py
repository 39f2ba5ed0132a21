"""A language model where there is one: the endpoint, its limits, and what people are told of it."""
