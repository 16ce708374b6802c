"""ONNX: graphs of operators, binary and as text."""
