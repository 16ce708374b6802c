"""What a layer is: one file a kind, spelled in three vocabularies."""
