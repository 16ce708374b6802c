"""Networks as frameworks print them: trees of modules, and tables of layers."""
