"""The layer spec: text with one layer a line, and YAML, TOML and JSON documents."""
