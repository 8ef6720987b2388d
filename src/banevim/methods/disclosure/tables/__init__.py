"""Every number of every table and cut as one system of cells and relations."""
