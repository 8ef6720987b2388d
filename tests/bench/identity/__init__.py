"""The bench of the search: any people, any queries, the product's own code, figures with their error."""
