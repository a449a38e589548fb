"""The budgets as a spreadsheet: formulas that reproduce the calculation, with its own results kept in the cells."""
