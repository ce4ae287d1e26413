"""What a person who audits the product starts from: which pages to look at, as whom, what our tests already say of each
criterion, and empty grids for what only a person can tell.
"""
