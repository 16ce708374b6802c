"""What tensors do: every operation stated once, whatever library spells it."""
